"""platform-polling §10 items 1, 2, 4, 5 and 6: how a server is asked, and how figures follow from its answers."""

import time

import expect
import pytest
from connections import create
from fake_pve import FakePVE
from server import wait_until

GIB = 1 << 30
MEMORY = {
    "available": ({"total": 8 * GIB, "used": 7 * GIB, "free": GIB, "available": 6 * GIB}, 25),
    "cached": ({"total": 8 * GIB, "used": 7 * GIB, "free": GIB, "buffers": GIB, "cached": 2 * GIB}, 50),
    "bare": ({"total": 8 * GIB}, None),
}
COUNTERS = [1000, 3000, 500, 1500]


class Signed(FakePVE):
    """Takes tickets; `expire` makes the last one invalid."""

    def __init__(self):
        super().__init__()
        self.tickets = 0

    def permits(self, method, path, headers):
        if path == "/api2/json/access/ticket":
            return 200 if method == "POST" else 401
        return 200 if headers.get("Cookie") == f"PVEAuthCookie={self.ticket}" else 401

    @property
    def ticket(self):
        return f"PVE:root@pam:{self.tickets:08X}"

    def expire(self):
        self.tickets += 100

    def data(self, path, answers):
        if path != "/access/ticket":
            return super().data(path, answers)
        self.tickets += 1
        return {"ticket": self.ticket, "CSRFPreventionToken": "token", "username": "root@pam"}


class Figures(FakePVE):
    """A node whose memory is told like that, and machines whose agents do what they may."""

    def __init__(self, name, memory):
        super().__init__()
        self.name, self.memory = name, memory
        self.lists = []

    def answer(self, path):
        return super().answer(path).replace(b"solo", self.name.encode())

    def permits(self, method, path, headers):
        silent = path.split("?")[0].endswith("/qemu/102/agent/get-fsinfo")
        return 500 if silent else super().permits(method, path, headers)

    def refusal(self, path):
        return "QEMU guest agent is not running" if "/agent/" in path else super().refusal(path)

    def data(self, path, answers):
        path = path.replace(self.name, "solo")
        if path == "/nodes/solo/status":
            return {"uptime": 1000, "memory": self.memory, "loadavg": ["0.1", "0.1", "0.1"]}
        if path == "/cluster/resources":
            return [{"type": "node", "node": "solo", "status": "online"}, *self.machines()]
        if path.endswith("/status/current"):
            return {"status": "running", "agent": 0 if "/101/" in path else 1}
        if path.endswith("/agent/get-fsinfo"):
            root = {"mountpoint": "/", "type": "ext4", "name": "sda1", "total-bytes": 10 * GIB, "used-bytes": 4 * GIB, "disk": [{"dev": "/dev/sda1"}]}
            return {"result": [root, {**root, "mountpoint": "/srv/bind"}]}
        return answers.get(path, [])

    def machines(self):
        """Each list is one look of the server; the counter goes on with it."""
        self.lists.append(time.time())
        count = COUNTERS[min(len(self.lists), len(COUNTERS)) - 1]
        base = {"type": "qemu", "node": "solo", "status": "running", "maxcpu": 1, "maxmem": GIB, "mem": GIB // 2, "maxdisk": 32 * GIB, "uptime": 5000 + int(time.time() % 86400)}
        return [{**base, "id": f"qemu/{vmid}", "vmid": vmid, "name": f"{self.name}-{vmid}", "netin": count, "netout": count} for vmid in (101, 102, 103)]


@pytest.fixture(scope="module")
def figures(server):
    fakes = {name: Figures(name, memory) for name, (memory, _) in MEMORY.items()}
    for name, fake in fakes.items():
        create(server, fake.body(name=name))
    yield fakes
    for fake in fakes.values():
        fake.stop()


def machine(server, name, vmid):
    return next((one for one in server.admin.get("/api/state").json()["vms"] if one["name"] == f"{name}-{vmid}"), None)


def test_a_token_comes_with_each_request_and_nothing_else_does(server, figures):
    """Item 1."""
    fake = figures["available"]
    wait_until(lambda: len(fake.asked) > 8, what="some requests")
    assert {headers.get("authorization") for _, _, headers, _ in fake.asked} == {fake.token}
    assert not [path for _, path, headers, _ in fake.asked if "cookie" in headers]
    assert {method for method, *_ in fake.asked} == {"GET"}


@pytest.mark.parametrize("name", MEMORY)
def test_what_of_a_nodes_memory_is_used(server, figures, name):
    """Item 4: what is available counts, then what is free or can be taken back; without either nobody knows."""
    _, expected = MEMORY[name]
    wait_until(lambda: [one for one in server.admin.get("/api/state").json()["nodes"] if one["name"] == name and one["memory"]["total"]], timeout=30, what="the node")
    node = next(one for one in server.admin.get("/api/state").json()["nodes"] if one["name"] == name)
    assert node["memory"]["total"] == 8 * GIB
    assert node["memory"].get("usageUnavailable", False) is (expected is None)
    if expected is not None:
        assert node["memory"]["usage"] == pytest.approx(expected, abs=0.01)


def test_counters_become_rates(server, figures):
    """Item 5: nothing at first, then what was added; what fell has started anew."""
    fake, seen = figures["cached"], {}
    # How far the first looks are along does not matter: each is compared with the times at which the lists were asked for.
    fake.lists.clear()

    def watched():
        known = len(fake.lists)
        found = machine(server, "cached", 103)
        if found and len(fake.lists) == known:
            seen.setdefault(known, []).append(found["networkIn"])
        return known > len(COUNTERS)

    wait_until(watched, timeout=90, every=0.4, what="four looks")
    for look, (before, after) in enumerate(zip(COUNTERS, COUNTERS[1:], strict=False), start=2):
        seconds = fake.lists[look - 1] - fake.lists[look - 2]
        expected = max(after - before, 0) / seconds if after >= before else 0
        # The last thing that was said before the next look.
        assert seen[look][-1] == pytest.approx(expected, rel=0.1, abs=1), (look, seconds, seen)


def test_the_first_look_has_no_rate(server):
    """Item 5: zero on the wire, not unknown and not a jump."""
    fake = Figures("fresh", MEMORY["available"][0])
    try:
        create(server, fake.body(name="fresh"))
        found = wait_until(lambda: machine(server, "fresh", 101), every=0.05, what="the machine")
        assert len(fake.lists) == 1, "the second look was faster than this test"
        assert (found["networkIn"], found["networkOut"]) == (0, 0)
    finally:
        fake.stop()


@pytest.mark.parametrize(("vmid", "usage", "reason"), [(101, -1, "agent-disabled"), (102, -1, "agent-not-running"), (103, 40, None)])
def test_how_full_machines_are(server, figures, vmid, usage, reason):
    """Item 6: the agent knows, if there is one that answers; what is mounted twice counts once."""

    def told():
        found = machine(server, "available", vmid)
        return found if found and found.get("diskStatusReason") == reason and found["disk"]["usage"] == pytest.approx(usage) else None

    found = wait_until(told, timeout=60, what=f"the disk of {vmid}")
    if usage > 0:
        assert (found["disk"]["used"], found["disk"]["total"]) == (4 * GIB, 10 * GIB)
        assert sorted(disk["mountpoint"] for disk in found["disks"]) == ["/", "/srv/bind"]


def test_a_password_gets_a_ticket_and_another_when_it_ends(server):
    """Item 2."""
    fake = Signed()
    try:
        create(server, {"type": "pve", "name": "signed", "host": fake.host, "user": "root@pam", "password": "seed-password"})

        def polls():
            return sum(path == "/api2/json/cluster/resources" for _, path, _, _ in fake.asked)

        wait_until(polls, timeout=30, what="a poll")
        method, path, headers, body = fake.asked[0]
        assert (method, path) == ("POST", "/api2/json/access/ticket") and b"seed-password" in body
        assert "authorization" not in headers and "cookie" not in headers
        gets = [(path, headers) for method, path, headers, _ in fake.asked if method == "GET"]
        assert all(headers["cookie"].startswith("PVEAuthCookie=") and "authorization" not in headers for _, headers in gets)
        wait_until(lambda: polls() >= 2, timeout=40, what="a second poll")
        # The test at creation and the polls sign in each for themselves.
        before, already = sum(method == "POST" for method, *_ in fake.asked), polls()
        fake.expire()
        wait_until(lambda: polls() >= already + 3, timeout=60, what="polls after the ticket's end")
        assert sum(method == "POST" for method, *_ in fake.asked) == before + 1
        expect.no_nulls(server.admin.get("/api/monitoring/scheduler/health").json())
    finally:
        fake.stop()
