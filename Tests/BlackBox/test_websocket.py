"""state-and-websocket §6, §8 items 12–18, 20, 22; auth-security 3, 11."""

import json
import time

import live
import pytest
from websockets.exceptions import ConnectionClosed


@pytest.fixture
def feed(server, reader):
    with live.open_feed(server, token=reader.token) as opened:
        live.receive(opened, "initialState")
        yield opened


def closing(feed, timeout=15):
    """The code with which the server closes."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        try:
            feed.recv(timeout=1)
        except TimeoutError:
            continue
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
    raise AssertionError(f"still open after {timeout} s")


def test_welcome_then_the_whole_state(server):
    server.host()
    browser = server.signed_in()
    with live.open_feed(server, cookies=browser.session.cookies, origin=server.base) as feed:
        first, second = json.loads(feed.recv(timeout=5)), json.loads(feed.recv(timeout=5))
    assert first["type"] == "welcome" and first["data"]["orgId"] == "default"
    assert second["type"] == "initialState"
    state = second["data"]
    assert isinstance(state["resources"], list) and len(state["resources"]) >= 1
    assert {"connectedInfrastructure", "activeAlerts", "stats", "lastUpdate"} <= set(state)
    assert "hosts" not in state and "vms" not in state


def test_old_arrays_on_request(server, reader):
    with live.open_feed(server, token=reader.token, query="?legacy=1") as feed:
        assert "hosts" in live.receive(feed, "initialState")["data"]


def test_who_may_connect(server, reader):
    assert live.refused(server).status_code == 401
    assert live.refused(server, token="nonsense").status_code == 401
    refused = live.refused(server, token=server.make_token("settings:read").token)
    assert refused.status_code == 403
    assert json.loads(refused.body)["requiredScope"] == "monitoring:read"
    with live.open_feed(server, query=f"?token={reader.token}") as feed:
        assert live.receive(feed)["type"] == "welcome"


def test_a_plain_request_is_no_upgrade(reader):
    assert reader.get("/ws").status_code in (400, 426)


@pytest.mark.parametrize("organization", ["..%2Fx", "x" * 65, "a%2Fb", "a%5Cb", "..", "%20a", "a%01"])
def test_malformed_organization(server, reader, organization):
    assert live.refused(server, token=reader.token, query=f"?org_id={organization}").status_code == 400


def test_origins(server):
    cookies = server.signed_in().session.cookies
    host = f"127.0.0.1:{server.port}"
    for evil in ("https://evil.example", "http://evil.example:80", f"https://{host}.evil.example", "null"):
        assert live.refused(server, cookies=cookies, origin=evil, address="198.51.100.7").status_code == 403, evil
    assert live.refused(server, cookies=cookies, address="198.51.100.7").status_code == 403
    # Behind a proxy that ends TLS the page's origin is the proxy's; the default port may be written out.
    headers = {"X-Forwarded-Host": "pulse.example", "X-Forwarded-Proto": "https"}
    for origin in ("https://pulse.example", "https://pulse.example:443"):
        with live.open_feed(server, token=server.token, origin=origin, headers=headers) as feed:
            assert live.receive(feed)["type"] == "welcome"


def test_ping_and_garbage(feed):
    live.send(feed, "ping", {"timestamp": 1})
    began = time.monotonic()
    answer = live.receive(feed, "pong", timeout=3)
    assert time.monotonic() - began < 2 and isinstance(answer["data"]["timestamp"], int)
    for garbage in ("not json", "[]", "{}", '{"type":5}', '{"type":"unheard-of","data":{"a":1}}', "{" * 1000, ""):
        feed.send(garbage)
    live.send(feed, "ping", {"timestamp": 2})
    live.receive(feed, "pong", timeout=3)


def test_a_large_message_closes(server, reader):
    with live.open_feed(server, token=reader.token) as feed:
        feed.send("x" * 70 * 1024)
        assert closing(feed) == 1009


def test_request_for_everything(feed):
    live.send(feed, "requestData")
    for _ in range(20):
        data = live.receive(feed, "rawData")["data"]
        if "resources" in data:
            break
    assert isinstance(data["resources"], list) and "resourceDelta" not in data


def test_deltas_rebuild_the_state(server, reader):
    """Whoever applies the deltas holds what the server would send whole."""
    server.host()
    compared = deltas = 0
    with live.open_feed(server, token=reader.token) as feed:
        state = live.receive(feed, "initialState")["data"]
        for _ in range(40):
            data = live.receive(feed, "rawData", timeout=15)["data"]
            if "resources" not in data:
                delta = data.get("resourceDelta", {})
                assert all("id" in upsert for upsert in delta.get("upserts", []))
                assert "resources" not in data
                deltas += bool(delta)
                state = live.apply(state, data)
                if deltas in (2, 4):
                    live.send(feed, "requestData")
                continue
            if data["lastUpdate"] == state["lastUpdate"]:
                assert data["resources"] == state["resources"]
                compared += 1
            state = data
            if compared == 2:
                break
    assert deltas >= 2 and compared >= 1


def test_a_delta_is_small(server, reader):
    server.host()
    with live.open_feed(server, token=reader.token) as feed:
        whole = live.receive(feed, "initialState")["data"]
        delta = live.receive(feed, "rawData", timeout=15)["data"]
    assert len(json.dumps(delta)) < len(json.dumps(whole)) / 2
    assert "order" not in delta.get("resourceDelta", {})


def test_revoked_token_ends_the_feed(server):
    caller = server.make_token("monitoring:read")
    with live.open_feed(server, token=caller.token) as feed:
        live.receive(feed, "initialState")
        assert server.admin.delete(f"/api/security/tokens/{caller.token_id}").status_code == 204
        began = time.monotonic()
        assert closing(feed, timeout=60) == 1008
        assert time.monotonic() - began < 10
    assert caller.get("/api/state").status_code == 401


def test_logout_ends_the_feed(server):
    browser = server.signed_in()
    with live.open_feed(server, cookies=browser.session.cookies, origin=server.base) as feed:
        live.receive(feed, "initialState")
        assert browser.post("/api/logout").status_code == 200
        assert closing(feed, timeout=60) == 1008


def test_test_notification_reaches_administrators_only(server, reader):
    browser = server.signed_in()
    with live.open_feed(server, token=server.token) as admin, live.open_feed(server, token=reader.token) as other:
        live.receive(admin, "initialState")
        live.receive(other, "initialState")
        assert browser.post("/api/test-notification", headers={"X-CSRF-Token": "wrong"}).status_code == 403
        answer = browser.post("/api/test-notification")
        assert answer.status_code == 200 and answer.json() == {"status": "notification sent"}
        message = live.receive(admin, "node_auto_registered")
        assert message["data"]["host"] == "test-node.example.com" and message["data"]["hasToken"] is True
        assert message["timestamp"]
        live.send(other, "ping")
        assert live.receive(other, "pong", "node_auto_registered")["type"] == "pong"
    assert browser.get("/api/test-notification").status_code == 405


def test_many_feeds_at_once(server, reader):
    feeds = [live.open_feed(server, token=reader.token) for _ in range(30)]
    try:
        for feed in feeds:
            live.receive(feed, "initialState")
        updates = {live.receive(feed, "rawData", timeout=15)["type"] for feed in feeds}
        assert updates == {"rawData"}
    finally:
        for feed in feeds:
            feed.close()
