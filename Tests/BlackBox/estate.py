"""A whole laboratory beside one server: what the server says of each cluster, sample by sample."""

import json
import time
from datetime import datetime

from connections import HEALTH, NODES
from fake_pve import Laboratory
from server import wait_until

INTERVAL = 10


def moment(text):
    """Seconds since 1970 of an RFC 3339 time."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Sample:
    """Everything the server said of all clusters at about one moment."""

    def __init__(self, server):
        self.at = time.time()
        self.rows = {row["name"]: row for row in server.admin.get(NODES).json()}
        body = server.admin.get(HEALTH).json()
        self.instances = {one["instance"]: one for one in body["instances"]}
        self.parked = body["deadLetter"]["count"]
        self.state = server.admin.get("/api/state").json()

    def nodes(self, name):
        return {one["node"]: one for one in self.state["nodes"] if one["instance"] == name}

    def guests(self, name):
        return {(one["node"], one["vmid"]): one for one in self.state["vms"] + self.state["containers"] if one["instance"] == name}

    def running(self, name):
        return {key for key, one in self.guests(name).items() if one["status"] == "running"}

    def failures(self, name):
        return self.instances[name]["pollStatus"]["consecutiveFailures"]

    def age(self, name):
        """Seconds since the cluster was last heard."""
        return self.at - moment(self.instances[name]["pollStatus"]["lastSuccess"])

    def sizes(self, name):
        """What numbers that do not move by themselves were read as."""
        nodes = {key: (one["memory"]["total"], one["disk"]["total"], one["cpuInfo"]["cores"], one["cpu"] > 0) for key, one in self.nodes(name).items()}
        # Of machines the agent knows the memory better than the list, and is asked a little later.
        guests = {key: one["cpus"] if one["type"] == "qemu" else (one["cpus"], one["memory"]["total"]) for key, one in self.guests(name).items()}
        storages = {one["id"]: one["total"] for one in self.state["storage"] if one["instance"] == name}
        assert nodes and guests and storages
        return nodes, guests, storages

    def is_well(self, name):
        """Heard, and nothing is left of any trouble."""
        row, instance = self.rows[name], self.instances[name]
        return (
            row["status"] == "connected"
            and self.state["connectionHealth"][name] is True
            and instance["pollStatus"]["consecutiveFailures"] == 0
            and instance["breaker"]["state"] == "closed"
            and instance["deadLetter"] == {"present": False}
            and all((one["status"], one["connectionHealth"]) == ("online", "healthy") for one in self.nodes(name).values())
        )


class Estate:
    """`server` watches all clusters of a laboratory; `samples` is what it said over time."""

    def __init__(self, server, clusters, nodes, guests, **options):
        self.server = server
        self.lab = Laboratory(clusters=clusters, nodes=nodes, guests=guests, **options)
        self.ids = {}
        self.samples = []

    def connect(self, cluster, **fields):
        answer = self.server.admin.post(NODES, json=self.lab.body(cluster=cluster, **fields))
        assert answer.status_code == 201, answer.text
        self.ids[self.lab.name(cluster)] = answer.json()["id"]

    def look(self):
        self.samples.append(Sample(self.server))
        return self.samples[-1]

    def watch(self, condition, timeout, what):
        """Samples until the condition is true of one."""
        return wait_until(lambda: (lambda sample: sample if condition(sample) else None)(self.look()), timeout=timeout, every=1.5, what=what)

    def since(self, began, ended=None):
        found = [sample for sample in self.samples if began <= sample.at and (ended is None or sample.at <= ended)]
        assert found
        return found

    def points(self, name, kind, metric):
        """Seconds at which the metric of each running guest of the cluster was measured, by the guest."""
        found = {}
        for row in self.samples[-1].state["resources"]:
            if row["type"] == kind and row.get("platformId") == name and row["status"] == "running":
                target = row["metricsTarget"]
                answer = self.server.admin.get("/api/metrics-store/history", params={**target, "metric": metric, "range": "1h"})
                assert answer.status_code == 200, answer.text
                found[row["name"]] = sorted(point["timestamp"] / 1000 for point in answer.json()["points"])
        return found

    def log_levels(self):
        """The log's lines of each level; only the lines for people at the start are no JSON."""
        levels = {}
        for line in self.server.log.splitlines():
            if line.startswith("{"):
                entry = json.loads(line)
                levels.setdefault(entry["level"], []).append(entry)
        return levels


def widest_gap(stamps, began, ended):
    """The longest time without a point between two moments, themselves taken as edges."""
    inside = [began, *(stamp for stamp in stamps if began < stamp < ended), ended]
    return max(after - before for before, after in zip(inside, inside[1:], strict=False))
