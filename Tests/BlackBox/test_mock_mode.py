"""reporting-operations §3 and item 12: simulated servers instead of the configured ones."""

import time

import expect
import pytest
from connections import NODES
from server import wait_until

MODE = "/api/system/mock-mode"


def test_who_may(server, reader):
    expect.refusal(server.client().get(MODE), 401)
    expect.missing_scope(reader.get(MODE), "settings:read")
    for method in ("POST", "PUT"):
        expect.missing_scope(server.make_token("settings:read").request(method, MODE, json={"enabled": True}), "settings:write")
    body = server.admin.get(MODE).json()
    assert body["enabled"] is False and body["config"]["stoppedPercent"] == 0.06


@pytest.mark.parametrize("body", ["{", "[]", '{"enabled":"yes"}', '{"config":{"stoppedPercent":2}}', '{"config":{"nodeCount":0}}', '{"config":{"vmsPerNode":-1}}'])
def test_bodies_that_are_refused(server, body):
    expect.refusal(server.admin.post(MODE, data=body, headers={"Content-Type": "application/json"}), 400)
    assert server.admin.get(MODE).json()["enabled"] is False


def test_there_and_back(own_server, fake):
    admin = own_server.admin
    one = admin.post(NODES, json=fake.body()).json()["id"]
    wait_until(lambda: admin.get(NODES).json()[0]["status"] == "connected", what="the first answer")
    kept = (own_server.data / "nodes.enc").read_bytes()
    answer = admin.post(MODE, json={"enabled": True, "config": {"nodeCount": 4, "vmsPerNode": 2, "lxcsPerNode": 1}})
    assert answer.status_code == 200, answer.text
    assert answer.json()["enabled"] is True and answer.json()["config"]["nodeCount"] == 4
    rows = admin.get(NODES).json()
    assert len(rows) == 3 and all(row["id"] != one for row in rows)
    wait_until(lambda: all(row["status"] == "connected" for row in admin.get(NODES).json()), timeout=60, what="answers of the laboratory")
    for method, path in (("POST", ""), ("PUT", "/pve-0"), ("DELETE", "/pve-0"), ("POST", "/pve-0/refresh-cluster")):
        expect.refusal(admin.request(method, NODES + path, json=fake.body()), 403, code="mock_mode_enabled")
    asked = len(fake.seen)
    began = time.monotonic()
    assert admin.put(MODE, json={"enabled": False}).json()["enabled"] is False
    assert time.monotonic() - began < 2
    rows = admin.get(NODES).json()
    assert [row["id"] for row in rows] == [one]
    wait_until(lambda: len(fake.seen) > asked, what="a poll of the real server")
    assert not any(row["name"] != "solo" for row in admin.get("/api/state").json()["nodes"])
    assert (own_server.data / "nodes.enc").read_bytes() == kept


def test_what_is_shown_is_what_was_wished_for(own_server):
    """A steady estate with one busy node and half of its guests stopped; and the large default is left at once, too."""
    admin = own_server.admin
    config = {"nodeCount": 6, "vmsPerNode": 6, "lxcsPerNode": 4, "randomMetrics": False, "highLoadNodes": ["birke"], "stoppedPercent": 0.5}
    answer = admin.post(MODE, json={"enabled": True, "config": config})
    assert answer.status_code == 200 and answer.json()["config"] == config, answer.text

    def full():
        state = admin.get("/api/state").json()
        nodes = {one["node"]: one for one in state["nodes"] if one["instance"] in ("kontor", "werkstatt", "kueste")}
        guests = [one for one in state["vms"] + state["containers"] if not one.get("template")]
        return (nodes, guests) if len(nodes) == 6 and len(guests) > 55 and all(one["cpu"] > 0 for one in nodes.values()) else None

    nodes, guests = wait_until(full, timeout=60, what="the estate")
    assert {name for name, one in nodes.items() if one["cpu"] > 0.75} == {"birke"}
    stopped = sum(one["status"] == "stopped" for one in guests) / len(guests)
    assert 0.4 < stopped < 0.6
    config = {"nodeCount": 32, "vmsPerNode": 10, "lxcsPerNode": 8}
    assert admin.post(MODE, json={"enabled": True, "config": config}).status_code == 200
    wait_until(lambda: len(admin.get("/api/state").json()["nodes"]) >= 32, timeout=60, what="the large estate")
    began = time.monotonic()
    assert admin.put(MODE, json={"enabled": False}).status_code == 200
    assert time.monotonic() - began < 2


def test_from_the_start(make_server):
    server = make_server(PULSE_MOCK_MODE="true", PULSE_MOCK_NODES="3", PULSE_MOCK_VMS_PER_NODE="1", PULSE_MOCK_LXCS_PER_NODE="1").start().claim()
    wait_until(lambda: server.admin.get(NODES).json() and all(row["status"] == "connected" for row in server.admin.get(NODES).json()), timeout=60, what="answers of the laboratory")
    assert server.admin.get(MODE).json()["enabled"] is True
    assert not (server.data / "nodes.enc").exists()
    assert server.stop() == 0
