"""Forecasts and intelligence from outside: who may ask, empty servers, refusals, incidents. Their numbers are tested over made history."""

import expect
import pytest
from alerts import watch_memory
from server import wait_until

LISTS = ["baselines", "anomalies", "patterns", "predictions", "correlations"]


@pytest.fixture(scope="module")
def asker(server):
    """A token that may ask and nothing else."""
    return server.make_token("ai:execute")


@pytest.mark.parametrize("path", [*(f"intelligence/{name}" for name in [*LISTS, "learning"]), "forecast", "forecasts/overview", "incidents", "incidents/x"])
def test_who_may_ask(reader, asker, path):
    expect.missing_scope(reader.get(f"/api/ai/{path}"), "ai:execute")
    assert asker.get(f"/api/ai/{path}", params={"resource_id": "x", "metric": "cpu"}).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_a_young_server_are_empty(asker, name):
    body = asker.get(f"/api/ai/intelligence/{name}").json()
    expect.no_nulls(body)
    assert (body[name], body["count"], body["license_required"]) == ([], 0, False)


def test_learning_waits(asker):
    body = asker.get("/api/ai/intelligence/learning").json()
    assert (body["status"], body["resources_baselined"], body["metric_breakdown"]) == ("waiting", 0, {})


@pytest.mark.parametrize("query", ["", "?resource_id=x", "?metric=cpu"])
def test_a_forecast_needs_both_names(asker, query):
    expect.plain(asker.get(f"/api/ai/forecast{query}"), 400, "resource_id and metric parameters are required")


def test_a_young_resource_has_no_forecast_but_a_reason(server, asker):
    host = server.host()
    body = asker.get("/api/ai/forecast", params={"resource_id": host["id"], "metric": "cpu"}).json()
    assert body["forecast"] is None and body["error"] == "Forecast generation failed" and body["reason"] == "not_enough_data"
    overview = asker.get("/api/ai/forecasts/overview").json()
    assert overview == {"forecasts": [], "metric": "cpu", "threshold": 90, "horizon_hours": 168}
    assert "message" in asker.get("/api/ai/forecasts/overview?metric=netin").json()


def test_incidents_follow_alerts(server, asker):
    empty = asker.get("/api/ai/incidents").json()
    assert (empty["incidents"], empty["active_count"], empty["incident_summary"]) == ([], 0, "")
    host = server.host()
    watch_memory(server.admin, 1)
    wait_until(lambda: asker.get("/api/ai/incidents").json()["incidents"], timeout=40, what="an incident")
    body = asker.get(f"/api/ai/incidents/{host['id']}", params={"limit": 1}).json()
    assert body["resource_id"] == host["id"] and len(body["incidents"]) == 1
    one = body["incidents"][0]
    assert one["status"] == "open" and one["events"][0]["type"] == "alert_fired"
    assert one["resourceName"] in body["formatted_context"]
    assert asker.get("/api/ai/incidents", params={"resource_id": "vm-0"}).json() == {"incidents": [], "active_count": 0}
