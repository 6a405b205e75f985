"""Fixtures: started servers, shared by the tests of one file."""

import os
import threading
import time

import pytest
from connections import NODES
from fake_pve import FakePVE, Laboratory
from server import BINARY, ClaimedServer
from slow import SilentSocket

_starts = []


def pytest_configure(config):
    if not os.access(BINARY, os.X_OK):
        raise pytest.UsageError(f"{BINARY} is missing; build it with: Scripts/test build")


def pytest_terminal_summary(terminalreporter):
    if _starts:
        times = sorted(_starts)
        terminalreporter.write_line(
            f"start to first healthy answer: {len(times)} starts, median {times[len(times) // 2] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms"
        )


def _running(factory, name, kind, **environment):
    server = kind(factory.mktemp(name) / "data", **environment)
    server.start()
    _starts.append(server.start_seconds)
    return server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A set-up server of this file's own."""
    started = _running(tmp_path_factory, "claimed", ClaimedServer).claim()
    yield started
    started.stop()


@pytest.fixture
def own_server(tmp_path_factory):
    """A set-up server of this test's own, for tests that lock, break or restart it."""
    started = _running(tmp_path_factory, "own", ClaimedServer).claim()
    yield started
    started.stop()


@pytest.fixture
def fresh_server(tmp_path_factory):
    """A server that nobody has claimed."""
    started = _running(tmp_path_factory, "fresh", ClaimedServer)
    yield started
    started.stop()


@pytest.fixture
def make_server(tmp_path_factory):
    """Makes servers (not started) with their own environment and stops them afterwards."""
    made = []

    def make(kind=ClaimedServer, **environment):
        made.append(kind(tmp_path_factory.mktemp("made") / "data", **environment))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="module")
def make_module_server(tmp_path_factory):
    """Makes and claims servers with their own environment; they run until the file ends."""
    made = []

    def make(**environment):
        made.append(_running(tmp_path_factory, "module", ClaimedServer, **environment).claim())
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="module")
def reader(server):
    """A token that may read and nothing else."""
    return server.make_token("monitoring:read")


@pytest.fixture(scope="module")
def writer(server):
    """A token that may write notes and links, and nothing else."""
    return server.make_token("monitoring:read", "monitoring:write")


@pytest.fixture(scope="module")
def laboratory():
    """Two simulated clusters of two nodes."""
    made = Laboratory(clusters=2, nodes=4, guests=6)
    yield made
    made.stop()


@pytest.fixture
def fake():
    """A server that the test bends as it likes."""
    made = FakePVE()
    yield made
    made.stop()


@pytest.fixture
def no_connections(server):
    """The file's server has no connections left when the test ends."""
    yield
    for node in server.admin.get(NODES).json():
        assert server.admin.delete(f"{NODES}/{node['id']}").status_code == 200


@pytest.fixture(scope="session", autouse=True)
def patience(tmp_path_factory):
    """What takes a minute or more to see runs beside the other tests and is judged in the last file."""
    started = _running(tmp_path_factory, "patience", ClaimedServer).claim()
    short_lived = started.make_token("monitoring:read", expiresIn="1m")
    made_at = time.monotonic()
    silent = SilentSocket(started.port, started.token)
    thread = threading.Thread(target=silent.watch, daemon=True)
    thread.start()
    yield {"server": started, "token": short_lived, "made_at": made_at, "silent": silent, "thread": thread}
    started.stop()


