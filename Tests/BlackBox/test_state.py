"""state-and-websocket §1.4–1.7, §2, §8 items 5, 6, 9, 10, 11."""

import concurrent.futures
import time

import expect
import pytest

ARRAYS = (
    "resources connectedInfrastructure activeAlerts recentlyResolved metrics nodes vms containers dockerHosts removedDockerHosts "
    "kubernetesClusters removedKubernetesClusters hosts removedHostAgents storage cephClusters physicalDisks pbs pmg pbsBackups pmgBackups "
    "replicationJobs"
).split()
MAPS = "performance connectionHealth stats pveTagColors pveTagStyles pveBackups backups".split()
LEGACY = "nodes vms containers dockerHosts kubernetesClusters hosts storage cephClusters physicalDisks pbs pmg pveBackups backups".split()


def test_nobody_reads_without_permission(server):
    anonymous = server.client().get("/api/state")
    body = expect.refusal(anonymous, 401)
    assert body["error"] == "Authentication required"
    assert "Basic" not in anonymous.headers.get("WWW-Authenticate", "")
    expect.missing_scope(server.make_token("settings:read").get("/api/state"), "monitoring:read")


def test_every_collection_is_there(server, reader):
    server.host()
    state = reader.get("/api/state").json()
    assert [key for key in ARRAYS if not isinstance(state.get(key), list)] == []
    assert [key for key in MAPS if not isinstance(state.get(key), dict)] == []
    assert set(state["pveBackups"]) == {"backupTasks", "storageBackups", "guestSnapshots"}
    assert set(state["backups"]) == {"pve", "pbs", "pmg"}
    assert state["temperatureMonitoringEnabled"] in (True, False)
    assert state["metrics"] == []
    assert abs(state["lastUpdate"] / 1000 - time.time()) < 10
    expect.no_nulls(state)


def test_this_machine_in_both_shapes(server, reader):
    host = server.host()
    state = reader.get("/api/state").json()
    row = next(row for row in state["resources"] if row["id"] == host["id"])
    assert row["type"] == "agent" and row["status"] == "online"
    assert row["name"] == row["displayName"]
    assert row["platformType"] == "agent" and row["sourceType"] == "agent"
    assert 0 <= row["cpu"]["current"] <= 100
    assert 0 < row["memory"]["current"] <= 100 and row["memory"]["total"] > row["memory"]["used"] > 0
    assert row["network"]["rxBytes"] >= 0 and row["network"]["txBytes"] >= 0
    assert row["uptime"] > 0
    assert abs(row["lastSeen"] / 1000 - time.time()) < 10
    assert row["alerts"] == [] and isinstance(row["tags"], list) and isinstance(row["labels"], dict)
    legacy = next(one for one in state["hosts"] if one["hostname"] == row["agent"]["hostname"])
    assert legacy["status"] == "online" and 0 <= legacy["cpuUsage"] <= 100
    assert len(legacy["loadAverage"]) == 3
    assert legacy["memory"]["total"] == row["memory"]["total"]
    assert any(surface["kind"] == "agent" for one in state["connectedInfrastructure"] for surface in one["surfaces"])


def test_parts_can_be_left_out(reader):
    without_resources = reader.get("/api/state?resources=0").json()
    assert "resources" not in without_resources and "hosts" in without_resources
    without_legacy = reader.get("/api/state?legacy=0").json()
    assert not set(LEGACY) & set(without_legacy) and "resources" in without_legacy


def test_gzip_when_asked(reader):
    packed = reader.get("/api/state", headers={"Accept-Encoding": "gzip"})
    bare = reader.get("/api/state", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in bare.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert set(packed.json()) == set(bare.json())
    assert int(packed.headers["Content-Length"]) < len(bare.content)


def test_parallel_readers_see_one_state(server, reader):
    server.host()

    def read(_):
        return server.client(token=reader.token).get("/api/state")

    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(read, range(50)))
    assert {answer.status_code for answer in answers} == {200}
    bodies = {}
    for answer in answers:
        bodies.setdefault(answer.json()["lastUpdate"], set()).add(answer.content)
    assert len(bodies) <= 10, "reads far more states than ticks passed"
    assert all(len(contents) == 1 for contents in bodies.values()), "one revision has one encoding"


@pytest.mark.parametrize("path", ["/api/state", "/api/state/summary", "/api/config", "/api/config/system", "/simple-stats", "/api/charts"])
def test_only_get(server, path):
    for method in ("POST", "PUT", "DELETE"):
        answer = server.admin.request(method, path, json={})
        assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


def test_summary(server, reader):
    server.host()
    summary = reader.get("/api/state/summary").json()
    assert all(isinstance(summary[key], int) for key in ("activeAlerts", "nodes", "vms", "containers"))
    assert isinstance(summary["dockerHosts"], list)
    assert expect.TIMESTAMP.match(summary["lastUpdate"])


def test_configuration(server, reader):
    answer = reader.get("/api/config")
    body = answer.json()
    assert answer.status_code == 200 and body["updateChannel"] in ("stable", "rc")
    assert isinstance(body["autoUpdateEnabled"], bool) and isinstance(body["csrfProtection"], bool)
    expect.missing_scope(reader.get("/api/config/system"), "settings:read")
    settings = server.admin.get("/api/config/system").json()
    assert settings["frontendPort"] == server.port
    for secret in (server.token, server.password):
        assert secret not in answer.text and secret not in str(settings)


def test_storage(reader):
    listed = reader.get("/api/storage/")
    assert listed.status_code == 200
    rows = listed.json()["data"]
    assert isinstance(rows, list) and isinstance(listed.json()["timestamp"], int)
    for row in rows:
        one = reader.get("/api/storage/" + row["id"].replace("/", "%2F")).json()["data"]
        assert one["id"] == row["id"]
    expect.refusal(reader.get("/api/storage/nope"), 404, "storage_not_found")
    assert reader.post("/api/storage/nope").status_code in (403, 405)


def test_simple_page_needs_no_script(server, reader):
    assert server.client().get("/simple-stats").status_code == 401
    page = reader.get("/simple-stats")
    assert page.status_code == 200
    assert page.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert 'http-equiv="refresh"' in page.text.replace("'", '"') and "<table" in page.text
    assert "nonce-" in page.headers["Content-Security-Policy"] or "<script" not in page.text


@pytest.mark.parametrize("organization", ["other"])
def test_another_organization_is_refused(reader, organization):
    answer = reader.get("/api/state", headers={"X-Pulse-Org-ID": organization})
    assert answer.status_code in (400, 402, 403, 404, 501), answer.text
    assert reader.get("/api/state", headers={"X-Pulse-Org-ID": "default"}).status_code == 200
