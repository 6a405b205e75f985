"""notifications §11 items 17 and 25: a thousand guests in trouble at once, the server killed twice while it tells of them.

Everything is real: the laboratory's guests, polls, the alert engine, the outbox, a mail server, an Apprise server and a webhook.
"""

import pathlib
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from alerts import active, change_config, only_processors, speaks
from connections import NODES
from destinations import APPRISE, EMAIL, allow, make_webhook
from fake_pve import Laboratory
from receivers import Receiver
from server import wait_until
from sinks import AppriseAPI, SMTPSink

COUNT = 1000
RATE = 10


def calm(config):
    """Each alert of a processor is told once, at once, by itself."""
    only_processors(config)
    config["schedule"] |= {"cooldown": 0, "grouping": {"enabled": False, "window": 0, "byNode": False, "byGuest": False}}


def memory(server, peak=False):
    """MB that the server holds, or held at most since it started."""
    text = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(rf"{'VmHWM' if peak else 'VmRSS'}:\s+(\d+)", text)[1]) / 1024


def running(server):
    """The guests that will be in trouble, once they are seen."""
    state = server.admin.get("/api/state").json()
    found = [one for one in state["vms"] + state["containers"] if one["status"] == "running" and speaks(one)]
    return sorted(found, key=lambda one: one["vmid"])[:COUNT] if len(found) >= COUNT else None


class Story:
    def __init__(self, server):
        self.server = server
        self.mail, self.apprise, self.hooks = SMTPSink(), AppriseAPI(), Receiver()
        self.lab = Laboratory(clusters=1, nodes=20, guests=1400, steady=True)

    def run(self):
        admin = self.server.admin
        assert admin.put(EMAIL, json=self.mail.settings(rateLimit=10_000)).status_code == 200
        assert admin.put(APPRISE, json={"enabled": True, "mode": "http", "serverUrl": self.apprise.url, "targets": ["json://x"]}).status_code == 200
        make_webhook(self.server, self.hooks.url(), id="w")
        change_config(admin, calm)
        assert admin.post(NODES, json=self.lab.body()).status_code == 201
        guests = wait_until(lambda: running(self.server), timeout=120, every=1, what="the guests")
        self.names = {guest["name"] for guest in guests}
        assert len(self.names) == COUNT, "names are not unique"
        rested = memory(self.server)
        # What the estate's own rhythm raises is told of before; then nobody else is busy.
        assert admin.post("/api/alerts/activate").status_code == 200
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda guest: self.lab.event(0, "guestLoad", vmid=guest["vmid"], cpu=1.0), guests))
        self.kills, self.peaks = [], []
        for count in (COUNT // 10, COUNT // 3):
            wait_until(lambda: len(self.mail.mails) >= count, timeout=240, every=0.05, what=f"{count} mails")
            self.peaks.append(memory(self.server, peak=True))
            self.server.kill()
            self.kills.append((len(self.mail.mails), len(self.apprise.requests), len(self.hooks.hooks)))
            time.sleep(1)
            self.server.start()
        wait_until(lambda: self.names <= set(self.mailed()) and self.names <= set(self.passed_on()), timeout=400, every=1, what="all mails and all requests")
        # Whatever would be sent once more has the time for it.
        wait_until(lambda: self.server.admin.get("/api/notifications/queue/stats").json()["sending"] == 0, what="the end of what is under way")
        time.sleep(5)
        self.peaks.append(memory(self.server, peak=True))
        self.growth = max(self.peaks) - rested
        print(f"memory: {rested:.0f} MB with {COUNT} running guests before, at most {max(self.peaks):.0f} MB while they are told of")
        self.stats = admin.get("/api/notifications/queue/stats").json()
        self.told = [hook.json["alert"]["resource_name"] for hook in list(self.hooks.hooks)]
        return self

    def mailed(self):
        return [re.fullmatch(r"\[Pulse Alert\] \w+: .* on (\S+)", mail.subject)[1] for mail in list(self.mail.mails)]

    def passed_on(self):
        return [request["body"]["title"].removeprefix("Pulse alert: ") for request in list(self.apprise.requests)]

    def stop(self):
        self.mail.close()
        self.apprise.stop()
        self.hooks.stop()
        self.lab.stop()


@pytest.fixture(scope="module")
def story(make_module_server):
    told = Story(allow(make_module_server(), "127.0.0.0/8"))
    try:
        yield told.run()
    finally:
        told.stop()


def test_it_died_in_the_midst(story):
    assert all(0 < mails < COUNT for mails, _, _ in story.kills)
    assert 0 < story.kills[0][1] < COUNT


def test_memory_is_bounded(story):
    """A thousand alerts with three messages each; the messages lie on the disk."""
    assert story.growth < 150, story.peaks


@pytest.mark.parametrize("way", ["mailed", "passed_on"])
def test_everything_arrives_and_only_what_was_in_flight_twice(story, way):
    counts = Counter(getattr(story, way)())
    assert not story.names - set(counts), "some are lost"
    twice = {name: count for name, count in counts.items() if count > 1}
    assert sum(counts[name] - 1 for name in twice) <= len(story.kills), twice


def test_the_webhook_keeps_its_limit_and_loses_nothing(story):
    counts = Counter(story.told)
    assert sum(counts.values()) - len(counts) <= len(story.kills), "more was repeated than was in flight"
    arrived = [hook.arrived for hook in story.hooks.hooks]
    # One more for each kill: what was in flight was not written down.
    most = RATE + len(story.kills)
    assert all(later - earlier > 59 for earlier, later in zip(arrived, arrived[most:], strict=False)), "more than the limit in a minute"
    assert story.stats["dlq"] == story.stats["cancelled"] == story.stats["failed"] == 0
    open_alerts = {alert["resourceName"] for alert in active(story.server.admin, "cpu")}
    assert story.names <= open_alerts
    assert story.stats["pending"] + story.stats["sending"] + len(counts) >= COUNT, "some are lost"
    # In the order in which they fired, as the mails left too.
    first = list(dict.fromkeys(story.mailed()))
    assert list(dict.fromkeys(story.told)) == first[: len(counts)]
