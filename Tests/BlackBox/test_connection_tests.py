"""platform-connections §3.4–3.6, §4, items 13, 14, 18: connection tests, certificates and clusters."""

import time

import expect
import live
import pytest
from connections import NODES, create, dead, listed
from fake_pve import Laboratory
from server import free_port, wait_until

NEUTRAL = {
    "Connection failed. Please check your credentials and network settings",
    "Failed to initialize connection",
    "Invalid configuration",
    "Operation failed",
}
pytestmark = pytest.mark.usefixtures("no_connections")


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


def test_a_changed_certificate_waits_for_a_person(server):
    """platform-polling item 22: nothing is asked under it, the pin stays, and the new one is offered."""
    port = free_port()
    laboratory = Laboratory(nodes=1, guests=1, port=port)
    one = create(server, laboratory.body())
    pin = laboratory.clusters[0]["endpoints"][0]["fingerprint"]
    wait_until(lambda: listed(server, one)["status"] == "connected", what="the first answer")
    laboratory.stop()
    laboratory = Laboratory(nodes=1, guests=1, port=port)
    try:
        row = wait_until(lambda: (lambda row: row if row["status"] == "error" else None)(listed(server, one)), timeout=60, what="the changed certificate")
        fresh = laboratory.clusters[0]["endpoints"][0]["fingerprint"]
        assert row["fingerprint"] == pin != fresh == row["changedFingerprint"] and any(fresh in warning for warning in row["warnings"])
        assert server.admin.put(f"{NODES}/{one}", json={"fingerprint": fresh}).status_code == 200
        wait_until(lambda: listed(server, one)["status"] == "connected", what="an answer under the accepted certificate")
        assert "changedFingerprint" not in listed(server, one)
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
