"""alerts §9, as far as one machine can show it; families of faults: test_alert_families, delivery: test_notifications and test_delivery."""

import time

import expect
import pytest
from alerts import ACTIVE, CONFIG, HISTORY, INCIDENTS, active, change_config, memory_alert, no_memory_alert, quoted, read_config, watch_memory
from live import open_feed, receive
from server import wait_until

ACTS = ["acknowledge", "unacknowledge", "clear"]


@pytest.fixture
def firing(server):
    """The open alert about this machine's memory."""
    server.host()
    watch_memory(server.admin, 1)
    yield memory_alert(server)
    watch_memory(server.admin, 99.9)
    no_memory_alert(server)


def test_a_fresh_server_waits_for_review(own_server):
    server = own_server
    config = read_config(server.admin)
    assert config["activationState"] == "pending_review" and config["enabled"] is True
    assert config["guestDefaults"]["cpu"] == {"trigger": 80, "clear": 75}
    assert config["timeThresholds"]["guest"] == 5 and config["backupDefaults"]["ignoreVMIDs"] == []
    assert set(config["schedule"]["quietHours"]["days"]) == {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    assert config["schedule"]["cooldown"] == 5 and config["schedule"]["grouping"] == {"enabled": True, "window": 30, "byNode": True, "byGuest": False}
    assert server.admin.get(ACTIVE).json() == [] and server.admin.get(HISTORY).json() == []


def test_what_is_sent_is_normalised(server):
    def change(config):
        config["guestDefaults"]["cpu"] = {"trigger": 70, "clear": 90}
        config["guestDefaults"]["memory"] = {"trigger": 0, "clear": 5}
        config["snapshotDefaults"] = {"enabled": True, "warningDays": 60, "criticalDays": 30}
        config["somethingElse"] = 1
        config["schedule"]["colour"] = "red"

    answer = change_config(server.admin, change).json()
    assert answer["success"] is True and answer["message"] == "Alert configuration updated successfully"
    assert sorted(answer["warnings"]) == ["schedule.colour", "somethingElse"]
    config = read_config(server.admin)
    assert config["guestDefaults"]["cpu"] == {"trigger": 70, "clear": 65}
    assert config["guestDefaults"]["memory"] == {"trigger": 0, "clear": 0}
    assert config["snapshotDefaults"]["warningDays"] == 30
    expect.no_nulls(config)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("schedule.quietHours.timezone", "Mars/Base"),
        ("schedule.quietHours.start", "25:00"),
        ("schedule.quietHours.end", "8 o'clock"),
        ("schedule.escalation.levels", [{"after": 15, "notify": "pigeon"}]),
        ("customRules", [{"id": "r", "name": "n", "enabled": True, "notifications": {"email": {"enabled": True, "recipients": ["a@x.org"]}}}]),
    ],
)
def test_what_cannot_be_meant_is_refused(server, member, value):
    before = read_config(server.admin)
    config = read_config(server.admin)
    inner = config
    *path, last = member.split(".")
    for name in path:
        inner = inner[name]
    inner[last] = value
    body = expect.refusal(server.admin.put(CONFIG, json=config), 400)
    assert last in str(body) and member.split(".")[0] in str(body["details"]), body
    assert read_config(server.admin) == before


def test_broken_bodies_change_nothing(server):
    before = read_config(server.admin)
    for body in ("{", "[]", '"x"', "", "null"):
        expect.refusal(server.admin.put(CONFIG, data=body, headers={"Content-Type": "application/json"}), 400)
    expect.refusal(server.admin.put(CONFIG, data=b'{"a":"' + b"x" * (2 << 20) + b'"}', headers={"Content-Type": "application/json"}), (400, 413))
    assert read_config(server.admin) == before


def test_who_may(server, reader, writer):
    calls = [("GET", CONFIG), ("PUT", CONFIG), ("POST", "/api/alerts/activate"), ("GET", ACTIVE), ("GET", HISTORY), ("DELETE", HISTORY), ("GET", INCIDENTS)]
    calls += [("POST", f"/api/alerts/{act}") for act in ACTS] + [("POST", f"/api/alerts/bulk/{act}") for act in ("acknowledge", "clear")]
    calls += [("POST", f"{INCIDENTS}/note"), ("POST", "/api/alerts/preview"), ("GET", "/api/alerts/explain"), ("GET", "/api/alerts/x/explain")]
    for method, path in calls:
        expect.refusal(server.client().request(method, path, json={}), 401)
        is_reading = method == "GET" or path.endswith("preview")
        wrong = server.make_token("settings:write") if is_reading else reader
        expect.missing_scope(wrong.request(method, path, json={}), "monitoring:read" if is_reading else "monitoring:write")
    assert reader.get(CONFIG).status_code == 200 and writer.get(ACTIVE).status_code == 200


def test_two_people_do_not_overwrite_each_other(server):
    first = server.admin.get(CONFIG)
    tag, config = first.headers["ETag"], first.json()
    config["minimumDelta"] = 3
    changed = server.admin.put(CONFIG, json=config, headers={"If-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag
    config["minimumDelta"] = 4
    expect.refusal(server.admin.put(CONFIG, json=config, headers={"If-Match": tag}), 412, "alert_config_conflict")
    assert read_config(server.admin)["minimumDelta"] == 3
    assert server.admin.put(CONFIG, json=config, headers={"If-Match": changed.headers["ETag"]}).status_code == 200
    assert server.admin.put(CONFIG, json=config).status_code == 200


def test_who_changed_an_override_and_when(own_server):
    admin = own_server.admin

    def override(key, **settings):
        return change_config(admin, lambda config: config["overrides"].update({key: settings})).json()

    assert override("guest:lab:100", disabled=True)["warnings"] == []
    override("guest:lab:101", note="Nightly jobs")
    changes = read_config(admin)["overrideChanges"]
    assert set(changes) == {"guest:lab:100", "guest:lab:101"}
    assert all(change["by"] == "admin" and expect.TIMESTAMP.match(change["at"]) for change in changes.values())
    # What stays as it is keeps its account, also where a client sends that back.
    override("guest:lab:100", disabled=True, note="Moved")
    after = read_config(admin)["overrideChanges"]
    assert after["guest:lab:100"]["at"] > changes["guest:lab:100"]["at"] and after["guest:lab:101"] == changes["guest:lab:101"]
    own_server.restart()
    assert read_config(admin)["overrideChanges"] == after
    change_config(admin, lambda config: config["overrides"].clear())
    assert read_config(admin)["overrideChanges"] == {}


def test_activation_survives_a_change_without_it(own_server):
    first = own_server.admin.post("/api/alerts/activate").json()
    assert first["state"] == "active" and first["message"] == "Alert notifications activated"
    again = own_server.admin.post("/api/alerts/activate").json()
    assert again["message"] == "Alerts already activated" and again["activationTime"] == first["activationTime"]
    config = read_config(own_server.admin)
    assert config["activationTime"] == first["activationTime"]
    del config["activationState"], config["activationTime"]
    assert own_server.admin.put(CONFIG, json=config).status_code == 200
    config = read_config(own_server.admin)
    assert (config["activationState"], config["activationTime"]) == ("active", first["activationTime"])
    own_server.restart()
    config = read_config(own_server.admin)
    assert (config["activationState"], config["activationTime"]) == ("active", first["activationTime"])


def test_an_alert_is_seen_everywhere(server, firing):
    with open_feed(server, token=server.token) as feed:
        state = receive(feed, "initialState")["data"]
        assert firing["id"] in [alert["id"] for alert in state["activeAlerts"]]
    assert firing["level"] in ("warning", "critical") and firing["threshold"] == 1 and firing["value"] > 1
    assert firing["id"] == f"{firing['resourceId']}::metric-threshold:memory" and firing["canonicalKind"] == "metric-threshold"
    assert firing["acknowledged"] is False and firing["metadata"]["resourceType"] and firing["metadata"]["clearThreshold"] == 0.5
    assert "memory at" in firing["message"]
    assert firing["id"] in [alert["id"] for alert in server.admin.get("/api/state").json()["activeAlerts"]]
    assert server.admin.get("/api/state/summary").json()["activeAlerts"] >= 1 if server.admin.get("/api/state/summary").status_code == 200 else True
    newest = server.admin.get(HISTORY).json()[0]
    assert newest["id"] == firing["id"] and newest["startTime"] == firing["startTime"]
    text = server.client().session.get(f"http://127.0.0.1:{server.metrics_port}/metrics", timeout=5).text
    assert f'pulse_alerts_active{{level="{firing["level"]}",type="memory"}} 1' in text
    assert "pulse_alerts_fired_total" in text


def test_frames_tell_of_fire_and_end(server):
    server.host()
    watch_memory(server.admin, 99.9)
    no_memory_alert(server)
    change_config(server.admin, lambda config: config.update(activationState="active"))
    with open_feed(server, token=server.token) as feed:
        receive(feed, "initialState")
        watch_memory(server.admin, 1)
        fired = receive(feed, "alert", timeout=15)["data"]
        assert fired["type"] == "memory" and fired["startTime"]
        watch_memory(server.admin, 99.9)
        assert receive(feed, "alertResolved", timeout=15)["data"] == {"alertIdentifier": fired["id"]}
    resolved = server.admin.get("/api/state").json()["recentlyResolved"]
    assert fired["id"] in [alert["id"] for alert in resolved] and all(alert["resolvedTime"] for alert in resolved)


@pytest.mark.parametrize("act", ACTS)
def test_identifiers(server, act):
    path = f"/api/alerts/{act}"
    expect.refusal(server.admin.post(path, json={"id": "x"}), 404, text="not found")
    expect.refusal(server.admin.post(path, json={}), 400, text="Alert identifier is required")
    for identifier in ("../../etc", "a/..", " a", "a ", "a\nb", "ä", "x" * 501):
        expect.refusal(server.admin.post(path, json={"alertIdentifier": identifier}), 400)
    expect.refusal(server.admin.post(path, data="{", headers={"Content-Type": "application/json"}), 400)
    expect.refusal(server.admin.post(path, data=b"x" * (2 << 20)), (400, 413))


def test_acknowledging(server, firing):
    one = {"id": firing["id"], "user": "somebody else"}
    assert server.admin.post("/api/alerts/acknowledge", json=one).json() == {"success": True}
    first = active(server.admin, "memory")[0]
    assert first["acknowledged"] is True and first["ackTime"] and first["ackUser"] and first["ackUser"] != "somebody else"
    assert server.admin.post("/api/alerts/acknowledge", json={"alertIdentifier": firing["id"]}).status_code == 200
    assert active(server.admin, "memory")[0]["ackTime"] == first["ackTime"]
    assert server.admin.post("/api/alerts/unacknowledge", json=one).status_code == 200
    assert "ackTime" not in active(server.admin, "memory")[0]
    events = [event["type"] for event in server.admin.get(INCIDENTS, params={"alertIdentifier": firing["id"]}).json()["events"]]
    assert events[-2:] == ["alert_acknowledged", "alert_unacknowledged"]


def test_an_old_form_of_the_id_is_understood(server, firing):
    assert server.admin.post("/api/alerts/acknowledge", json={"id": f"{firing['resourceId']}-memory"}).status_code == 200
    assert active(server.admin, "memory")[0]["acknowledged"] is True


def test_clearing_lets_it_come_back(server, firing):
    answer = server.admin.post("/api/alerts/bulk/clear", json={"alertIdentifiers": [firing["id"], "nope", "../x"]})
    results = answer.json()["results"]
    assert answer.status_code == 200 and [result["success"] for result in results] == [True, False, False]
    assert all(result["error"] for result in results[1:]) and "error" not in results[0]
    # The condition persists, and within five minutes it is the same occurrence.
    assert memory_alert(server)["startTime"] == firing["startTime"]
    for body in ({}, {"ids": []}):
        expect.refusal(server.admin.post("/api/alerts/bulk/acknowledge", json=body), 400, text="No alert identifiers provided")
    for name in ("ids", "alertIds"):
        assert server.admin.post("/api/alerts/bulk/acknowledge", json={name: [firing["id"]]}).json()["results"][0]["success"] is True


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("limit=-1", "limit must be non-negative"),
        ("offset=-1", "offset must be non-negative"),
        ("startTime=yesterday", "invalid startTime parameter"),
        ("endTime=never", "invalid endTime parameter"),
        ("startTime=2026-01-02T00:00:00Z&endTime=2026-01-01T00:00:00Z", "endTime"),
    ],
)
def test_history_refuses(server, query, words):
    expect.refusal(server.admin.get(f"{HISTORY}?{query}"), 400, text=words)


def test_history_answers(server, firing):
    all_of_it = server.admin.get(HISTORY)
    assert int(all_of_it.headers["X-Total-Count"]) == len(all_of_it.json()) >= 1
    for query in ("severity=foo", "limit=abc", "limit=0", f"resourceId={quoted(firing['resourceId'])}"):
        assert server.admin.get(f"{HISTORY}?{query}").json()[0]["id"] == firing["id"], query
    other = "warning" if firing["level"] == "critical" else "critical"
    assert firing["startTime"] not in [row["startTime"] for row in server.admin.get(f"{HISTORY}?severity={other}").json()]
    assert server.admin.get(f"{HISTORY}?resourceId=nobody").json() == []
    assert server.admin.get(f"{HISTORY}?startTime=2999-01-01T00:00:00Z").json() == []
    assert server.admin.get(f"{HISTORY}?offset=100000").json() == []


def test_erasing_history_leaves_what_is_open(server, firing):
    assert server.admin.delete(HISTORY).json() == {"status": "success", "message": "Alert history cleared"}
    assert server.admin.get(HISTORY).json() == []
    assert active(server.admin, "memory")[0]["id"] == firing["id"]
    assert server.admin.get(INCIDENTS, params={"alertIdentifier": firing["id"]}).json()["status"] == "open"


def test_notes(server, firing):
    path = f"{INCIDENTS}/note"
    expect.refusal(server.admin.post(path, json={"alertIdentifier": firing["id"]}), 400)
    expect.refusal(server.admin.post(path, json={"alertIdentifier": firing["id"], "note": "  "}), 400)
    expect.refusal(server.admin.post(path, json={"note": "x"}), 400, text="alertIdentifier or incident_id is required")
    expect.refusal(server.admin.post(path, json={"incident_id": "incident-999999", "note": "x"}), 404)
    expect.refusal(server.admin.post(path, json={"alertIdentifier": firing["id"], "note": "x" * 9000}), (400, 413))
    assert server.admin.post(path, json={"alertIdentifier": firing["id"], "note": "looked at it", "user": "mallory"}).json() == {"success": True}
    incident = server.admin.get(INCIDENTS, params={"alertIdentifier": firing["id"], "started_at": firing["startTime"]}).json()
    assert incident["events"][-1]["type"] == "note" and incident["events"][-1]["summary"] == "looked at it"
    assert "mallory" not in str(incident)
    assert server.admin.post(path, json={"incident_id": incident["id"], "note": "again"}).status_code == 200
    listed = server.admin.get(INCIDENTS, params={"resource_id": firing["resourceId"]}).json()
    assert listed[0]["id"] == incident["id"] and listed[0]["events"][-1]["summary"] == "again"
    expect.refusal(server.admin.get(INCIDENTS), 400, text="Missing alertIdentifier or resource_id")
    expect.refusal(server.admin.get(INCIDENTS, params={"alertIdentifier": "x", "started_at": "noon"}), 400, text="Invalid started_at time")
    assert server.admin.get(INCIDENTS, params={"alertIdentifier": "nobody"}).json() is None


@pytest.mark.parametrize("end", ["restart", "kill"])
def test_an_alert_survives(own_server, end):
    own_server.host()
    watch_memory(own_server.admin, 1)
    before = memory_alert(own_server)
    assert own_server.admin.post("/api/alerts/acknowledge", json={"id": before["id"]}).status_code == 200
    before = active(own_server.admin, "memory")[0]
    if end == "kill":
        own_server.kill()
        own_server.start()
    else:
        own_server.restart()
    after = active(own_server.admin, "memory")[0]
    for field in ("id", "startTime", "acknowledged", "ackTime", "ackUser", "level"):
        assert after[field] == before[field]
    own_server.host()
    time.sleep(2)
    assert [alert["startTime"] for alert in own_server.admin.get(HISTORY).json() if alert["type"] == "memory"] == [before["startTime"]]
    watch_memory(own_server.admin, 99.9)
    no_memory_alert(own_server)


def test_switched_off_is_off(server, firing):
    change_config(server.admin, lambda config: config.update(disableAllAgents=True))
    no_memory_alert(server)
    change_config(server.admin, lambda config: config.update(disableAllAgents=False))
    memory_alert(server)
    change_config(server.admin, lambda config: config["overrides"].update({server.host()["id"]: {"disabled": True}}))
    no_memory_alert(server)
    change_config(server.admin, lambda config: config["overrides"].clear())
    memory_alert(server)


def test_a_mute_ends_by_itself(server, firing):
    key = firing["resourceId"]

    def mute(config):
        end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 4))
        config["overrides"][key] = {"disabled": True, "disabledUntil": end, "disabledReason": "new memory"}

    change_config(server.admin, mute)
    no_memory_alert(server)
    assert read_config(server.admin)["overrides"][key]["disabledReason"] == "new memory"
    assert memory_alert(server, timeout=30)["resourceId"] == key
    assert key not in read_config(server.admin)["overrides"]


def test_explain_says_why(server, firing):
    answer = server.admin.get(f"/api/alerts/{quoted(firing['id'])}/explain").json()
    rule = next(rule for rule in answer["rules"] if rule["type"] == "memory")
    assert rule["state"] == "firing" and rule["trigger"] == 1 and rule["value"] > 1
    assert rule["origin"]["kind"] == "default" and rule["ageSeconds"] < 30
    assert "gate-closed" in [hold["reason"] for hold in rule["holds"]] or rule["holds"] == []
    asked = server.admin.get("/api/alerts/explain", params={"resourceId": firing["resourceId"], "metric": "cpu"}).json()
    assert [rule["off"] for rule in asked["rules"] if rule["type"] == "cpu"] == ["metric-off"]
    expect.refusal(server.admin.get("/api/alerts/explain", params={"resourceId": "nobody"}), 404)
    expect.refusal(server.admin.get("/api/alerts/explain"), 400)


def test_preview_replays_what_was_measured(server):
    host = server.host()
    wait_until(
        lambda: len(server.admin.get("/api/metrics-store/history", params={**host["metricsTarget"], "metric": "memory", "range": "1h"}).json()["points"]) > 3,
        what="some history",
    )
    body = {"resourceId": host["id"], "metric": "memory", "threshold": {"trigger": 1, "clear": 0.5}, "hours": 1}
    answer = server.admin.post("/api/alerts/preview", json=body).json()
    assert answer["resources"] == 1 and answer["totals"]["alerts"] == 1
    alert = answer["alerts"][0]
    assert alert["type"] == "memory" and alert["peak"] > 1 and alert["threshold"] == 1
    body["threshold"] = {"trigger": 99.9, "clear": 99}
    assert server.admin.post("/api/alerts/preview", json=body).json()["alerts"] == []
    expect.refusal(server.admin.post("/api/alerts/preview", json={"hours": -1}), 400)
    expect.refusal(server.admin.post("/api/alerts/preview", json={"resourceId": "nobody"}), 404)
