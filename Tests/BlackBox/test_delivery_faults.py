"""notifications §6, §7, §11 items 8, 15, 19, 21, 22: one real alert of this machine, and destinations each in its own trouble."""

import contextlib
import socket
import threading

import pytest
from alerts import active, change_config, quoted
from delivery import end, fire, log, messages, schedule, stats, watching
from destinations import BASE, EMAIL, WEBHOOKS, make_webhook
from estate import moment
from receivers import Answer, Receiver
from server import wait_until
from sinks import Certificate, SMTPSink

DEAD = "pulse-system-notification-delivery"


@pytest.fixture
def server(make_server):
    return watching(make_server)


@pytest.fixture
def receiver():
    with Receiver() as made:
        yield made


class SilentPort:
    """Takes connections and says nothing."""

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.taken = []
        threading.Thread(target=self.take, daemon=True).start()
        return self

    def take(self):
        with contextlib.suppress(OSError):
            while True:
                self.taken.append(self.listener.accept()[0])

    def __exit__(self, *_):
        self.listener.close()
        for connection in self.taken:
            connection.close()


def test_each_trouble_is_told_by_its_kind(server, receiver, tmp_path):
    """What may pass is tried again and arrives; what cannot is a dead letter at once. Nobody is told twice."""
    first = {"/busy": Answer.later(3), "/fault": Answer(500), "/hung-up": Answer(close=True), "/unavailable": Answer.later(4, status=503)}
    always = {
        "/refuses": Answer(404), "/locked": Answer(401), "/inner": Answer.redirect("http://10.0.0.5/"), "/meta": Answer.redirect("http://169.254.169.254/"),
        "/page": Answer.redirect(receiver.url("/elsewhere"), status=302),
    }  # fmt: skip
    receiver.answer = lambda hook: always.get(hook.path) or first.pop(hook.path, Answer())
    passing, permanent = sorted(first), sorted(always)
    for path in [*passing, *permanent, "/good"]:
        make_webhook(server, receiver.url(path), id=path[1:], name=path[1:])
    make_webhook(server, receiver.url("/template"), id="template", name="template", template='{"x":{{.Message}}}')
    # A name that is there only when it is rendered: nobody knows it.
    make_webhook(server, "http://{{.Type}}.invalid/hook", id="no-name", name="no-name")
    with Receiver(certificate=Certificate(tmp_path).pem) as sealed, SilentPort() as silent:
        make_webhook(server, sealed.url(), id="sealed", name="sealed")
        make_webhook(server, f"http://127.0.0.1:{silent.port}/", id="silent", name="silent")
        assert server.admin.put(EMAIL, json={"enabled": True, "server": "mail.invalid", "port": 25, "tls": False, "from": "p@example.org"}).status_code == 200
        alert = fire(server)

        def settled():
            counts = stats(server)
            # The dead letters raise an alert about them, which goes to the others.
            done = all(any(entry["outcome"] == "delivered" for entry in log(server, f"webhook:{path[1:]}")) for path in passing)
            return done and counts["dlq"] >= len(permanent) + 1

        wait_until(settled, timeout=60, every=0.5, what="what passes to arrive, the rest to be given up")
        wait_until(lambda: log(server, "webhook:silent"), timeout=60, every=0.5, what="the silent receiver to be given up on for now")
        assert sealed.hooks == [], "nothing was said to a receiver that nobody trusts"

    def kinds(path):
        return [entry.get("class", "delivered") for entry in log(server, f"webhook:{path}") if entry["alertIdentifier"] == alert["id"]]

    assert kinds("busy") == ["rate_limited", "delivered"] and kinds("fault") == ["unknown", "delivered"]
    assert kinds("unavailable") == ["unknown", "delivered"] and kinds("hung-up") == ["connectivity", "delivered"] and kinds("good") == ["delivered"]
    dead = {"refuses": "rejected", "locked": "authentication", "inner": "configuration", "meta": "configuration", "page": "rejected", "template": "configuration"}
    assert {path: kinds(path) for path in dead} == {path: [kind] for path, kind in dead.items()}
    assert set(kinds("no-name")) == {"connectivity"} and set(kinds("sealed")) == {"tls"} and kinds("silent")[0] == "connectivity"
    mail = [entry for entry in log(server, "email") if entry["alertIdentifier"] == alert["id"]]
    assert {entry["class"] for entry in mail} == {"connectivity"}
    for path, wish in (("/busy", 3), ("/unavailable", 4)):
        hooks = receiver.at(path)
        assert hooks[1].arrived - hooks[0].arrived >= wish, "the receiver's wish was not honoured"
    assert [len([hook for hook in receiver.at(path) if hook.json["alert"]["id"] == alert["id"]]) for path in [*passing, "/good"]] == [2, 2, 2, 2, 1]
    assert receiver.at("/elsewhere") == []

    # The same in every place that shows it.
    letters = {letter["destinationId"]: letter for letter in server.admin.get(f"{BASE}/dlq").json()}
    assert set(letters) >= {f"webhook:{path}" for path in dead}
    assert {path: letters[f"webhook:{path}"]["errorClass"] for path in dead} == dead
    assert all(letter["alerts"][0]["id"] in (alert["id"], DEAD) and letter["attempts"] == 1 for letter in letters.values())
    waiting = messages(server, alert)
    for destination in ("webhook:no-name", "webhook:sealed", "webhook:silent", "email"):
        assert waiting[destination]["status"] == "pending" and waiting[destination]["attempts"] >= 1 and waiting[destination]["error"]
    health = server.admin.get(f"{BASE}/health").json()
    assert health["queue"]["status"] == "degraded" and health["queue"]["reason_codes"] == ["retained_dead_letter_deliveries"]
    assert health["overall_healthy"] is False and health["queue"]["dlq"] == len(server.admin.get(f"{BASE}/dlq").json())
    classes = health["queue"]["failure_classes_7d"]
    assert classes["rejected"] >= 2 and classes["authentication"] >= 1 and classes["configuration"] >= 3 and classes["connectivity"] == 0
    history = {(entry["webhookName"], entry["success"]) for entry in server.admin.get(f"{BASE}/webhook-history").json()}
    assert {("busy", False), ("busy", True), ("refuses", False), ("no-name", False)} <= history
    # Those that are dead are named, and do not hear of themselves.
    # It is raised for the first that is dead, and names the others as they follow; the list shows new words every half minute.
    condition = wait_until(
        lambda: next((one for one in active(server.admin) if one["id"] == DEAD and "refuses" in one["message"]), None), timeout=75, what="the alert about dead destinations")
    assert condition["level"] == "critical" and "good" not in condition["message"]
    wait_until(lambda: [hook for hook in receiver.at("/good") if hook.json["alert"]["id"] == DEAD], what="the others to hear of it")
    assert not [hook for hook in receiver.at("/refuses") if hook.json["alert"]["id"] == DEAD and hook.json["event"] == "alert"][1:]


def test_a_sink_that_is_down_for_a_while(server, receiver):
    """Item 15: the next attempt moves away; once the sink is up, it arrives."""
    make_webhook(server, receiver.url(), id="w")
    receiver.down()
    alert = fire(server)
    dues = []
    for attempts in (1, 2):
        wait_until(lambda n=attempts: messages(server, alert)["webhook:w"]["attempts"] == n, timeout=30, what=f"attempt {attempts}")
        message = messages(server, alert)["webhook:w"]
        assert message["status"] == "pending"
        dues.append(message["due"])
    assert dues[0] < dues[1]
    text = server.client().session.get(f"http://127.0.0.1:{server.metrics_port}/metrics", timeout=5).text
    assert 'pulse_notification_messages{status="pending"} 1' in text
    assert 'pulse_notification_attempts_total{channel="webhook",result="connectivity"} 2' in text
    oldest = next(line for line in text.splitlines() if line.startswith("pulse_notification_oldest_waiting_seconds"))
    assert 3 < float(oldest.split()[1]) < 120
    receiver.up()
    hook = receiver.wait(timeout=60)[0]
    assert hook.json["alert"]["id"] == alert["id"]
    wait_until(lambda: messages(server, alert)["webhook:w"]["status"] == "sent", what="the end of the message")
    assert [entry["attempt"] for entry in log(server, "webhook:w")] == [1, 2, 3]
    assert len(receiver.hooks) == 1 and server.admin.get(f"{BASE}/health").json()["overall_healthy"] is True


def test_recoveries_go_to_those_who_were_told(server, receiver):
    """Item 19: delivered to A only, so A alone hears that it is over; and nobody after an acknowledgement."""
    make_webhook(server, receiver.url("/a"), id="a")
    make_webhook(server, receiver.url("/b"), id="b")
    receiver.answer = lambda hook: Answer(404 if hook.path == "/b" else 200)
    alert = fire(server)
    wait_until(lambda: stats(server)["dlq"] >= 1 and stats(server)["sent"] >= 1, what="both answers")
    receiver.answer = Answer()
    end(server)
    wait_until(lambda: [hook for hook in receiver.at("/a") if hook.json["event"] == "resolved"], what="the recovery")
    told = [(hook.path, hook.json["event"]) for hook in receiver.hooks if hook.json["alert"]["id"] == alert["id"]]
    assert sorted(told) == [("/a", "alert"), ("/a", "resolved"), ("/b", "alert")]


def test_no_recovery_after_an_acknowledgement(server, receiver):
    make_webhook(server, receiver.url("/a"), id="a")
    alert = fire(server)
    receiver.wait(1)
    assert server.admin.post("/api/alerts/acknowledge", json={"id": alert["id"]}).status_code == 200
    end(server)
    # What follows in the same lane shows that nothing came between.
    make_webhook(server, receiver.url("/later"), id="later")
    assert server.admin.post(f"{BASE}/test", json={"method": "webhook", "webhookId": "a"}).status_code == 200
    receiver.wait(2)
    assert [hook.json["event"] for hook in receiver.at("/a") if hook.json["alert"]["id"] == alert["id"]] == ["alert"]
    assert stats(server)["pending"] == 0


def test_what_is_over_within_the_window_is_not_told(server, receiver):
    """Item 19, with grouping."""
    make_webhook(server, receiver.url(), id="w")
    schedule(server, grouping={"enabled": True, "window": 120, "byNode": True, "byGuest": False})
    alert = fire(server)
    wait_until(lambda: messages(server, alert).get("webhook:w", {}).get("status") == "pending", what="the message to gather")
    end(server)
    wait_until(lambda: stats(server)["cancelled"] == 1, what="the message to be struck off")
    assert stats(server)["pending"] == stats(server)["sent"] == 0 and receiver.hooks == []


def test_switching_off_cancels_what_waits(server, receiver):
    """§2.1 and item 22, with a real message that gathers: a destination, the gate, alerts as a whole."""
    made = make_webhook(server, receiver.url(), id="w")
    sink = SMTPSink()
    try:
        assert server.admin.put(EMAIL, json=sink.settings()).status_code == 200
        schedule(server, grouping={"enabled": True, "window": 120, "byNode": True, "byGuest": False})
        alert = fire(server)
        wait_until(lambda: stats(server)["pending"] == 2, what="two messages to gather")
        assert server.admin.put(EMAIL, json={"enabled": False}).status_code == 200
        assert {name: message["status"] for name, message in messages(server, alert).items()} == {"webhook:w": "pending", "email": "cancelled"}
        change_config(server.admin, lambda config: config.update(activationState="snoozed"))
        assert stats(server) | {"cancelled": 2, "pending": 0} == stats(server)
        assert "held back" in messages(server, alert)["webhook:w"]["error"]
        # Once messages may leave again, what is critical is told.
        server.admin.post("/api/alerts/activate")
        if alert["level"] == "critical":
            wait_until(lambda: stats(server)["pending"] == 1, what="the message anew")
        change_config(server.admin, lambda config: config.update(enabled=False))
        wait_until(lambda: stats(server)["pending"] == 0, what="nothing to wait any more")
        assert active(server.admin) == [] and receiver.hooks == [] and sink.mails == []
        assert server.admin.delete(f"{WEBHOOKS}/{made['id']}").status_code == 200
    finally:
        sink.close()


class TestEscalation:
    """Item 21."""

    def levels(self, server):
        schedule(server, initialNotify="email", escalation={"enabled": True, "levels": [{"after": 0.1, "notify": "webhook"}]})

    def test_it_goes_to_its_target_once(self, server, receiver):
        sink = SMTPSink()
        try:
            assert server.admin.put(EMAIL, json=sink.settings()).status_code == 200
            make_webhook(server, receiver.url(), id="w")
            self.levels(server)
            alert = fire(server)
            sink.wait(1)
            receiver.wait(1, timeout=30)
            assert receiver.hooks[0].json["alert"]["id"] == alert["id"]
            shown = wait_until(lambda: [one for one in active(server.admin, "memory") if one.get("lastEscalation")], timeout=45, what="the level to be shown")[0]
            assert shown["lastEscalation"] == 1 and len(shown["escalationTimes"]) == 1
            end(server)
            # Both were told, so both hear of the end; it closes the lanes: nothing else came before it.
            sink.wait(2)
            receiver.wait(2)
            assert [hook.json["event"] for hook in receiver.hooks] == ["alert", "resolved"] and len(sink.mails) == 2
        finally:
            sink.close()

    def test_an_acknowledgement_stops_it(self, server, receiver):
        make_webhook(server, receiver.url(), id="w")
        self.levels(server)
        alert = fire(server)
        assert server.admin.post("/api/alerts/acknowledge", json={"id": alert["id"]}).status_code == 200

        def measured():
            rules = server.admin.get(f"/api/alerts/{quoted(alert['id'])}/explain").json()["rules"]
            return next(rule for rule in rules if rule["type"] == "memory")["measuredAt"]

        wait_until(lambda: moment(measured()) - moment(alert["startTime"]) > 10, timeout=40, what="the level's time to pass by the server's clock")
        assert receiver.hooks == [] and stats(server)["pending"] == 0
        assert not active(server.admin, "memory")[0].get("lastEscalation")
