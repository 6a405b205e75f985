"""auth-security §3, §4, §7, items 1–6, 12, 15, 21–25: who is let in, and as what."""

import http.client
import secrets

import expect
import pytest
from server import PASSWORD

PUBLIC_STATUS = {"detailLevel", "hasAuthentication", "requiresAuth", "ssoEnabled", "hideLocalLogin", "presentationPolicy"}


def test_nothing_is_refused_without_a_dialog(server):
    answer = server.client().get("/api/state")
    assert expect.refusal(answer, 401)["error"] == "Authentication required"
    assert "Basic" not in answer.headers.get("WWW-Authenticate", "")


def test_tokens_in_both_headers(server, reader):
    by_header = reader.get("/api/state")
    assert by_header.status_code == 200 and by_header.headers["X-Auth-Method"] == "api_token"
    assert by_header.headers["X-Authenticated-User"]
    for scheme in ("Bearer", "bEaReR", "bearer"):
        bearer = server.client().get("/api/state", headers={"authorization": f"{scheme} {reader.token}"})
        assert bearer.status_code == 200 and bearer.headers["X-Auth-Method"] == "api_token"


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Bearer nonsense", "Token x", "Basic !!!", "Basic bm9jb2xvbg=="])
def test_broken_authorization(server, value):
    expect.refusal(server.client().get("/api/state", headers={"Authorization": value}), 401)


def test_no_token_in_the_address(server, reader):
    expect.refusal(server.client().get(f"/api/state?token={reader.token}"), 401)


def test_a_wrong_token_is_not_forgiven_for_a_cookie(server):
    browser = server.signed_in()
    assert browser.get("/api/state").status_code == 200
    refused = browser.get("/api/state", headers={"X-API-Token": "nonsense"})
    assert expect.refusal(refused, 401)["error"] == "Invalid API token"


def test_scopes_do_not_imply_each_other(server, reader):
    expect.missing_scope(reader.get("/api/security/tokens"), "settings:read")
    expect.missing_scope(reader.get("/api/config/system"), "settings:read")
    expect.missing_scope(server.make_token("settings:write").get("/api/security/tokens"), "settings:read")
    expect.missing_scope(server.make_token("monitoring:write").get("/api/state"), "monitoring:read")


def cookie(answer, name):
    """The attributes of a cookie that the answer sets, in lower case."""
    lines = answer.raw.headers.getlist("Set-Cookie")
    line = next((line for line in lines if line.startswith(f"{name}=")), None)
    assert line, f"{name} is not set: {lines}"
    return {part.strip().split("=")[0].lower(): part.strip().partition("=")[2] for part in line.split(";")}


def test_cookies_over_http(server):
    answer = server.client().login()
    assert answer.status_code == 200 and answer.json() == {"success": True, "message": "Successfully logged in"}
    session = cookie(answer, "pulse_session")
    assert "httponly" in session and session["samesite"] == "Lax" and session["path"] == "/" and session["max-age"] == "86400"
    assert "secure" not in session and len(session["pulse_session"]) == 64
    csrf = cookie(answer, "pulse_csrf")
    assert "httponly" not in csrf and csrf["samesite"] == "Lax" and csrf["max-age"] == "86400"


def test_cookies_that_remember(server):
    assert cookie(server.client().login(rememberMe=True), "pulse_session")["max-age"] == "2592000"


def test_cookies_over_https(server):
    caller = server.client()
    answer = caller.post("/api/login", json={"username": "admin", "password": PASSWORD}, headers={"X-Forwarded-Proto": "https"})
    session = cookie(answer, "__Host-pulse_session")
    assert "secure" in session and session["path"] == "/" and "domain" not in session
    plain = {"Cookie": f"pulse_session={session['__host-pulse_session']}"}
    assert server.client().get("/api/state", headers={**plain, "X-Forwarded-Proto": "https"}).status_code == 401
    good = {"Cookie": f"__Host-pulse_session={session['__host-pulse_session']}", "X-Forwarded-Proto": "https"}
    assert server.client().get("/api/state", headers=good).status_code == 200


def test_basic(server):
    answer = server.client().session.get(server.base + "/api/state", auth=("admin", PASSWORD), headers={"X-Forwarded-For": "198.51.100.20"}, timeout=10)
    assert answer.status_code == 200 and answer.headers["X-Auth-Method"] == "basic"
    assert "Set-Cookie" not in answer.headers


def test_status_at_three_levels(server, reader):
    public = server.client().get("/api/security/status").json()
    assert public["detailLevel"] == "public" and set(public) - {"ssoProviders"} == PUBLIC_STATUS
    assert public["hasAuthentication"] is True and public["requiresAuth"] is True
    for wrong in ({"X-API-Token": "nonsense"}, {"Cookie": "pulse_session=" + "0" * 64}):
        assert server.client().get("/api/security/status", headers=wrong).json()["detailLevel"] == "public"
    known = reader.get("/api/security/status").json()
    assert known["detailLevel"] == "authenticated" and known["tokenScopes"] == ["monitoring:read"]
    assert known["settingsCapabilities"]["apiAccessRead"] is False
    assert "clientIP" not in known and "apiTokenHint" not in known
    full = server.make_token("settings:read").get("/api/security/status").json()
    assert full["detailLevel"] == "privileged" and full["apiTokenConfigured"] is True and full["authUsername"] == "admin"
    assert full["settingsCapabilities"]["apiAccessRead"] is True and full["settingsCapabilities"]["apiAccessWrite"] is False
    assert server.client().post("/api/security/status").status_code == 405


def test_status_of_a_session(server):
    status = server.signed_in().get("/api/security/status").json()
    assert status["detailLevel"] == "privileged" and all(status["settingsCapabilities"][key] for key in ("apiAccessRead", "apiAccessWrite", "authenticationWrite"))


def test_validate_token(server):
    writer = server.make_token("settings:write")
    for body in ({}, {"token": ""}):
        answer = writer.post("/api/security/validate-token", json=body)
        assert answer.status_code == 400 and answer.json() == {**answer.json(), "valid": False, "message": "Token is required"}
    unknown = writer.post("/api/security/validate-token", json={"token": "nonsense"})
    assert unknown.status_code == 200 and unknown.json()["valid"] is False
    known = writer.post("/api/security/validate-token", json={"token": server.token}).json()
    assert known["valid"] is True and known["message"] == "Token is valid"
    expect.missing_scope(server.make_token("monitoring:read").post("/api/security/validate-token", json={"token": "x"}), "settings:write")


@pytest.mark.parametrize("path", ["/api/../etc/passwd", "/api/%2e%2e/x", "/api/state/../../x", "/..%2f..%2fetc/passwd", "/assets/../../../etc/passwd"])
def test_paths_that_climb(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers={"X-Forwarded-For": "198.51.100.30", "X-API-Token": server.token})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status in (400, 401, 404) and b"root:" not in body


def test_eleven_logins_in_a_minute(server):
    caller = server.client()
    for _ in range(10):
        assert caller.post("/api/login", data="not json").status_code == 400
    limited = caller.post("/api/login", data="not json")
    assert limited.status_code == 429
    assert int(limited.headers["Retry-After"]) >= 1
    assert limited.headers["X-RateLimit-Limit"] == "10" and limited.headers["X-RateLimit-Remaining"] == "0"
    assert expect.TIMESTAMP.match(limited.headers["X-RateLimit-Reset"])
    assert "Rate limit exceeded" in limited.text
    assert server.client().post("/api/login", data="not json").status_code == 400


def test_loopback_is_not_limited(server):
    direct = server.client(address=None)
    assert {direct.post("/api/login", data="not json").status_code for _ in range(15)} == {400}


def test_a_forged_address_counts_as_the_peer(make_server):
    server = make_server(PULSE_TRUSTED_PROXY_CIDRS="").start().claim()
    for attempt in range(5):
        wrong = server.client(address=f"1.2.3.{attempt}").login(password="wrong")
        assert wrong.status_code == 401
    expect.refusal(server.client(address="1.2.3.200").login(), 403, "account_locked")


@pytest.mark.parametrize("networks", ["0.0.0.0/0", "::/0", "127.0.0.1/32, 0.0.0.0/0"])
def test_trusting_everybody_is_refused(make_server, networks):
    server = make_server(PULSE_TRUSTED_PROXY_CIDRS=networks).launch()
    assert server.wait_for_exit() != 0
    assert "/0 would trust every address" in server.log


def test_the_nearest_untrusted_address_counts(server):
    """The left of X-Forwarded-For is what the caller claims; the right is what the trusted proxy saw."""
    status = server.admin.get("/api/security/status", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.40"}).json()
    assert status["clientIP"] == "198.51.100.40"


def cors(server, origin):
    return server.client().get("/api/health", headers={"Origin": origin}).headers


def test_other_origins(make_server):
    closed = make_server().start()
    assert "Access-Control-Allow-Origin" not in cors(closed, "https://a.example")
    listed = make_server(ALLOWED_ORIGINS="https://a.example,https://b.example").start()
    headers = cors(listed, "https://b.example")
    assert headers["Access-Control-Allow-Origin"] == "https://b.example" and headers["Access-Control-Allow-Credentials"] == "true"
    assert "Origin" in headers["Vary"]
    for other in ("https://c.example", "https://a.example.evil", "http://a.example", "null"):
        assert "Access-Control-Allow-Origin" not in cors(listed, other)
    preflight = listed.client().request("OPTIONS", "/api/state", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "PUT"})
    assert preflight.status_code == 200 and preflight.content == b"" and "PUT" in preflight.headers["Access-Control-Allow-Methods"]
    everyone = make_server(ALLOWED_ORIGINS="*").start()
    headers = cors(everyone, "https://any.example")
    assert headers["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in headers


def test_demo_mode(make_server):
    server = make_server().start().claim()
    server.stop()
    server.environment["DEMO_MODE"] = "true"
    server.start()
    assert server.admin.get("/api/state").headers["X-Demo-Mode"] == "true"
    refused = expect.refusal(server.admin.put("/api/guests/metadata/a", json={}), 403)
    assert refused["error"] == "Demo mode enabled"
    assert server.client().login().status_code == 200


@pytest.mark.parametrize("configured", [{}, {"PROXY_AUTH_ROLE_HEADER": "X-Roles"}])
def test_a_proxy_that_signs_in(make_server, configured):
    secret = secrets.token_hex(8)
    server = make_server(PROXY_AUTH_SECRET=secret, PROXY_AUTH_USER_HEADER="X-User", **configured).start()

    def call(method="GET", path="/api/security/tokens", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return server.client().request(method, path, headers=named, json={} if method == "POST" else None)

    assert call(X_Proxy_Secret="wrong", X_User="jane").status_code == 401
    assert call(X_Proxy_Secret=secret).status_code == 401
    state = call(path="/api/state", X_Proxy_Secret=secret, X_User="jane")
    assert state.status_code == 200 and state.headers["X-Auth-Method"] == "proxy" and state.headers["X-Authenticated-User"] == "jane"
    role = {} if not configured else {"X_Roles": "viewer|admin"}
    assert call(X_Proxy_Secret=secret, X_User="jane", **role).status_code == 200
    if configured:
        for wrong in ({"X_Roles": "Admin"}, {"X_Roles": "administrator"}, {}):
            assert call(X_Proxy_Secret=secret, X_User="jane", **wrong).status_code == 403
    crossed = call("POST", X_Proxy_Secret=secret, X_User="jane", Origin="https://evil.example", **role)
    assert crossed.status_code == 403 and "CSRF origin validation failed" in crossed.text
