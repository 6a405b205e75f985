"""platform-polling §8, §10 items 17 and 18."""

import expect
import pytest
import requests
from fake_pve import TOKEN_SECRET, FakePVE
from server import wait_until

HEALTH = "/api/monitoring/scheduler/health"
NODES = "/api/config/nodes"


@pytest.fixture
def fake():
    made = FakePVE()
    yield made
    made.stop()


def moments(value):
    """Every text that looks like a date."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from moments(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from moments(inner)
    elif isinstance(value, str) and value[:4].isdigit() and "T" in value:
        yield value


def test_who_may(server, reader):
    expect.refusal(server.client().get(HEALTH), 401)
    expect.missing_scope(server.make_token("settings:read").get(HEALTH), "monitoring:read")
    expect.refusal(reader.post(HEALTH), 405)
    assert reader.request("HEAD", HEALTH).status_code == 200


def test_nothing_configured(own_server):
    body = own_server.admin.get(HEALTH).json()
    assert body.pop("updatedAt")
    assert body == {"enabled": False, "queue": {"depth": 0, "dueWithinSeconds": 0, "perType": {}}, "deadLetter": {"count": 0, "tasks": []}, "breakers": [], "staleness": [], "instances": []}


def test_a_wrong_token_and_its_mending(own_server, fake):
    """Item 17: refused credentials are tried rarely; mending them clears everything at once."""
    admin = own_server.admin
    one = admin.post(NODES, json=fake.body(tokenValue="wrong")).json()["id"]

    def failing():
        body = admin.get(HEALTH).json()
        return body if body["instances"] and body["instances"][0]["pollStatus"]["consecutiveFailures"] >= 1 else None

    body = wait_until(failing, what="a failed poll")
    expect.no_nulls(body)
    for moment in moments(body):
        assert expect.TIMESTAMP.match(moment) and moment > "2020", moment
    instance = body["instances"][0]
    assert instance["key"] == "pve::solo" and instance["type"] == "pve" and instance["connection"] == fake.host
    assert instance["pollStatus"]["lastError"]["category"] == "permanent" and "lastSuccess" not in instance["pollStatus"]
    assert instance["breaker"]["state"] == "open" and instance["breaker"]["retryAt"]
    assert instance["deadLetter"]["present"] is True and instance["deadLetter"]["reason"] == "permanent_failure"
    assert body["deadLetter"]["count"] == 1 and body["deadLetter"]["tasks"][0]["instance"] == "solo"
    assert body["breakers"] == [{"instance": "solo", "type": "pve", "state": "open", "failures": 1, "retryAt": instance["breaker"]["retryAt"]}]
    assert "upstream" not in str(body)
    assert admin.get(NODES).json()[0]["status"] == "error" and admin.get("/api/state").json()["connectionHealth"] == {"solo": False} | {
        key: value for key, value in admin.get("/api/state").json()["connectionHealth"].items() if key.startswith("host-")
    }
    asked = len(fake.seen)
    assert admin.put(f"{NODES}/{one}", json={"tokenValue": TOKEN_SECRET}).status_code == 200

    def healed():
        body = admin.get(HEALTH).json()
        return body if "lastSuccess" in body["instances"][0]["pollStatus"] else None

    body = wait_until(healed, what="a poll with the right token")
    assert len(fake.seen) > asked
    assert body["deadLetter"] == {"count": 0, "tasks": []} and body["breakers"] == []
    instance = body["instances"][0]
    assert instance["pollStatus"]["consecutiveFailures"] == 0 and "lastError" not in instance["pollStatus"]
    assert instance["breaker"]["state"] == "closed" and instance["deadLetter"] == {"present": False}
    assert body["staleness"][0]["score"] < 0.2 and body["queue"]["perType"] in ({"pve": 1}, {})
    assert admin.get(NODES).json()[0]["status"] == "connected"
    text = requests.get(f"http://127.0.0.1:{own_server.metrics_port}/metrics", timeout=5).text
    assert 'pulse_monitor_poll_total{instance_type="pve",instance="solo",result="success"}' in text
    assert 'pulse_scheduler_breaker_state{instance_type="pve",instance="solo"} 0' in text


def test_a_server_that_fails_is_retried_and_then_parked(make_server, fake):
    """Fast adaptive polling retries fast as well."""
    server = make_server(ADAPTIVE_POLLING_ENABLED="true", ADAPTIVE_POLLING_BASE_INTERVAL="1s", ADAPTIVE_POLLING_MIN_INTERVAL="1s", ADAPTIVE_POLLING_MAX_INTERVAL="2s").start().claim()
    admin = server.admin
    admin.post(NODES, json=fake.body())
    wait_until(lambda: admin.get(NODES).json()[0]["status"] == "connected", what="the first answer")
    fake.status = 500
    seen = set()

    def parked():
        body = admin.get(HEALTH).json()
        instance = body["instances"][0]
        seen.add((instance["breaker"]["state"], instance["deadLetter"]["present"]))
        return body if instance["deadLetter"]["present"] else None

    body = wait_until(parked, timeout=40, what="a parked connection")
    assert body["enabled"] is True
    instance = body["instances"][0]
    assert instance["deadLetter"]["reason"] == "max_retry_attempts" and instance["deadLetter"]["retryCount"] == 5
    assert instance["pollStatus"]["lastError"]["category"] == "transient" and instance["pollStatus"]["firstFailureAt"]
    assert ("open", False) in seen or ("half_open", False) in seen
    fake.status = 200
    # Nobody waits half an hour for a server that is back: it is knocked at meanwhile.
    wait_until(lambda: admin.get(NODES).json()[0]["status"] == "connected", timeout=40, what="the recovery")
    body = admin.get(HEALTH).json()
    assert body["deadLetter"]["count"] == 0 and body["instances"][0]["pollStatus"]["consecutiveFailures"] == 0
