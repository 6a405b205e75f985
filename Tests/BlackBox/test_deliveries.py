"""notifications §1.9, 1.10, 6, §11 items 16, 17, 22, 25: messages in the outbox, dead letters, self-test, kill -9."""

import contextlib
import json
import sqlite3
import time

import expect
import pytest
from destinations import BASE, EMAIL, allow, make_webhook
from receivers import Answer, Receiver
from server import wait_until


@pytest.fixture
def receiver():
    with Receiver() as made:
        yield made


@pytest.fixture
def own_server_on_loopback(make_server):
    return allow(make_server().start().claim(), "127.0.0.0/8")


@contextlib.contextmanager
def store(server):
    """The server's database, for messages that only an alert would make."""
    connection = sqlite3.connect(server.data / "pulse.db", timeout=10)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def put_job(server, identity, status, destination="email", due=4102444800000):
    now = int(time.time() * 1000)
    with store(server) as database:
        database.execute(
            "INSERT INTO notification_jobs (id, destination, event, status, group_key, created_at, due, attempts, completed_at, error, error_class) "
            "VALUES (?, ?, 'alert', ?, '', ?, ?, 9, ?, 'no route', 'connectivity')",
            (identity, destination, status, now, due, now if status == "dlq" else None),
        )


def status_of(server, identity):
    with store(server) as database:
        row = database.execute("SELECT status, attempts FROM notification_jobs WHERE id = ?", (identity,)).fetchone()
    return row


class TestDeadLetters:
    RETRY, DELETE = f"{BASE}/dlq/retry", f"{BASE}/dlq/delete"

    def test_none(self, own_server):
        assert own_server.admin.get(f"{BASE}/dlq").json() == []
        stats = own_server.admin.get(f"{BASE}/queue/stats").json()
        assert stats == dict.fromkeys(("pending", "sending", "sent", "failed", "dlq", "cancelled"), 0)
        health = own_server.admin.get(f"{BASE}/health").json()
        assert health["overall_healthy"] is True and health["queue"]["status"] == "healthy" and health["queue"]["reason_codes"] == []
        assert set(health["queue"]["failure_classes_7d"].values()) == {0} and len(health["queue"]["failure_classes_7d"]) == 7
        assert health["email"] == {"enabled": False, "configured": False} and health["webhooks"] == {"total": 0, "enabled": 0}
        expect.no_nulls(health)

    def test_life_of_one(self, own_server):
        admin = own_server.admin
        assert admin.put(EMAIL, json={"enabled": True, "server": "127.0.0.1", "port": 9, "from": "p@x.org", "password": "very-secret"}).status_code == 200
        put_job(own_server, "msg-a", "dlq")
        put_job(own_server, "msg-b", "dlq")
        listed = admin.get(f"{BASE}/dlq?limit=5000")
        assert [one["id"] for one in listed.json()] == ["msg-b", "msg-a"] and "secret" not in listed.text
        assert listed.json()[0].items() >= {"type": "email", "destinationId": "email", "status": "dlq", "attempts": 9, "config": {}}.items()
        assert len(admin.get(f"{BASE}/dlq?limit=1").json()) == 1
        health = admin.get(f"{BASE}/health").json()
        assert health["queue"]["status"] == "degraded" and "retained_dead_letter_deliveries" in health["queue"]["reason_codes"]
        assert health["queue"]["failure_classes_7d"]["connectivity"] == 2 and health["overall_healthy"] is False
        for path in (self.RETRY, self.DELETE):
            expect.refusal(admin.post(path, json={}), 400, text="Missing notification ID")
            expect.refusal(admin.post(path, json={"id": "unknown"}), 404)
            expect.refusal(admin.post(path, data="{"), 400)
        assert admin.post(self.DELETE, json={"id": "msg-b"}).json() == {
            "success": True, "message": "Notification deleted from DLQ", "id": "msg-b"
        }  # fmt: skip
        expect.refusal(admin.post(self.DELETE, json={"id": "msg-b"}), 404)
        assert admin.post(self.RETRY, json={"id": "msg-a"}).json() == {
            "success": True, "message": "Notification scheduled for retry", "id": "msg-a"
        }  # fmt: skip
        expect.refusal(admin.post(self.RETRY, json={"id": "msg-a"}), 409)
        wait_until(lambda: status_of(own_server, "msg-a")[0] != "dlq", what="the retry")

    def test_several(self, own_server):
        for identity in ("msg-a", "msg-b"):
            put_job(own_server, identity, "dlq", destination="webhook:gone")
        answer = own_server.admin.post(self.RETRY, json={"ids": ["msg-a", "msg-b", "none"]}).json()
        assert answer["ids"] == ["msg-a", "msg-b"] and answer["skipped"] == ["none"] and answer["success"] is False
        wait_until(lambda: status_of(own_server, "msg-b")[0] == "cancelled", what="the worker to see that the destination is gone")

    def test_what_was_being_sent_at_the_end_of_the_process_is_taken_up(self, own_server):
        put_job(own_server, "msg-a", "sending", destination="webhook:gone", due=1)
        own_server.kill()
        own_server.start()
        wait_until(lambda: status_of(own_server, "msg-a")[0] == "cancelled", what="the worker to take it up")

    def test_switching_mail_off_cancels_what_waits(self, server):
        assert server.admin.put(EMAIL, json={"enabled": True, "server": "127.0.0.1", "from": "p@x.org"}).status_code == 200
        put_job(server, "msg-1", "pending")
        put_job(server, "msg-2", "pending")
        put_job(server, "msg-3", "pending", destination="webhook:other")
        assert server.admin.put(EMAIL, json={"enabled": False}).status_code == 200
        assert [status_of(server, f"msg-{number}")[0] for number in (1, 2, 3)] == ["cancelled", "cancelled", "pending"]


def test_a_killed_server_loses_nothing_and_repeats_only_what_was_in_flight(make_server, receiver):
    """1,000 messages to 100 destinations; the process dies while it sends them."""
    server = allow(make_server().start().claim(), "127.0.0.0/8")
    hooks = [make_webhook(server, receiver.url(f"/hook/{number}"), id=f"w{number}", name=f"w{number}")["id"] for number in range(100)]
    receiver.answer = lambda hook: Answer(200, hang=0.01)
    now = int(time.time() * 1000)
    with store(server) as database:
        for number in range(1000):
            database.execute(
                "INSERT INTO notification_jobs (number, id, destination, event, status, group_key, is_forced, created_at, due) "
                "VALUES (?, ?, ?, 'alert', 'pending', '', 1, ?, ?)",
                (number + 1, f"msg-{number}", f"webhook:{hooks[number % 100]}", now, now),
            )
            alert = {"id": f"alert-{number}", "type": "cpu", "level": "warning", "startTime": "2026-01-01T00:00:00Z", "resourceName": f"r{number}"}
            database.execute(
                "INSERT INTO notification_job_alerts (job, alert_id, started, position, event, body) VALUES (?, ?, 1767225600000, 1, 'fired', ?)",
                (number + 1, alert["id"], json.dumps(alert).encode()),
            )
    # Whoever tries one rings the worker.
    server.admin.post(f"{BASE}/dlq/retry", json={"id": "none"})
    receiver.wait(200, timeout=60)
    server.kill()
    server.start()
    wait_until(lambda: server.admin.get(f"{BASE}/queue/stats").json()["sent"] == 1000, timeout=150, every=0.5, what="all messages to be sent")
    told = [hook.json["alert"]["id"] for hook in receiver.hooks]
    assert set(told) == {f"alert-{number}" for number in range(1000)}
    assert len(told) - 1000 <= 8, "more than one message a lane was repeated"
    for hook in hooks:
        mine = [int(one.json["alert"]["id"].split("-")[1]) for one in receiver.at(f"/hook/{hook[1:]}")]
        # What the dead server had sent may be read late: the kernel delivers it after the process is gone.
        first = list(dict.fromkeys(mine))
        assert first == sorted(first), "the order of a destination is kept"


class TestSelfTest:
    PATH = f"{BASE}/self-test"

    def test_settings(self, own_server):
        admin = own_server.admin
        assert admin.get(self.PATH).json() == {"enabled": False, "intervalHours": 24}
        for wrong in ({"intervalHours": 0}, {"intervalHours": 721}, {"hour": 24}, {"enabled": "yes"}):
            expect.refusal(admin.put(self.PATH, json=wrong), 400)
        later = (time.gmtime().tm_hour + 2) % 24
        changed = admin.put(self.PATH, json={"enabled": True, "hour": later}).json()
        assert changed["enabled"] is True and changed["hour"] == later and expect.TIMESTAMP.match(changed["nextRun"])
        assert "hour" not in admin.put(self.PATH, json={"enabled": False, "hour": None}).json()

    def test_it_sends_by_the_same_way(self, own_server_on_loopback, receiver):
        server = own_server_on_loopback
        make_webhook(server, receiver.url())
        assert server.admin.put(self.PATH, json={"enabled": True}).status_code == 200
        hook = receiver.wait(timeout=45)[0]
        assert "Self-test" in hook.text
        entry = server.admin.get(f"{BASE}/delivery-log").json()[0]
        assert entry["test"] is True and entry["alertIdentifier"] == "self-test"
