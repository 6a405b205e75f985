"""One cluster of two hundred nodes: every node is followed, remembered over a restart, and one way in is enough."""

import pytest
from connections import create, listed
from fake_pve import Laboratory
from server import wait_until

NODES = 200


@pytest.fixture(scope="module")
def watched(server):
    lab = Laboratory(nodes=NODES, guests=20)
    create(server, lab.body(monitorStorage=False, monitorPhysicalDisks=False))
    yield lab
    lab.stop()


def nodes(server):
    return server.admin.get("/api/state").json()["nodes"]


def members(server):
    return listed(server)[0]["clusterEndpoints"]


def test_every_node_is_there(server, watched):
    wait_until(lambda: len([one for one in nodes(server) if one["status"] == "online"]) == NODES, timeout=120, every=1, what="all nodes")
    assert len({one["id"] for one in nodes(server)}) == NODES
    wait_until(lambda: len(members(server)) == NODES, timeout=120, every=1, what="all members")


def test_what_this_server_reaches_is_told_of_each(server, watched):
    """Three of them listen."""
    wait_until(lambda: all("pulseReachable" in one for one in members(server)), timeout=120, every=1, what="a look at each")
    assert sum(one["pulseReachable"] is True for one in members(server)) == 3
    assert server.admin.get("/api/state").json()["connectionHealth"][watched.name(0)] is True


def test_another_member_is_asked_when_the_first_is_lost(server, watched):
    first = watched.clusters[0]["endpoints"][0]
    watched.fault(0, "reset", member=first.get("node", watched.clusters[0]["nodes"][0]))
    watched.count_anew()
    wait_until(lambda: watched.asked(0)["byTemplate"].get("/cluster/resources", 0) >= 2, timeout=90, every=1, what="two polls through another")
    assert len([one for one in nodes(server) if one["status"] == "online"]) == NODES
    watched.mend(0)


def test_none_is_forgotten_while_the_cluster_is_silent(server, watched):
    """Also those beyond the first hundred and twenty-eight."""
    server.stop()
    watched.stop()
    server.start()
    wait_until(lambda: len(nodes(server)) == NODES, timeout=60, every=1, what="the nodes as they were stored")
    assert {(one["status"], one["lastSeen"]) for one in nodes(server)} == {("offline", 0)}
    assert len(members(server)) == NODES
