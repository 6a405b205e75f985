"""resources-metrics-recovery §4.5, §11 items 8, 9, as far as one machine allows."""

import expect
import pytest

UNKNOWN = "agent-0000000000000000"


@pytest.fixture(scope="module")
def path(server):
    return f"/api/resources/{server.host()['id']}"


@pytest.mark.parametrize("action", ["link", "unlink", "report-merge"])
def test_reading_is_not_enough(server, reader, path, action):
    body = {"targetId": UNKNOWN, "sources": []}
    expect.missing_scope(reader.post(f"{path}/{action}", json=body), "monitoring:write")
    expect.refusal(server.client().post(f"{path}/{action}", json=body), 401)
    assert server.signed_in().post(f"{path}/{action}", json=body, headers={"X-CSRF-Token": "wrong"}).status_code == 403


@pytest.mark.parametrize("action", ["link", "unlink"])
def test_what_is_refused(server, writer, path, action):
    own = server.host()["id"]
    expect.refusal(writer.post(f"{path}/{action}", json={}), 400, text="targetId required")
    expect.refusal(writer.post(f"{path}/{action}", json={"targetId": ""}), 400, text="targetId required")
    expect.refusal(writer.post(f"{path}/{action}", data="not json"), 400, text="Invalid JSON")
    expect.refusal(writer.post(f"{path}/{action}", json={"targetId": 5}), 400)
    expect.refusal(writer.post(f"{path}/{action}", json={"targetId": UNKNOWN}), 404)
    expect.refusal(writer.post(f"/api/resources/{UNKNOWN}/{action}", json={"targetId": own}), 404)
    expect.refusal(writer.post(f"{path}/{action}", json={"targetId": own}), 400, "self_link")
    expect.refusal(writer.post(f"{path}/{action}", json={"targetId": UNKNOWN, "reason": "x" * 20_000}), (400, 413))


def test_only_merged_rows_can_be_reported(writer, path):
    expect.refusal(writer.post(f"{path}/report-merge", json={"sources": []}), 400, text="Resource is not merged")
    expect.refusal(writer.post(f"{path}/report-merge", json={"sources": "agent"}), 400)
    expect.refusal(writer.post(f"/api/resources/{UNKNOWN}/report-merge", json={"sources": []}), 404)


def test_nothing_was_changed(reader):
    rows = reader.get("/api/resources?type=agent").json()["data"]
    assert len(rows) == 1 and rows[0]["sources"] == ["agent"]
