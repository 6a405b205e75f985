#!/usr/bin/env python3
"""Measures the server's memory while a thousand guests get into trouble at once and one webhook is told of each, ten a minute.

    PULSE_BINARY=.build/release/pulse .build/test-tools/bin/python Benchmarks/storm.py

Prints a Markdown row for Benchmarks/RESULTS.md.
"""
import os, pathlib, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/BlackBox"))

from alerts import active, change_config
from connections import NODES
from destinations import allow, make_webhook
from fake_pve import Laboratory
from receivers import Receiver
from server import ClaimedServer, wait_until
from test_delivery_storm import COUNT, calm, memory, running

WATCHED = 120
"""Seconds after the last alert."""

with tempfile.TemporaryDirectory() as folder, Receiver() as hooks:
    server = ClaimedServer(pathlib.Path(folder) / "data")
    lab = Laboratory(clusters=1, nodes=20, guests=1400, steady=True)
    try:
        allow(server.start().claim(), "127.0.0.0/8")
        make_webhook(server, hooks.url(), id="w")
        change_config(server.admin, calm)
        assert server.admin.post(NODES, json=lab.body()).status_code == 201
        guests = wait_until(lambda: running(server), timeout=300, every=1, what="the guests")
        assert server.admin.post("/api/alerts/activate").status_code == 200
        time.sleep(60)
        rested = memory(server)
        pathlib.Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda guest: lab.event(0, "guestLoad", vmid=guest["vmid"], cpu=1.0), guests))
        names = {guest["name"] for guest in guests}
        wait_until(lambda: names <= {alert["resourceName"] for alert in active(server.admin, "cpu")}, timeout=300, every=2, what="the alerts")
        wait_until(lambda: len(hooks.hooks) >= 10, timeout=120, what="the first messages")
        time.sleep(WATCHED)
        stats = server.admin.get("/api/notifications/queue/stats").json()
        print(f"| {COUNT} | {rested:.0f} MB | {memory(server, peak=True):.0f} MB | {memory(server):.0f} MB | {stats['sent']} sent, {stats['pending']} waiting | {os.path.getsize(server.data / 'pulse.db') / 1e6:.1f} MB |")
    finally:
        server.kill()
        lab.stop()
