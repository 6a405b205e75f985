"""Full, read-only and damaged storage: a clear message, an exit code, and files that are left as they were."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import time

import expect
import pytest
from server import ClaimedServer, wait_until

DATABASES = ["pulse.db", "metrics.db"]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def content(path):
    """Everything the database says; opening it may fold its log into the file, which changes bytes and nothing else."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return "\n".join(database.iterdump())


def settled(server):
    """A stopped server with some content: its files are complete."""
    server.host()
    server.admin.put("/api/guests/metadata/kept", json={"description": "kept"})
    time.sleep(1.5)
    assert server.stop() == 0
    return server


def refuses_to_start(server, *words):
    server.log_path.write_text("")
    code = server.launch().wait_for_exit()
    assert code != 0
    lines = server.log.lower()
    assert any(word.lower() in lines for word in words), f"none of {words} is named:\n{server.log[-2000:]}"
    assert "fatal error" not in lines and code > 0, f"it crashed instead of saying why: {code}\n{server.log[-2000:]}"


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("damage", ["garbage", "garbage inside", "truncated", "a folder"])
def test_damaged_databases(own_server, name, damage):
    server = settled(own_server)
    path = server.data / name
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            (server.data / (name + suffix)).unlink()
    size = path.stat().st_size
    if damage == "garbage":
        path.write_bytes(os.urandom(size))
    elif damage == "garbage inside":
        content = bytearray(path.read_bytes())
        content[1024 : len(content)] = os.urandom(len(content) - 1024)
        path.write_bytes(content)
    elif damage == "truncated":
        os.truncate(path, size // 2 + 100)
    else:
        path.unlink()
        path.mkdir()
    before = digest(path) if path.is_file() else None
    refuses_to_start(server, name)
    assert (digest(path) if path.is_file() else None) == before, f"{name} was changed"
    assert not list(server.data.glob(f"{name}.new*"))


def test_a_missing_key(own_server):
    server = settled(own_server)
    key = server.data / ".encryption.key"
    assert key.stat().st_mode & 0o777 == 0o600
    saved = key.read_bytes()
    before = content(server.data / "pulse.db")
    key.unlink()
    refuses_to_start(server, "key")
    assert not key.exists() and content(server.data / "pulse.db") == before
    key.write_bytes(saved[:-8])
    key.chmod(0o600)
    refuses_to_start(server, "key")
    key.write_bytes(saved)
    key.chmod(0o600)
    server.start()
    assert server.admin.get("/api/guests/metadata/kept").json()["description"] == "kept"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_can_read(own_server, mode):
    server = settled(own_server)
    (server.data / ".encryption.key").chmod(mode)
    refuses_to_start(server, ".encryption.key", "key file")


def test_a_key_that_is_a_link(own_server):
    server = settled(own_server)
    key = server.data / ".encryption.key"
    key.rename(server.data.parent / "elsewhere.key")
    key.symlink_to(server.data.parent / "elsewhere.key")
    refuses_to_start(server, "key")


def test_a_foreign_key(own_server, make_server):
    server = settled(own_server)
    other = make_server().start()
    other.stop()
    shutil.copy2(other.data / ".encryption.key", server.data / ".encryption.key")
    before = content(server.data / "pulse.db")
    refuses_to_start(server, "key")
    assert content(server.data / "pulse.db") == before


def test_a_data_directory_that_cannot_be_made(make_server, tmp_path):
    (tmp_path / "file").write_text("x")
    server = make_server(PULSE_DATA_DIR=str(tmp_path / "file" / "data"))
    refuses_to_start(server, str(tmp_path / "file"), "PULSE_DATA_DIR")


def test_a_port_in_use(own_server, make_server):
    other = make_server(FRONTEND_PORT=str(own_server.port))
    refuses_to_start(other, str(own_server.port))
    assert own_server.client().get("/api/health").status_code == 200


def test_two_servers_on_one_directory(own_server, make_server):
    other = make_server(PULSE_DATA_DIR=str(own_server.data))
    refuses_to_start(other, str(own_server.data), "in use", "locked", "another")
    assert own_server.admin.get("/api/state").status_code == 200


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with 24 MB, where this may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "none", place], capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place):
    with open(place / "filler", "ab", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(b"\0" * 4096)


def test_a_full_disk_while_running(small_disk):
    server = ClaimedServer(small_disk / "data").start()
    server.log_path = small_disk.parent / "full.log"
    try:
        server.restart().claim()
        server.host()
        server.admin.put("/api/guests/metadata/kept", json={"description": "kept"})
        fill(small_disk)

        def refused():
            # New records: the write-ahead log still has room for a while, so it takes many.
            answer = server.admin.put(f"/api/guests/metadata/more-{time.monotonic_ns()}", json={"notes": ["x" * 4000] * 3})
            # In a tuple, because a refused answer counts as false.
            return (answer,) if answer.status_code != 200 else None

        (answer,) = wait_until(refused, timeout=40, every=0, what="a write that finds the disk full")
        body = expect.refusal(answer, (500, 503, 507))
        assert "full" in (body["error"] + body.get("message", "")).lower(), body
        time.sleep(3)
        assert server.client().get("/api/health").status_code == 200 and server.admin.get("/api/state").status_code == 200
        assert server.admin.get("/api/guests/metadata/kept").json()["description"] == "kept"
        (small_disk / "filler").unlink()
        again = wait_until(lambda: server.admin.put("/api/guests/metadata/after", json={"description": "a"}).status_code == 200, what="writing to work again")
        assert again
        server.restart()
        records = server.admin.get("/api/guests/metadata").json()
        assert records["kept"]["description"] == "kept" and records["after"]["description"] == "a"
    finally:
        server.stop()


def test_a_full_disk_at_the_start(small_disk):
    server = ClaimedServer(small_disk / "data").start()
    server.log_path = small_disk.parent / "full.log"
    try:
        settled(server.restart().claim())
        fill(small_disk)
        server.launch()
        time.sleep(4)
        code = server.process.poll()
        if code is None:
            assert server.client().get("/api/health").status_code == 200
            server.stop()
        else:
            assert code > 0 and any(word in server.log.lower() for word in ("full", "space")), server.log[-2000:]
        (small_disk / "filler").unlink()
        server.start()
        assert server.admin.get("/api/guests/metadata/kept").json()["description"] == "kept"
    finally:
        server.stop()


def test_a_read_only_disk(small_disk):
    server = ClaimedServer(small_disk / "data").start()
    server.log_path = small_disk.parent / "readonly.log"
    try:
        settled(server.restart().claim())
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        before = {path: digest(path) for path in server.data.rglob("*") if path.is_file()}
        refuses_to_start(server, "storage_read_only", "read-only")
        assert {path: digest(path) for path in server.data.rglob("*") if path.is_file()} == before
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        server.start()
        assert server.admin.get("/api/guests/metadata/kept").json()["description"] == "kept"
    finally:
        server.stop()
