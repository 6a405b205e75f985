"""alerts §9 items 14, 18, 19: what policy holds back waits, is told later, or is struck off."""

import pytest
from alerts import active, change_config, memory_alert, no_memory_alert, watch_memory
from delivery import end, fire, messages, schedule, stats, watching
from destinations import make_webhook
from receivers import Receiver
from server import wait_until

WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), True)
ALWAYS = {"enabled": True, "start": "00:00", "end": "23:59", "timezone": "UTC", "days": WEEK, "suppress": {"performance": True, "storage": True, "offline": True}}


@pytest.fixture
def server(make_server):
    return watching(make_server)


@pytest.fixture
def receiver():
    with Receiver() as made:
        yield made


def waiting(server, alert):
    return wait_until(lambda: messages(server, alert).get("webhook:w"), what="the message")


def test_quiet_hours_hold_and_strike_off(server, receiver):
    make_webhook(server, receiver.url(), id="w")
    schedule(server, quietHours=ALWAYS)
    alert = fire(server)
    assert alert["metadata"]["quietHoursSuppressed"] is True
    message = waiting(server, alert)
    assert message["status"] == "pending" and message["due"] == alert["metadata"]["quietHoursReplayAt"]
    end(server)
    wait_until(lambda: stats(server)["cancelled"] == 1, what="the message to be struck off")
    assert stats(server)["pending"] == stats(server)["sent"] == 0 and receiver.hooks == []


def test_quiet_hours_that_are_switched_off_let_go_at_once(server, receiver):
    make_webhook(server, receiver.url(), id="w")
    schedule(server, quietHours=ALWAYS)
    alert = fire(server)
    waiting(server, alert)
    schedule(server, quietHours=ALWAYS | {"enabled": False})
    assert [hook.json["event"] for hook in receiver.wait(1)] == ["alert"]
    assert "quietHoursSuppressed" not in active(server.admin, "memory")[0]["metadata"]
    end(server)
    assert [hook.json["event"] for hook in receiver.wait(2)] == ["alert", "resolved"]


def test_quiet_hours_do_not_hold_what_is_critical_unless_its_kind_is_chosen(server, receiver):
    make_webhook(server, receiver.url(), id="w")
    schedule(server, quietHours=ALWAYS | {"suppress": dict.fromkeys(("performance", "storage", "offline"), False)})
    alert = fire(server)
    if alert["level"] == "critical":
        assert receiver.wait(1)[0].json["alert"]["id"] == alert["id"]
    else:
        assert waiting(server, alert)["status"] == "pending" and receiver.hooks == []


def test_a_closed_gate_shows_alerts_and_tells_nobody(server, receiver):
    make_webhook(server, receiver.url(), id="w")
    change_config(server.admin, lambda config: config.update(activationState="pending_review"))
    alert = fire(server)
    assert messages(server, alert) == {} and receiver.hooks == []
    assert server.admin.post("/api/alerts/activate").json()["message"] == "Alert notifications activated"
    if alert["level"] == "critical":
        assert receiver.wait(1)[0].json["alert"]["id"] == alert["id"]
    assert server.admin.post("/api/alerts/activate").json()["message"] == "Alerts already activated"
    assert len(receiver.hooks) == (1 if alert["level"] == "critical" else 0)


def test_what_comes_and_goes_falls_silent_and_says_so(server, receiver):
    make_webhook(server, receiver.url(), id="w")

    def often(config):
        config["flappingThreshold"], config["suppressionWindow"] = 3, 1
        # Each time far enough from the last to be news.
        config["minimumDelta"] = 0.001

    change_config(server.admin, often)
    for _ in range(4):
        watch_memory(server.admin, 1)
        alert = memory_alert(server)
        if "flappingUntil" in alert["metadata"]:
            break
        watch_memory(server.admin, 99.9)
        no_memory_alert(server)
    assert alert["metadata"]["flappingUntil"] > alert["lastSeen"]
    assert len([hook for hook in receiver.hooks if hook.json["event"] == "alert"]) == 3
