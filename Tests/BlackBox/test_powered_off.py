"""alerts §6.1 and platform-polling §2: only a guest that starts with its node is missed when it stands still.

The list of guests does not tell; the configuration of those that stand still does. Also platform-polling §10 item 3.
"""

import time

import pytest
from alerts import active, change_config
from connections import create
from fake_pve import Laboratory
from server import wait_until

# Two looks to be sure, with one to come.
SURE = 35


class Story:
    """Machines and containers are stopped, some of which do not start with their node."""

    def __init__(self, server):
        self.server = server
        self.lab = Laboratory(nodes=2, guests=24)
        self.name = self.lab.name(0)
        create(server, self.lab.body())

    def state(self):
        return self.server.admin.get("/api/state").json()

    def guests(self):
        state = self.state()
        return {one["vmid"]: one for one in state["vms"] + state["containers"]}

    def alarmed(self):
        names = {alert["resourceName"] for alert in active(self.server.admin, "powered-off")}
        return {vmid for vmid, one in self.guests().items() if one["name"] in names}

    def config_calls(self):
        found = self.lab.asked(0)["byTemplate"]
        return sum(count for path, count in found.items() if path.endswith("/{vmid}/config") and "qemu" in path)

    def run(self):
        change_config(self.server.admin, lambda config: config["guestDefaults"].update({"poweredOffSeverity": "critical"}))
        wait_until(lambda: len(self.guests()) >= 20, timeout=40, what="the guests")
        running = [one for one in self.guests().values() if one["status"] == "running" and not {"pulse-no-alerts", "pulse-monitor-only"} & set(one.get("tags") or [])]
        machines = [one["vmid"] for one in running if one["type"] == "qemu"]
        containers = [one["vmid"] for one in running if one["type"] != "qemu"]
        self.missed, self.at_rest = {machines[0], containers[0]}, {machines[1], containers[1]}
        for vmid in self.at_rest:
            self.lab.event(0, "guestOnBoot", vmid=vmid, on=False)
        for vmid in self.missed:
            self.lab.event(0, "guestOnBoot", vmid=vmid, on=True)
        self.before = self.alarmed()
        for vmid in self.missed | self.at_rest:
            self.lab.event(0, "guestPower", vmid=vmid, on=False)
        wait_until(lambda: self.missed <= self.alarmed(), timeout=60, what="the alerts of those that start with their node")
        time.sleep(SURE)
        self.during = self.alarmed()
        return self


@pytest.fixture(scope="module")
def story(server):
    told = Story(server)
    yield told.run()
    told.lab.stop()


def test_who_starts_with_its_node_is_missed(story):
    assert story.missed <= story.during - story.before


def test_who_does_not_is_not(story):
    assert not story.at_rest & story.during
    # The laboratory's own guests that stand still are not started with their nodes either.
    assert story.during == story.missed | story.before
    assert story.before == set()


def test_the_resource_tells_it(story):
    for vmid in story.missed | story.at_rest:
        found = story.server.admin.get("/api/resources", params={"limit": 100, "search": str(story.guests()[vmid]["name"])}).json()
        facets = [one["proxmox"] for one in found.get("data", found.get("resources", [])) if one.get("proxmox", {}).get("vmid") == vmid]
        assert [facet.get("onBoot") for facet in facets] == [vmid in story.missed], facets


def test_it_costs_a_call_for_each_at_rest_and_not_for_each_look(story):
    """Machines that run are asked in the course of an hour; those that stand still once, and again after minutes."""
    story.lab.count_anew()
    time.sleep(25)
    assert story.config_calls() <= 4
    assert story.lab.asked(0)["byTemplate"]["/cluster/resources"] in (2, 3)


def test_a_guest_that_is_taken_off_is_forgotten_and_a_started_one_is_well(story):
    off, on = sorted(story.missed)
    story.lab.event(0, "guestOnBoot", vmid=off, on=False)
    story.lab.event(0, "guestPower", vmid=on, on=True)
    wait_until(lambda: on not in story.alarmed(), timeout=60, what="the end of the alert of the one that runs")
    # Nobody says that the configuration was changed; it is read again after two minutes.
    wait_until(lambda: off not in story.alarmed(), timeout=220, every=2, what="the end of the alert of the one that is at rest now")
