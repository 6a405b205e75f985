"""platform-polling §1.1 and §1.2: how long an answer may take, and which of the members that a cluster names are asked."""

import time

import pytest
from connections import HEALTH, NODES
from fake_pve import Laboratory
from server import wait_until


@pytest.fixture(scope="module")
def lab():
    made = Laboratory(clusters=1, nodes=3, guests=3)
    yield made
    made.stop()


def connected(server, lab):
    answer = server.admin.post(NODES, json=lab.body())
    assert answer.status_code == 201, answer.text
    wait_until(lambda: server.admin.get(NODES).json()[0]["status"] == "connected", timeout=30, what="the first answer")


@pytest.mark.parametrize("rules, asks", [({}, True), ({"DISCOVERY_SUBNET_BLOCKLIST": "127.0.0.0/8"}, False), ({"DISCOVERY_SUBNET_ALLOWLIST": "10.0.0.0/8"}, False)])
def test_members_at_forbidden_addresses_are_not_asked(make_server, lab, rules, asks):
    """What a person configured is asked in any case."""
    server = make_server(**rules).start().claim()
    lab.count_anew()
    connected(server, lab)
    first, *others = lab.clusters[0]["nodes"]
    if asks:
        wait_until(lambda: set(others) & set(lab.asked(0)["byMember"]), timeout=30, what="a look at the other members")
    else:
        wait_until(lambda: lab.asked(0)["byTemplate"].get("/nodes", 0) > 1, timeout=30, what="the second poll")
        assert set(lab.asked(0)["byMember"]) == {first}
    config = server.admin.get("/api/config/system").json()["discoveryConfig"]
    assert config["subnetAllowlist"] == [rules[name] for name in rules if name.endswith("ALLOWLIST")]


def test_an_answer_is_waited_for_as_long_as_set(make_server, lab):
    server = make_server(CONNECTION_TIMEOUT="3s", DISCOVERY_SUBNET_BLOCKLIST="127.0.0.0/8").start().claim()
    settings = server.admin.get("/api/config/system").json()
    assert settings["connectionTimeout"] == 3 and settings["envOverrides"]["connectionTimeout"] is True
    connected(server, lab)
    lab.fault(0, "hang", path="/nodes")
    began = time.time()
    wait_until(lambda: server.admin.get(HEALTH).json()["instances"][0]["pollStatus"]["consecutiveFailures"] > 0, timeout=40, what="a failed poll")
    assert time.time() - began < 25
    lab.mend(0)
