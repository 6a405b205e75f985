"""What changed: the journal of the inventory, merged with what happened to alerts."""

import datetime
import json

import expect
import pytest
from connections import NODES
from fake_pve import FakePVE
from server import wait_until

CHANGES = "/api/ai/intelligence/changes"
KINDS = {"state_transition", "activity", "restart", "config_update", "relationship_change", "alert_fired", "alert_acknowledged", "alert_unacknowledged", "alert_resolved"}


class ChangingPVE(FakePVE):
    """Two nodes in one cluster, and a guest that a test changes."""

    def __init__(self):
        self.guest = {"vmid": 100, "name": "web", "node": "solo", "status": "running", "maxcpu": 1, "maxmem": 1 << 30, "mem": 1 << 29, "uptime": 5000}
        super().__init__()

    def data(self, path, answers):
        if path == "/cluster/resources":
            return [answers[path][0], {"id": "qemu/100", "type": "qemu", **self.guest}]
        return super().data(path, answers)


@pytest.fixture(scope="module")
def story(make_module_server):
    """A server with one watched cluster, to which things happened: the guest got a second processor, then stopped."""
    server = make_module_server(PULSE_HOST_ENABLED="false", PVE_POLLING_INTERVAL="10s")
    pve = ChangingPVE()
    assert server.admin.post(NODES, json=pve.body()).status_code == 201
    guest = wait_until(lambda: resource(server, "web"), timeout=40, what="the guest")
    pve.guest["maxcpu"] = 2
    wait_until(lambda: rows(server, guest["id"]), timeout=40, what="the second processor")
    pve.guest.update(status="stopped", uptime=0)
    wait_until(lambda: len(rows(server, guest["id"])) > 1, timeout=40, what="the stop")
    yield server, pve, guest
    pve.stop()


def resource(server, name):
    return next((one for one in server.admin.get("/api/resources").json()["data"] if one["name"] == name), None)


def rows(server, resource_id, **query):
    return server.admin.get(f"/api/resources/{resource_id}/timeline", params=query).json()["recentChanges"]


def moment(text):
    return datetime.datetime.fromisoformat(text)


def test_who_may_read(server, reader):
    expect.missing_scope(reader.get(CHANGES), "ai:execute")
    assert server.make_token("ai:execute").get(CHANGES).status_code == 200
    assert reader.get("/api/resources/timeline").status_code == 200
    expect.missing_scope(server.make_token("ai:execute").get("/api/resources/timeline"), "monitoring:read")


def test_a_fresh_server_has_a_list(fresh_server):
    body = fresh_server.claim().admin.get(CHANGES).json()
    expect.no_nulls(body)
    assert (body["count"], body["hours"]) == (len(body["changes"]), 24)


def test_the_list_of_everything(story):
    server, _, guest = story
    body = server.admin.get(CHANGES, params={"hours": 1}).json()
    expect.no_nulls(body)
    assert body["hours"] == 1 and body["count"] == len(body["changes"]) <= 100
    times = [moment(row["detected_at"]) for row in body["changes"]]
    assert times == sorted(times, reverse=True)
    assert {row["change_type"] for row in body["changes"]} <= KINDS
    of_guest = [row for row in body["changes"] if row["resource_id"] == guest["id"] and not row["change_type"].startswith("alert")]
    assert [(row["change_type"], row["before"], row["after"]) for row in of_guest] == [
        ("state_transition", "online", "offline"),
        ("config_update", "1", "2"),
    ]
    assert {(row["resource_name"], row["resource_type"]) for row in of_guest} == {("web", "vm")}
    assert of_guest[1]["description"] == "Processors changed from 1 to 2"


def test_the_timeline_of_a_resource(story):
    server, _, guest = story
    body = server.admin.get(f"/api/resources/{guest['id']}/timeline").json()
    expect.no_nulls(body)
    assert body["resourceId"] == guest["id"] and body["count"] == len(body["recentChanges"])
    newest = next(row for row in body["recentChanges"] if row["kind"] == "state_transition")
    assert (newest["from"], newest["to"], newest["metadata"]["changeType"]) == ("online", "offline", "status")
    states = body["states"]
    assert (states[0]["from"], states[-1]["to"]) == (body["from"], body["to"])
    assert all(one["to"] == other["from"] for one, other in zip(states, states[1:], strict=False)), "no hole"
    assert [one["status"] for one in states] == ["unknown", "online", "offline"]
    assert states[0]["gap"] in ("not_seen_yet", "not_watched")
    # Any id of the resource is understood.
    assert server.admin.get("/api/resources/solo:solo:100/timeline").json()["resourceId"] == guest["id"]


def test_pages(story):
    server, _, _ = story
    end = datetime.datetime.now(datetime.UTC).isoformat().replace("+00:00", "Z")
    whole = server.admin.get("/api/resources/timeline", params={"to": end}).json()
    assert "nextCursor" not in whole and whole["count"] >= 3
    found, cursor = [], None
    while True:
        page = server.admin.get("/api/resources/timeline", params={"to": end, "limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        found += page["recentChanges"]
        cursor = page.get("nextCursor")
        if not cursor:
            break
    assert found == whole["recentChanges"]


@pytest.mark.parametrize(
    ("query", "code"),
    [("from=yesterday", "invalid_time"), ("to=1", "invalid_time"), ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "invalid_range"), ("cursor=x", "invalid_cursor")],
)
def test_refusals(server, query, code):
    expect.refusal(server.admin.get(f"/api/resources/timeline?{query}"), 400, code)


def test_unknown_resources(server):
    expect.refusal(server.admin.get("/api/resources/vm-0/timeline"), 404, "resource_not_found")
    expect.refusal(server.admin.get("/api/resources/vm-0/facets"), 404, "resource_not_found")


def test_facets_count_the_changes(story):
    server, _, guest = story
    body = server.admin.get(f"/api/resources/{guest['id']}/facets").json()
    assert body["counts"]["recentChanges"] == len(body["recentChanges"]) == sum(body["counts"]["recentChangeKinds"].values())
    assert body["counts"]["recentChangeKinds"]["config_update"] == 1
    assert [(one["type"], one["targetId"]) for one in body["relationships"]] == [("runs_on", resource(server, "solo")["id"])]


def test_alerts_are_part_of_the_timeline(story):
    server, _, guest = story
    assert server.admin.post("/api/alerts/activate").status_code == 200
    fired = wait_until(
        lambda: next((row for row in rows(server, guest["id"]) if row["kind"] == "alert_fired"), None), timeout=60, what="the alert of the stopped guest"
    )
    assert fired["resourceId"] == guest["id"] and fired["metadata"]["alertIdentifier"] and fired["metadata"]["incidentId"]
    assert any(row["change_type"] == "alert_fired" and row["resource_id"] == guest["id"] for row in server.admin.get(CHANGES).json()["changes"])


def test_a_restart_of_the_server_tells_nothing(story):
    server, _, guest = story
    before = rows(server, guest["id"])
    server.restart()
    wait_until(lambda: resource(server, "web"), timeout=40, what="the guest")
    after = [row for row in rows(server, guest["id"]) if not row["kind"].startswith("alert")]
    assert after == [row for row in before if not row["kind"].startswith("alert")]
    assert json.dumps(after)
