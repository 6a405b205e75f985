"""auth-security §5, §8, §10 and items 7, 8, 14, 16, 18: sessions, CSRF, lockout, passwords."""

import datetime

import expect
import pytest
from server import PASSWORD


def test_wrong_password_five_times(own_server):
    victim = own_server.client()
    for remaining in (4, 3, 2, 1):
        body = expect.refusal(victim.login(password="wrong"), 401, "invalid_credentials")
        assert body["remaining"] == remaining and body["attempts"] == 5 - remaining and body["maxAttempts"] == 5
        assert f"You have {remaining} attempt" in body["message"]
    last = expect.refusal(victim.login(password="wrong"), 401, "invalid_credentials")
    assert last["locked"] is True and last["lockoutDuration"] == "15 minutes"
    locked = expect.refusal(victim.login(), 403, "account_locked")
    until = datetime.datetime.fromisoformat(locked["lockedUntil"].replace("Z", "+00:00"))
    ahead = (until - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
    assert 13 * 60 < ahead <= 15 * 60 + 5 and 1 <= locked["remainingMinutes"] <= 15
    admin = own_server.admin
    for identifier in ("admin", victim.address):
        reset = admin.post("/api/security/reset-lockout", json={"identifier": identifier})
        assert reset.status_code == 200 and reset.json()["success"] is True and identifier in reset.json()["message"]
    assert victim.login().status_code == 200


def test_reset_lockout_is_checked(server):
    for body, code in (({}, "missing_identifier"), ({"identifier": ""}, "missing_identifier")):
        expect.refusal(server.admin.post("/api/security/reset-lockout", json=body), 400, code)
    expect.refusal(server.admin.post("/api/security/reset-lockout", data="not json"), 400, "invalid_request")
    expect.missing_scope(server.make_token("settings:read").post("/api/security/reset-lockout", json={"identifier": "x"}), "settings:write")


def test_an_unknown_user_looks_like_a_wrong_password(server):
    unknown = expect.refusal(server.client().login(username="nobody", password="wrong"), 401)
    wrong = expect.refusal(server.client().login(password="wrong"), 401)
    assert set(unknown) == set(wrong) and unknown["error"] == wrong["error"] == "invalid_credentials"
    expect.refusal(server.client().login(username="Admin"), 401)


def test_a_change_by_cookie_needs_the_csrf_token(server):
    browser = server.signed_in()
    token = browser.session.cookies["pulse_csrf"]
    for headers in ({"X-CSRF-Token": ""}, {"X-CSRF-Token": "wrong"}, {"X-CSRF-Token": server.signed_in().session.cookies["pulse_csrf"]}):
        refused = browser.post("/api/security/tokens", json={"name": "x"}, headers=headers)
        assert refused.status_code == 403 and "CSRF token validation failed" in refused.text
        assert refused.headers["X-CSRF-Token"]
    fresh = browser.post("/api/security/tokens", json={}, headers={"X-CSRF-Token": "wrong"}).headers["X-CSRF-Token"]
    for good in (token, fresh):
        assert browser.post("/api/security/tokens", json={"scopes": ["monitoring:read"]}, headers={"X-CSRF-Token": good}).status_code == 200


def test_a_token_in_a_header_needs_none(server):
    browser = server.signed_in()
    browser.csrf = False
    answer = browser.put("/api/guests/metadata/csrf", json={"description": "by token"}, headers={"X-API-Token": server.token})
    assert answer.status_code == 200 and answer.headers["X-Auth-Method"] == "api_token"


def test_a_reader_gets_a_csrf_cookie_again(server):
    browser = server.signed_in()
    del browser.session.cookies["pulse_csrf"]
    browser.get("/api/state/summary")
    assert browser.session.cookies["pulse_csrf"]


def test_logout(server):
    browser = server.signed_in()
    kept = browser.session.cookies["pulse_session"]
    answer = browser.post("/api/logout")
    assert answer.status_code == 200 and answer.json() == {"success": True, "message": "Successfully logged out"}
    assert "pulse_session" not in browser.session.cookies
    expect.refusal(server.client().get("/api/state", headers={"Cookie": f"pulse_session={kept}"}), 401)


def test_login_replaces_the_session(server):
    browser = server.signed_in()
    first = browser.session.cookies["pulse_session"]
    assert browser.login().status_code == 200
    assert browser.session.cookies["pulse_session"] != first
    expect.refusal(server.client().get("/api/state", headers={"Cookie": f"pulse_session={first}"}), 401)


@pytest.mark.parametrize("value", ["", "x", "0" * 64, "'; DROP TABLE sessions; --", "a" * 4000])
def test_made_up_sessions(server, value):
    expect.refusal(server.client().get("/api/state", headers={"Cookie": f"pulse_session={value}"}), 401)


def change(browser, current, new):
    return browser.post("/api/security/change-password", json={"currentPassword": current, "newPassword": new})


def test_change_password(own_server):
    browser, other = own_server.signed_in(), own_server.signed_in()
    expect.refusal(change(browser, "wrong", "AnotherHorse34"), 401, "unauthorized", text="Current password is incorrect")
    expect.refusal(change(browser, "", "AnotherHorse34"), 401, "unauthorized", text="Current password required")
    expect.refusal(change(browser, PASSWORD, "elevenchars"), 400, "invalid_password", text="password must be at least 12 characters long")
    expect.refusal(change(browser, PASSWORD, "x" * 80), 400, "invalid_password")
    expect.refusal(browser.post("/api/security/change-password", data="not json"), 400, "invalid_request")
    assert own_server.client(token=own_server.token).post("/api/security/change-password", json={}).status_code in (400, 401, 403)
    answer = change(browser, PASSWORD, "AnotherHorse34")
    assert answer.status_code == 200 and answer.json()["success"] is True and answer.json().get("requiresRestart") is not True
    assert browser.get("/api/state").status_code == 200
    expect.refusal(other.get("/api/state"), 401)
    assert own_server.client().login().status_code == 401
    assert own_server.client().login(password="AnotherHorse34").status_code == 200
    own_server.restart()
    assert own_server.client().login().status_code == 401
    assert own_server.client().login(password="AnotherHorse34").status_code == 200


def test_restart_keeps_sessions_and_tokens_and_clears_lockouts(own_server):
    browser, caller, victim = own_server.signed_in(), own_server.make_token("monitoring:read"), own_server.client()
    for _ in range(5):
        victim.login(username="nobody", password="wrong")
    assert victim.login().status_code == 403
    assert own_server.stop() == 0
    own_server.start()
    assert browser.get("/api/state").status_code == 200 and browser.put("/api/guests/metadata/x", json={}).status_code == 200
    assert caller.get("/api/state").status_code == 200
    assert victim.login().status_code == 200


def test_at_most_ten_sessions(own_server):
    browsers = [own_server.signed_in() for _ in range(11)]
    assert browsers[0].get("/api/state").status_code == 401
    assert [browser.get("/api/state").status_code for browser in browsers[1:]] == [200] * 10


def test_nothing_secret_lies_about(server):
    browser = server.signed_in()
    secrets = [server.token, PASSWORD, browser.session.cookies["pulse_session"]]
    for file in [one for one in server.data.rglob("*") if one.is_file()]:
        content = file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0, f"{file.name} can be read by others"
        assert not [secret for secret in secrets if secret.encode() in content], f"{file.name} holds a secret in clear"
    assert server.data.stat().st_mode & 0o777 == 0o700
    assert not [secret for secret in secrets if secret in server.log]


def test_a_missing_recovery_token(server):
    answer = server.client().get("/api/security/recovery")
    if answer.status_code == 404 or answer.json().get("code") == "route_not_found":
        pytest.skip("recovery belongs to a later issue")
    assert answer.status_code == 403 and "Recovery endpoint requires localhost access" in answer.text
