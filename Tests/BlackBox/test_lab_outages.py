"""The server is killed under load while clusters change: no hole in the history, no guest called off that runs.

Also platform-polling §10 items 8, 10 and 21.
"""

import threading
import time

import pytest
import requests
from connections import NODES
from estate import INTERVAL, Estate, moment, widest_gap
from server import wait_until

CALM, DOWN, LEAVING = 0, 1, 2
AWAY = 35


class Readers(threading.Thread):
    """Reads what pages read until the server goes away."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.caller = server.client(token=server.token)
        self.answers = 0
        self.start()

    def run(self):
        try:
            while True:
                for path in ("/api/state", "/api/resources?limit=100", NODES):
                    self.answers += self.caller.get(path).status_code == 200
        except requests.RequestException:
            pass


@pytest.fixture(scope="module")
def estate(make_module_server):
    made = Estate(make_module_server(LOG_FORMAT="json"), clusters=3, nodes=9, guests=24)
    for cluster in range(3):
        made.connect(cluster)
    yield made
    made.lab.stop()


@pytest.fixture(scope="module")
def outage(estate):
    """What was seen around a kill -9 of half a minute; one cluster cannot be reached when the server comes back."""
    names = [estate.lab.name(cluster) for cluster in range(3)]
    began = time.time()
    estate.watch(lambda sample: time.time() > began + INTERVAL + 2 and all(sample.is_well(name) for name in names), timeout=60, what="some history")
    loads = [Readers(estate.server) for _ in range(3)]
    time.sleep(3)
    killed = time.time()
    estate.server.kill()
    for load in loads:
        load.join(30)
        assert load.answers > 3
    estate.lab.fault(DOWN, "reset")
    estate.lab.count_anew()
    time.sleep(AWAY)
    estate.server.environment["PULSE_DISABLE_ZFS_MONITORING"] = "1"
    estate.server.start()
    back = time.time()
    others = [names[CALM], names[LEAVING]]
    estate.watch(lambda sample: sample.failures(names[DOWN]) > 0 and all(sample.is_well(name) for name in others), timeout=30, what="the first polls after the kill")
    estate.watch(lambda _: time.time() > back + INTERVAL + 4, timeout=30, what="the second polls after the kill")
    return {"names": names, "began": began, "killed": killed, "back": back}


def test_no_hole_stays(estate, outage):
    """Proxmox VE 9 keeps figures: what happened while nobody looked is in the history afterwards."""

    def gaps():
        found = {}
        for kind in ("vm", "system-container"):
            for metric in ("cpu", "netin"):
                for guest, stamps in estate.points(outage["names"][CALM], kind, metric).items():
                    found[guest, metric] = widest_gap(stamps, outage["killed"] - INTERVAL, outage["back"] + INTERVAL)
        assert len(found) > 4
        return found

    # Also of the rates, which the first look after a start cannot know.
    def holes():
        return {key: gap for key, gap in gaps().items() if gap > INTERVAL + 6}

    deadline = time.time() + 20
    while holes() and time.time() < deadline:
        time.sleep(2)
    assert holes() == {}


def test_what_was_before_the_connection_is_there(estate, outage):
    """A cluster's memory reaches back further than the connection to it."""
    stamps = estate.points(outage["names"][CALM], "system-container", "cpu")
    assert all(outage["began"] - 600 > min(points) for points in stamps.values()), {name: outage["began"] - min(points) for name, points in stamps.items()}


def test_nobody_is_called_off(estate, outage):
    before = estate.since(outage["began"], outage["killed"])[-1]
    for sample in estate.since(outage["back"]):
        for cluster in (CALM, LEAVING):
            name = outage["names"][cluster]
            known = sample.guests(name)
            assert not [key for key in before.running(name) & known.keys() if known[key]["status"] != "running"]
            assert {one["status"] for one in sample.nodes(name).values()} <= {"online"} or sample.at < outage["back"] + 5
    last = estate.samples[-1]
    for cluster in (CALM, LEAVING):
        assert last.running(outage["names"][cluster]) == before.running(outage["names"][cluster])


def test_a_cluster_that_was_down_at_the_start(estate, outage):
    """Item 8: its nodes are known from the configuration, offline and never seen."""
    name = outage["names"][DOWN]
    nodes = estate.samples[-1].nodes(name)
    assert sorted(nodes) == sorted(estate.lab.clusters[DOWN]["nodes"])
    assert {(one["status"], one["connectionHealth"], one["lastSeen"], one["cpu"]) for one in nodes.values()} == {("offline", "error", 0, 0)}
    assert estate.samples[-1].rows[name]["status"] == "disconnected"


def test_zfs_is_not_asked_for_when_it_is_switched_off(estate, outage):
    """Item 21."""
    asked = wait_until(lambda: (lambda found: found if "/nodes/{node}/disks/list" in found else None)(estate.lab.asked(CALM)["byTemplate"]), what="the disks")
    assert not [template for template in asked if "zfs" in template]


def test_a_member_leaves(estate, outage):
    """Item 10: missing once it is kept, missing twice it is gone, and so are its figures."""
    name, gone = outage["names"][LEAVING], estate.lab.clusters[LEAVING]["nodes"][2]

    def members():
        answer = estate.server.admin.post(f"{NODES}/{estate.ids[name]}/refresh-cluster")
        assert answer.status_code == 200, answer.text
        return [member["nodeName"] for member in estate.look().rows[name]["clusterEndpoints"]]

    def looks():
        return estate.lab.asked(LEAVING)["byTemplate"].get("/cluster/status", 0)

    def refreshed():
        before = looks()
        found = members()
        # Once for the answer, once by the polls, which keep the membership.
        wait_until(lambda: looks() >= before + 2, what="the polls' look at the cluster")
        return found

    estate.lab.event(LEAVING, "nodeMembership", node=gone, on=False)
    assert gone in refreshed()
    time.sleep(1)
    assert gone in estate.look().nodes(name), "one absence is none"
    refreshed()
    estate.watch(lambda sample: gone not in sample.nodes(name) and gone not in str(sample.rows[name]["clusterEndpoints"]), timeout=15, what="the node's disappearance")
    assert len(estate.samples[-1].nodes(name)) == 2 and estate.samples[-1].state["connectionHealth"][name] is True


def test_the_cluster_comes_back_and_nothing_was_loud(estate, outage):
    name = outage["names"][DOWN]
    estate.lab.mend(DOWN)
    last = estate.watch(lambda sample: sample.is_well(name), timeout=60, what="the cluster that was down")
    before = estate.since(outage["began"], outage["killed"])[-1]
    assert last.running(name) == before.running(name)
    assert all(moment(one["lastSuccess"]) > outage["back"] for one in last.rows.values())
    levels = estate.log_levels()
    assert not {"error", "critical"} & set(levels), (levels.get("error") or levels.get("critical"))[:3]
