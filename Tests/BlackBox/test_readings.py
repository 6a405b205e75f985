"""The readings of this machine agree with /proc, df and free, read at the same moment."""

import os
import pathlib
import subprocess
import time

import pytest


def proc(name):
    return pathlib.Path("/proc", name).read_text()


def meminfo():
    pairs = (line.split(":") for line in proc("meminfo").splitlines())
    return {name: int(value.split()[0]) * 1024 for name, value in pairs}


def busy_ticks():
    fields = [int(field) for field in proc("stat").splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return sum(fields) - idle, sum(fields)


def counters(kind):
    """Bytes of each interface, received or sent."""
    rows = (line.split(":") for line in proc("net/dev").splitlines()[2:])
    return {name.strip(): int(values.split()[0 if kind == "rx" else 8]) for name, values in rows}


@pytest.fixture(scope="module")
def machine(server):
    server.host()
    return lambda: server.admin.get(f"/api/resources/{server.host()['id']}").json()


def test_memory(machine):
    for _ in range(5):
        before = meminfo()
        agent = machine()["agent"]["memory"]
        after = meminfo()
        assert agent["total"] == after["MemTotal"]
        used = (before["MemTotal"] - before["MemAvailable"] + after["MemTotal"] - after["MemAvailable"]) / 2
        if agent["used"] == pytest.approx(used, abs=after["MemTotal"] * 0.02):
            break
        time.sleep(0.7)
    else:
        raise AssertionError(f"used {agent['used']}, /proc/meminfo says {used}")
    assert agent.get("swapTotal", 0) == after["SwapTotal"]
    assert agent.get("swapUsed", 0) == pytest.approx(after["SwapTotal"] - after["SwapFree"], abs=32 << 20)


def test_free_says_the_same(machine):
    row = next(line for line in subprocess.check_output(["free", "-b"], text=True, env={**os.environ, "LC_ALL": "C"}).splitlines() if line.startswith("Mem:"))
    total, available = int(row.split()[1]), int(row.split()[6])
    memory = machine()["metrics"]["memory"]
    assert memory["total"] == total
    assert memory["used"] == pytest.approx(total - available, abs=total * 0.05)
    assert memory["percent"] == pytest.approx(memory["used"] / memory["total"] * 100, abs=0.1)


def test_uptime_and_load(machine):
    agent = machine()["agent"]
    uptime = float(proc("uptime").split()[0])
    assert abs(agent["uptimeSeconds"] - uptime) < 5
    load = [float(field) for field in proc("loadavg").split()[:3]]
    assert agent["loadAverage"] == pytest.approx(load, abs=0.7)
    assert agent["cpuCount"] == os.cpu_count()
    assert agent["kernelVersion"] == os.uname().release and agent["hostname"] == os.uname().nodename


def test_processor(server, machine):
    """Over the same seconds, the mean of the history is the share of busy ticks in /proc/stat."""
    target = machine()["metricsTarget"]
    busy, total = busy_ticks()
    began = time.time()
    # Some work of our own, so that an idle machine does not make zero look right.
    with subprocess.Popen(["sh", "-c", "while :; do :; done"]) as work:
        time.sleep(6)
        work.kill()
    ended = time.time()
    busy_after, total_after = busy_ticks()
    expected = (busy_after - busy) / (total_after - total) * 100
    time.sleep(1.5)
    points = server.admin.get("/api/metrics-store/history", params={**target, "metric": "cpu", "range": "5m"}).json()["points"]
    values = [point["value"] for point in points if began * 1000 <= point["timestamp"] <= (ended + 1) * 1000]
    assert len(values) >= 4
    assert sum(values) / len(values) == pytest.approx(expected, abs=12)


def test_filesystems(machine):
    disks = {disk["mountpoint"]: disk for disk in machine()["agent"]["disks"]}
    rows = subprocess.check_output(["df", "-B1", "-P", "-T", "-l", "-x", "tmpfs", "-x", "devtmpfs", "-x", "overlay", "-x", "squashfs"], text=True)
    shown = [line.split() for line in rows.splitlines()[1:]]
    real = [row for row in shown if row[0].startswith("/dev/")]
    assert real, "df shows no filesystem on a device"
    by_device = {}
    for device, _, total, used, available, _, *_ in real:
        by_device[device] = (int(total), int(used), int(available))
    matched = 0
    for disk in disks.values():
        if disk.get("device") not in by_device:
            continue
        matched += 1
        total, used, available = by_device[disk["device"]]
        assert disk["total"] == total
        assert disk["used"] == pytest.approx(used, abs=max(256 << 20, total // 100))
        assert disk["free"] == pytest.approx(available, abs=max(256 << 20, total // 100))
    assert matched == len(set(by_device))


def test_network_counters(machine):
    for kind, key in (("rx", "rxBytes"), ("tx", "txBytes")):
        before = counters(kind)
        nics = {nic["name"]: nic for nic in machine()["agent"]["networkInterfaces"]}
        assert nics, "no interface is shown"
        after = counters(kind)
        for name, nic in nics.items():
            # A reading is at most a few ticks old, and counters only grow.
            assert nic.get(key, 0) <= after[name] and nic.get(key, 0) >= before[name] - (1 << 30)
        assert "lo" not in nics


def test_addresses_and_identity(machine):
    row = machine()
    if pathlib.Path("/etc/machine-id").exists() and pathlib.Path("/etc/machine-id").read_text().strip():
        assert row["identity"]["machineId"]
    assert os.uname().nodename in row["identity"]["hostnames"]
    addresses = [address for nic in row["agent"]["networkInterfaces"] for address in nic.get("addresses", [])]
    assert all(not address.startswith(("127.", "::1")) for address in addresses)


def test_it_can_be_switched_off(make_server):
    server = make_server(PULSE_HOST_ENABLED="false").start().claim()
    time.sleep(2)
    assert server.admin.get("/api/resources").json()["data"] == []
    state = server.admin.get("/api/state").json()
    assert state["hosts"] == [] and state["resources"] == []
    assert server.client().get("/api/health").json()["status"] == "healthy"
