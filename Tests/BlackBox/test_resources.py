"""resources-metrics-recovery §2–4, §11 items 1–4, 9–11; resource-facets §3, §7 as far as one machine shows them."""

import re
import time

import expect
import pytest


def test_who_may_read(server):
    for path in ("/api/resources", "/api/resources/stats", "/api/resources/k8s/namespaces?cluster=x", "/api/resources/a-1", "/api/resources/a-1/children"):
        expect.refusal(server.client().get(path), 401)
        expect.missing_scope(server.make_token("settings:read").get(path), "monitoring:read")


def test_this_machine(server, reader):
    host = server.host()
    assert re.match(r"^agent-[0-9a-f]{16}$", host["id"])
    assert host["status"] == "online" and host["sources"] == ["agent"]
    assert host["sourceStatus"]["agent"]["status"] == "online"
    assert host["platformScopes"] == ["agent"]
    assert expect.TIMESTAMP.match(host["lastSeen"])
    target = host["metricsTarget"]
    assert target["resourceType"] == "agent" and target["resourceId"]
    metrics = host["metrics"]
    assert 0 <= metrics["cpu"]["value"] <= 100 and metrics["cpu"]["unit"] == "percent"
    assert metrics["memory"]["total"] > metrics["memory"]["used"] > 0
    assert metrics["netIn"]["unit"] == "bytes/s" and metrics["netIn"]["value"] >= 0
    detail = reader.get(f"/api/resources/{host['id']}").json()
    assert detail["id"] == host["id"] and detail["identity"]["hostnames"]
    expect.no_nulls(detail)
    assert set(reader.get(f"/api/resources/{host['id']}/metrics").json()) >= {"cpu", "memory", "netIn", "netOut"}


def test_the_agent_facet(server, reader):
    agent = reader.get(f"/api/resources/{server.host()['id']}").json()["agent"]
    assert agent["hostname"] and agent["platform"] == "linux" and agent["architecture"] and agent["kernelVersion"] and agent["osName"]
    assert agent["cpuCount"] >= 1 and len(agent["loadAverage"]) == 3 and agent["uptimeSeconds"] > 0
    memory = agent["memory"]
    assert memory["total"] == pytest.approx(memory["used"] + memory["free"] + memory.get("cache", 0), rel=0.05)
    assert agent["disks"] and agent["networkInterfaces"]
    for disk in agent["disks"]:
        assert disk["mountpoint"].startswith("/") and disk["total"] >= disk["used"] >= 0 and 0 <= disk["usage"] <= 100
    for nic in agent["networkInterfaces"]:
        assert nic["name"] and isinstance(nic.get("rxBytes", 0), int)


def test_it_says_the_same_in_list_and_detail(server, reader):
    host = server.host()
    detail = reader.get(f"/api/resources/{host['id']}").json()
    for key in ("id", "type", "name", "sources", "metricsTarget", "identity"):
        assert detail[key] == host[key]
    children = reader.get(f"/api/resources/{host['id']}/children").json()
    assert children["count"] == len(children["data"]) == detail.get("childCount", 0)
    assert all(child["parentId"] == host["id"] for child in children["data"])
    names = [child["name"] for child in children["data"]]
    assert names == sorted(names, key=lambda name: [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name.lower())])


def test_paging(server, reader):
    server.host()
    first = reader.get("/api/resources?limit=1000&page=0").json()
    assert first["meta"]["limit"] == 100 and first["meta"]["page"] == 1
    assert first["meta"]["total"] == len(first["data"]) == first["aggregations"]["total"]
    for odd in ("limit=0", "limit=abc", "limit=-1"):
        assert reader.get(f"/api/resources?{odd}").json()["meta"]["limit"] == 50
    beyond = reader.get("/api/resources?page=9999").json()
    assert beyond["data"] == [] and beyond["meta"]["page"] == 9999 and beyond["meta"]["total"] == first["meta"]["total"]
    one = reader.get("/api/resources?limit=1").json()
    assert len(one["data"]) == 1 and one["meta"]["totalPages"] == one["meta"]["total"]


@pytest.mark.parametrize(
    "query",
    ["type=vm,bogus", "type=bogus", "source=bogus", "source=agent,bogus", "status=bogus", "status=online,bogus"],
)
def test_unknown_filter_words_are_named(reader, query):
    body = expect.refusal(reader.get(f"/api/resources?{query}"), 400)
    assert "bogus" in body["error"] + body.get("message", "")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("type=agent", True), ("type=agents", True), ("type=node", True), ("type=nodes,vm", True), ("type=vm", False), ("type=container", False),
        ("type=oci-container", False), ("type=disk", False), ("type=pool", False), ("source=agent", True), ("source=host", True), ("source=pve", False),
        ("source=vmware-vsphere", False), ("status=online", True), ("status=offline", False), ("namespace=default", False), ("cluster=none", False),
        ("tags=no-such-tag", False), ("q=no-such-name", False), ("parent=agent-0000000000000000", False), ("sort=lastSeen&order=desc", True),
        ("sort=bogus&order=bogus", True),
    ],
)  # fmt: skip
def test_filters(server, reader, query, holds):
    host = server.host()
    rows = reader.get(f"/api/resources?{query}").json()["data"]
    assert (host["id"] in [row["id"] for row in rows]) == holds
    if query == "type=container":
        assert all(row["type"] == "app-container" for row in rows)


def test_search_by_name(server, reader):
    name = server.host()["name"]
    for part in (name.upper(), name[1:], name[:2].swapcase()):
        assert reader.get("/api/resources", params={"q": part}).json()["meta"]["total"] >= 1
    for literal in ("%", "_", "*"):
        if literal not in name:
            assert reader.get("/api/resources", params={"q": literal}).json()["data"] == []


def test_stats_are_the_aggregations(server, reader):
    server.host()
    stats = reader.get("/api/resources/stats").json()
    listed = reader.get("/api/resources").json()["aggregations"]
    assert stats["byType"] == listed["byType"] and stats["byType"]["agent"] == 1
    assert sum(stats["byType"].values()) == stats["total"] == sum(stats["byStatus"].values())
    assert stats["bySource"]["agent"] == stats["total"]
    assert stats["policyPosture"]["totalResources"] == stats["total"]
    assert all(isinstance(value, bool) for value in stats["platformAdmission"].values())


def test_not_modified(reader):
    """An unchanged list costs nothing; between two ticks one of a few quick attempts must meet the same revision."""
    for _ in range(10):
        tag = reader.get("/api/resources").headers["ETag"]
        again = reader.get("/api/resources", headers={"If-None-Match": tag})
        if again.status_code == 304:
            assert again.content == b""
            break
        time.sleep(0.13)
    else:
        raise AssertionError("never answered 304")


@pytest.mark.parametrize("suffix", ["", "/children", "/metrics"])
def test_unknown_resource(reader, suffix):
    expect.refusal(reader.get(f"/api/resources/unknown-0000{suffix}"), 404, text="Resource not found")


def test_namespaces(reader):
    expect.refusal(reader.get("/api/resources/k8s/namespaces"), 400, text="cluster query param required")
    assert reader.get("/api/resources/k8s/namespaces?cluster=none").json() == {"cluster": "none", "data": []}


def test_the_id_survives_a_restart(own_server):
    before = own_server.host()
    own_server.restart()
    after = own_server.host()
    assert after["id"] == before["id"] and after["metricsTarget"] == before["metricsTarget"]
