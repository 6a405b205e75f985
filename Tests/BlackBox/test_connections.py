"""platform-connections §10, items 1–21, and its "Do better"."""

import json
import time

import expect
import live
import pytest
from fake_pve import TOKEN_ID, TOKEN_SECRET, FakePVE, Laboratory
from server import free_port, wait_until

NODES = "/api/config/nodes"
SECRETS = ("seed-password", TOKEN_SECRET)
NEUTRAL = {
    "Connection failed. Please check your credentials and network settings",
    "Failed to initialize connection",
    "Invalid configuration",
    "Operation failed",
}


@pytest.fixture(scope="module")
def laboratory():
    made = Laboratory(clusters=2, nodes=4, guests=6)
    yield made
    made.stop()


@pytest.fixture
def fake():
    made = FakePVE()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def clean(request):
    """Every test begins without connections."""
    yield
    if "server" in request.fixturenames:
        admin = request.getfixturevalue("server").admin
        for node in admin.get(NODES).json():
            assert admin.delete(f"{NODES}/{node['id']}").status_code == 200


def dead(**fields):
    """A connection that leads nowhere: quickly refused."""
    return {"type": "pve", "name": "dead", "host": f"http://127.0.0.1:{free_port()}", "user": "root@pam", "password": "seed-password", **fields}


def create(server, body):
    answer = server.admin.post(NODES, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "success"
    return answer.json()["id"]


def listed(server, key=None):
    rows = server.admin.get(NODES).json()
    return rows if key is None else next(row for row in rows if key in (row["id"], row["name"]))


def test_who_may(server, reader, clean):
    paths = [("POST", ""), ("POST", "/test-connection"), ("POST", "/test-config"), ("PUT", "/pve-0"), ("DELETE", "/pve-0"), ("POST", "/pve-0/test"), ("POST", "/pve-0/refresh-cluster")]
    expect.refusal(server.client().get(NODES), 401)
    expect.missing_scope(reader.get(NODES), "settings:read")
    settings_reader = server.make_token("settings:read")
    assert settings_reader.get(NODES).json() == []
    for method, path in paths:
        expect.refusal(server.client().request(method, NODES + path, json={}), 401)
        expect.missing_scope(settings_reader.request(method, NODES + path, json={}), "settings:write")
    person = server.signed_in()
    assert person.get(NODES).json() == []
    person.csrf = False
    expect.refusal(person.post(NODES, json=dead()), 403)
    assert listed(server) == []
    expect.refusal(server.admin.request("PATCH", NODES, json={}), 405)
    expect.refusal(server.admin.post(f"{NODES}/pve-0/bogus", json={}), (404, 405))


def test_the_minimal_body(server):
    """Item 4: the documented body; its secret is never seen again."""
    create(server, dead(name="Proxmox 1"))
    row = listed(server, "Proxmox 1")
    assert row["hasPassword"] is True and row["hasToken"] is False and row["user"] == "root@pam"
    assert row["enabled"] is True and row["verifySSL"] is False and row["status"] != "connected"
    assert all(row[name] is True for name in ("monitorVMs", "monitorContainers", "monitorStorage", "monitorBackups"))
    assert row["excludeDatastores"] == [] and row["clusterEndpoints"] == []
    text = server.admin.get(NODES).text
    assert "password" not in row and "seed-password" not in text and "seed-password" not in server.log


@pytest.mark.parametrize(
    ("change", "text", "code"),
    [
        ({"name": None}, "Name is required", "validation_error"),
        ({"name": "  "}, "Name is required", "validation_error"),
        ({"type": None}, "Type is required", "validation_error"),
        ({"host": None}, "Host is required", "validation_error"),
        ({"host": " "}, "Host is required", "validation_error"),
        ({"type": "esx"}, "Invalid node type", "validation_error"),
        ({"host": "ftp://x"}, "Invalid host format", "invalid_host"),
        ({"host": "https://[::zz]:8006"}, "Invalid IPv6 address", "invalid_host"),
        ({"host": "192.0.2.999"}, "Invalid IP address", "invalid_host"),
        ({"host": "under_score"}, "Invalid hostname", "invalid_host"),
        ({"host": "pve1:99999"}, "Invalid port number", "invalid_host"),
        ({"password": None}, "Authentication credentials required", "missing_credentials"),
        ({"password": ""}, "Authentication credentials required", "missing_credentials"),
        ({"user": None}, "Authentication credentials required", "missing_credentials"),
        ({"user": "", "password": "", "tokenName": TOKEN_ID}, "Authentication credentials required", "missing_credentials"),
        ({"fingerprint": "AB:CD"}, "Invalid fingerprint", "validation_error"),
        ({"guestURL": "javascript:alert(1)"}, "Invalid guest URL", "validation_error"),
        ({"user": "a\nb"}, "User is invalid", "validation_error"),
        ({"host": "169.254.169.254"}, "Invalid configuration", "address_refused"),
        ({"host": "http://[fd00:ec2::254]"}, "Invalid configuration", "address_refused"),
    ],
)
def test_bodies_that_are_refused(server, change, text, code):
    body = {key: value for key, value in {**dead(), **change}.items() if value is not None}
    expect.refusal(server.admin.post(NODES, json=body), 400, code=code, text=text)
    assert listed(server) == []


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"enabled":"yes"}', '{"type":5}', "{" + " " * 40_960 + "}"])
def test_what_is_no_body(server, body):
    for path in ("", "/test-connection"):
        expect.refusal(server.admin.post(NODES + path, data=body, headers={"Content-Type": "application/json"}), 400, code="invalid_request", text="Invalid request body")


def test_unknown_members(server):
    found = expect.refusal(server.admin.post(NODES, json={**dead(), "bogus": 1}), 400, code="unknown_field")
    assert found["details"]["field"] == "bogus"
    answer = server.admin.post(NODES, data=json.dumps({**dead(), "bogus": 1}), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 201


def test_addresses_are_normalised(server):
    port = free_port()
    create(server, dead(host=f"HTTP://127.0.0.1:{port}/path?x=1#y", name="a"))
    assert listed(server, "a")["host"] == f"http://127.0.0.1:{port}"
    expect.refusal(server.admin.post(NODES, json=dead(host=f"http://127.0.0.1:{port}/", name="b")), 409, code="node_exists", text="A node with this host URL already exists")
    create(server, dead(host="pve1.invalid", name="c"))
    assert listed(server, "c")["host"] == "https://pve1.invalid:8006"
    create(server, {"type": "pbs", "name": "c", "host": "PVE1.invalid", "tokenId": "a@pbs!t", "tokenSecret": "s"})
    row = next(row for row in listed(server) if row["type"] == "pbs")
    assert row["host"] == "https://pve1.invalid:8007" and row["tokenName"] == "a@pbs!t"
    expect.refusal(server.admin.post(NODES, json=dead(host="other.invalid", name="c")), 409, code="node_name_exists")


def test_backup_servers_are_never_called_connected(server):
    create(server, {"type": "pbs", "name": "vault", "host": "vault.invalid", "user": "a", "password": "p", "excludeDatastores": ["tmp-*", "tmp-*", ""]})
    create(server, {"type": "pmg", "name": "mail", "host": "mail.invalid", "user": "a", "password": "p", "monitorQueues": True})
    vault, mail = listed(server, "vault"), listed(server, "mail")
    assert vault["status"] == mail["status"] == "disconnected" and "not watched" in vault["statusMessage"]
    assert vault["user"] == "a@pbs" and vault["excludeDatastores"] == ["tmp-*"] and vault["monitorDatastores"] is True
    assert mail["user"] == "a@pmg" and mail["monitorMailStats"] is True and mail["monitorQueues"] is True and mail["monitorQuarantine"] is False


def test_changing_keeps_the_rest(server):
    """Items 15 and 16."""
    create(server, dead(name="old", guestURL="https://guest.example", monitorBackups=False, physicalDiskPollingMinutes=9))
    assert server.admin.put(f"{NODES}/pve-0", json={"name": "new"}).json() == {"status": "success"}
    row = listed(server, "new")
    assert row["hasPassword"] is True and row["user"] == "root@pam" and row["monitorBackups"] is False and row["monitorVMs"] is True
    assert row["guestURL"] == "https://guest.example" and row["physicalDiskPollingMinutes"] == 9
    server.admin.put(f"{NODES}/pve:new", json={"guestURL": "", "type": "pbs", "password": ""})
    row = listed(server, "new")
    assert "guestURL" not in row and row["type"] == "pve" and row["hasPassword"] is True
    server.admin.put(f"{NODES}/{row['id']}", json={"password": None})
    assert listed(server, "new")["hasPassword"] is False
    expect.refusal(server.admin.put(f"{NODES}/pve-0", json={"bogus": 1}), 400, code="unknown_field")
    expect.refusal(server.admin.put(f"{NODES}/pve-0", json={"host": "https://[::zz]"}), 400, text="Invalid IPv6 address")
    assert listed(server, "new")["id"] == row["id"]


def test_tokens_and_passwords_replace_each_other(server):
    one = create(server, dead())
    expect.refusal(server.admin.put(f"{NODES}/{one}", json={"tokenName": "pulse"}), 400, code="missing_credentials")
    assert server.admin.put(f"{NODES}/{one}", json={"tokenName": "pulse", "tokenValue": TOKEN_SECRET}).status_code == 200
    row = listed(server, one)
    assert (row["hasToken"], row["hasPassword"], row["tokenName"]) == (True, False, "root@pam!pulse")
    assert server.admin.put(f"{NODES}/{one}", json={"tokenName": "other@pam!name"}).status_code == 200
    assert listed(server, one)["tokenName"] == "other@pam!name" and listed(server, one)["hasToken"] is True
    assert server.admin.put(f"{NODES}/{one}", json={"password": "seed-password"}).status_code == 200
    row = listed(server, one)
    assert (row["hasToken"], row["hasPassword"], row["user"]) == (False, True, "other@pam") and "tokenName" not in row


@pytest.mark.parametrize(
    ("name", "status", "code", "text"),
    [("", 400, "missing_node_id", "Node ID required"), ("bogus", 400, "invalid_node_id", "Invalid node ID"), ("pve:nope", 404, "node_not_found", "Node not found"), ("pve-7", 404, "node_not_found", "Node not found"), ("00000000-0000-4000-8000-0000000000ff", 404, "node_not_found", "Node not found")],
)
def test_ids_that_name_nothing(server, name, status, code, text):
    for method in ("PUT", "DELETE"):
        expect.refusal(server.admin.request(method, f"{NODES}/{name}", json={"name": "x"}), status, code=code, text=text)
    if name:
        expect.refusal(server.admin.post(f"{NODES}/{name}/test"), status, code=code)
        expect.refusal(server.admin.post(f"{NODES}/{name}/refresh-cluster"), status, code=code)


def test_a_name_of_several_is_not_guessed(server):
    create(server, dead(name="Site"))
    create(server, dead(name="site"))
    expect.refusal(server.admin.delete(f"{NODES}/pve:SITE"), 409, code="ambiguous_node_id")
    assert len(listed(server)) == 2


def test_a_test_tells_what_works(server, laboratory, fake):
    answer = server.admin.post(f"{NODES}/test-connection", json=laboratory.body(name=""))
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["status"] == "success" and body["isCluster"] is True and body["nodeCount"] == body["clusterNodeCount"] == 2
    assert body["message"] == "Successfully connected to 2 node(s)"
    assert body["fingerprint"] == laboratory.clusters[0]["endpoints"][0]["fingerprint"]
    short = server.admin.post(f"{NODES}/test-config", json=fake.body()).json()
    assert short["status"] == "success" and isinstance(short["latency"], int)
    assert listed(server) == []


def test_a_closed_port(server):
    """Item 13."""
    began = time.monotonic()
    found = expect.refusal(server.admin.post(f"{NODES}/test-connection", json=dead()), 400, code="connect_refused")
    assert time.monotonic() - began < 10 and found["error"] in NEUTRAL
    short = server.admin.post(f"{NODES}/test-config", json=dead())
    assert short.status_code == 400 and short.json()["status"] == "error" and short.json()["message"] in NEUTRAL
    assert listed(server) == []


def test_wrong_credentials(server, fake):
    """Item 14: nothing of what the other side said comes through."""
    answer = server.admin.post(f"{NODES}/test-connection", json=fake.body(tokenValue="wrong"))
    assert expect.refusal(answer, 400, code="auth_failed")["error"] in NEUTRAL
    assert "upstream" not in answer.text
    fake.status = 403
    expect.refusal(server.admin.post(f"{NODES}/test-connection", json=fake.body()), 400, code="permission_denied")
    fake.status, fake.text = 200, b"<html>not a hypervisor</html>"
    expect.refusal(server.admin.post(f"{NODES}/test-connection", json=fake.body()), 400, code="not_a_pve")


def test_a_saved_connection_is_tested_with_its_secret(server, fake):
    one = create(server, fake.body())
    answer = server.admin.post(f"{NODES}/{one}/test")
    assert answer.status_code == 200 and answer.json()["status"] == "success" and isinstance(answer.json()["latency"], int)
    fake.token = "changed"
    answer = server.admin.post(f"{NODES}/pve:solo/test")
    assert answer.status_code == 400 and answer.json()["code"] == "auth_failed" and answer.json()["status"] == "error"


def test_certificates_are_pinned_on_first_use(server, laboratory):
    fingerprint = laboratory.clusters[0]["endpoints"][0]["fingerprint"]
    for fields in ({"trustOnFirstUse": False}, {"verifySSL": True}):
        refused = expect.refusal(server.admin.post(NODES, json=laboratory.body(**fields)), 400, code="tls_untrusted")
        assert refused["details"]["fingerprint"] == fingerprint
    assert listed(server) == []
    one = create(server, laboratory.body())
    assert listed(server, one)["fingerprint"] == fingerprint
    wrong = "AA:" * 31 + "AA"
    assert server.admin.put(f"{NODES}/{one}", json={"fingerprint": wrong}).status_code == 200
    found = server.admin.post(f"{NODES}/{one}/test").json()
    assert found["code"] == "fingerprint_mismatch" and found["details"] == {"fingerprint": fingerprint, "expectedFingerprint": wrong}
    assert server.admin.put(f"{NODES}/{one}", json={"fingerprint": fingerprint.lower().replace(":", "")}).status_code == 200
    assert server.admin.post(f"{NODES}/{one}/test").status_code == 200
    assert "node_certificate_accepted" in server.log


def test_a_server_that_is_down_is_stored_and_pinned_when_it_comes(server):
    port = free_port()
    body = {"type": "pve", "name": "later", "host": f"https://127.0.1.1:{port}", "tokenName": "pulse@pve!laboratory", "tokenValue": "not-yet"}
    one = create(server, body)
    assert "fingerprint" not in listed(server, one) and listed(server, one)["clusterEndpoints"] == []
    laboratory = Laboratory(clusters=1, nodes=2, guests=2, port=port)
    try:
        found = laboratory.clusters[0]
        server.admin.put(f"{NODES}/{one}", json={"tokenName": found["tokenId"], "tokenValue": found["tokenSecret"]})
        row = wait_until(lambda: (lambda row: row if "fingerprint" in row and row["status"] == "connected" and row.get("isCluster") else None)(listed(server, one)), timeout=60, what="the pin and the members")
        assert row["fingerprint"] == found["endpoints"][0]["fingerprint"]
        assert [member["nodeName"] for member in row["clusterEndpoints"]] == found["nodes"] and row["version"].count(".") == 2
    finally:
        laboratory.stop()


def test_a_cluster_is_recognised_and_not_watched_twice(server, laboratory):
    one = create(server, laboratory.body())
    row = listed(server, one)
    assert row["isCluster"] is True and row["clusterName"] == laboratory.clusters[0]["name"]
    assert [member["nodeName"] for member in row["clusterEndpoints"]] == laboratory.clusters[0]["nodes"]
    assert all(member["nodeIdentity"] for member in row["clusterEndpoints"])
    assert row["clusterEndpoints"][1]["fingerprint"] == laboratory.clusters[0]["endpoints"][1]["fingerprint"]
    merged = server.admin.post(NODES, json=laboratory.body(member=1, name="again"))
    assert merged.status_code == 200, merged.text
    body = merged.json()
    assert body["merged"] is True and body["success"] is True and body["status"] == "success" and body["id"] == one and body["totalEndpoints"] == 2
    create(server, laboratory.body(cluster=1))
    assert len(listed(server)) == 2


def test_what_people_say_about_members_survives_a_refresh(server, laboratory):
    one = create(server, laboratory.body())
    first, second = listed(server, one)["clusterEndpoints"]
    change = {
        "clusterEndpointOverrides": [{"nodeName": second["nodeName"], "ipOverride": "192.0.2.7"}],
        "clusterNodeDisplayNameOverrides": [{"nodeIdentity": first["nodeIdentity"], "displayName": "Rack 1"}],
    }
    assert server.admin.put(f"{NODES}/{one}", json=change).status_code == 200
    with live.open_feed(server, token=server.token) as feed:
        live.receive(feed, "initialState")
        answer = server.admin.post(f"{NODES}/{one}/refresh-cluster")
        assert answer.status_code == 200, answer.text
        assert live.receive(feed, "nodes_updated")["data"] == {"nodeType": "pve", "action": "cluster_refresh"}
        assert live.receive(feed, "nodes_changed")["data"]["action"] == "cluster_refresh"
    body = answer.json()
    assert (body["oldNodeCount"], body["newNodeCount"], body["nodesAdded"]) == (2, 2, 0) and len(body["clusterNodes"]) == 2
    after = {member["nodeName"]: member for member in listed(server, one)["clusterEndpoints"]}
    assert after[first["nodeName"]]["displayName"] == "Rack 1" and after[second["nodeName"]]["ipOverride"] == "192.0.2.7"
    assert server.admin.put(f"{NODES}/{one}", json={"clusterEndpointOverrides": [{"nodeName": second["nodeName"], "ipOverride": ""}]}).status_code == 200
    after = {member["nodeName"]: member for member in listed(server, one)["clusterEndpoints"]}
    assert "ipOverride" not in after[second["nodeName"]]


def test_refreshing_what_is_no_cluster(server, fake):
    """Item 18."""
    create(server, {"type": "pbs", "name": "vault", "host": "vault.invalid", "user": "a", "password": "p"})
    expect.refusal(server.admin.post(f"{NODES}/pbs-0/refresh-cluster"), 400, text="Only PVE nodes can be cluster members")
    create(server, fake.body())
    expect.refusal(server.admin.post(f"{NODES}/pve:solo/refresh-cluster"), 400, text="Node is not part of a cluster")
    fake.status = 500
    expect.refusal(server.admin.post(f"{NODES}/pve:solo/refresh-cluster"), 500, text="Could not detect cluster nodes")


def test_deleting_while_a_poll_runs(server, fake):
    """Item 19."""
    one = create(server, fake.body())
    fake.hang = 30
    fake.seen.clear()
    wait_until(lambda: fake.seen, timeout=30, what="a poll that hangs")
    with live.open_feed(server, token=server.token) as feed:
        live.receive(feed, "initialState")
        began = time.monotonic()
        assert server.admin.delete(f"{NODES}/{one}").json() == {"status": "success"}
        assert time.monotonic() - began < 10
        assert live.receive(feed, "node_deleted")["data"] == {"nodeType": "pve"}
    time.sleep(1)
    state = server.admin.get("/api/state").json()
    assert not any(row.get("platformId") == "solo" for row in state["resources"]) and state["nodes"] == [] and "solo" not in state["connectionHealth"]
    assert server.admin.get("/api/monitoring/scheduler/health").json()["instances"] == []


def test_switching_off_keeps_the_record(server, fake):
    one = create(server, fake.body())
    wait_until(lambda: listed(server, one)["status"] == "connected", what="the first answer")
    assert server.admin.put(f"{NODES}/{one}", json={"enabled": False}).status_code == 200
    row = listed(server, one)
    assert row["enabled"] is False and row["status"] == "disconnected" and row["hasToken"] is True
    assert server.admin.get("/api/monitoring/scheduler/health").json()["instances"] == []
    assert server.admin.get("/api/state").json()["nodes"] == []
    assert server.admin.put(f"{NODES}/{one}", json={"enabled": True}).status_code == 200
    wait_until(lambda: listed(server, one)["status"] == "connected", what="the first answer after switching on")


def test_a_restart_keeps_everything(own_server, fake):
    """Item 20."""
    create(own_server, fake.body())
    create(own_server, {"type": "pbs", "name": "vault", "host": "vault.invalid", "user": "a", "password": "seed-password"})
    wait_until(lambda: listed(own_server, "solo")["status"] == "connected", what="the first answer")
    keys = ("id", "type", "name", "host", "hasPassword", "hasToken", "tokenName", "user", "enabled")
    before = [{key: row.get(key) for key in keys} for row in listed(own_server)]
    content = (own_server.data / "nodes.enc").read_bytes()
    assert not any(word.encode() in content for word in (*SECRETS, "solo", "vault")) and (own_server.data / "nodes.enc").stat().st_mode & 0o777 == 0o600
    own_server.restart()
    assert [{key: row.get(key) for key in keys} for row in listed(own_server)] == before
    wait_until(lambda: listed(own_server, "solo")["status"] == "connected", what="an answer with the stored secret")
    for path in own_server.data.rglob("*"):
        if path.is_file():
            assert not any(word.encode() in path.read_bytes() for word in SECRETS), path
    assert not any(word in own_server.log for word in SECRETS)


def test_a_damaged_file_is_left_alone(own_server):
    """Item 21."""
    create(own_server, dead())
    own_server.stop()
    path = own_server.data / "nodes.enc"
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    own_server.start()
    assert "nodes.enc" in own_server.log
    expect.refusal(own_server.admin.get(NODES), 500, code="connections_unreadable")
    expect.refusal(own_server.admin.post(NODES, json=dead(name="new")), 500)
    expect.refusal(own_server.admin.delete(f"{NODES}/pve-0"), 500)
    assert path.read_bytes() == bytes(damaged)
    assert own_server.admin.get("/api/state").status_code == 200
    own_server.stop()
    path.write_bytes((own_server.data / "nodes.enc.backup").read_bytes() if (own_server.data / "nodes.enc.backup").exists() else b"")


def test_changes_are_in_the_audit_log(server, fake):
    one = create(server, fake.body())
    server.admin.post(f"{NODES}/{one}/test")
    server.admin.put(f"{NODES}/{one}", json={"name": "renamed"})
    server.admin.delete(f"{NODES}/{one}")
    for event in ("node_added", "node_updated", "node_deleted", "connection_tested"):
        assert event in server.log
    assert TOKEN_SECRET not in server.log
