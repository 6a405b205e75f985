"""setup-bootstrap §1–3, items 1–7; reporting-operations 23: claiming a fresh server."""

import concurrent.futures
import json
import re
import secrets

import expect
import pytest
from server import PASSWORD, ClaimedServer

TAIL = "Docker: docker exec <container> /app/pulse bootstrap-token\nBare metal: pulse bootstrap-token"
# "CorrectHorse12" by crypt(3), with a work factor that keeps the tests short.
BCRYPT = "$2b$05$KBCwKxOzLha2MUiKjSxzZO0s3jbCmM/7R54vC7f/JjQ0u3ilTMXX."


def setup(caller, token=None, **fields):
    body = {"username": "admin", "password": PASSWORD, "apiToken": secrets.token_hex(32), **fields}
    return caller.post("/api/security/quick-setup", json=body, headers={"X-Setup-Token": token} if token else {})


def test_the_token_file(fresh_server):
    path = fresh_server.data / ".bootstrap_token"
    token = fresh_server.bootstrap_token()
    stored = json.loads(path.read_text())
    assert path.stat().st_mode & 0o777 == 0o600 and token not in path.read_text() and token not in fresh_server.log
    assert stored["version"] == 2 and re.match(r"^[0-9a-f]{64}$", stored["token_hash"])
    shown = fresh_server.command("bootstrap-token")
    assert f"File: {path}" in shown.stdout
    assert "bootstrap-token" in fresh_server.log, "the log names the command"
    fresh_server.restart()
    assert fresh_server.bootstrap_token() == token
    fresh_server.claim()
    assert not path.exists()
    gone = fresh_server.command("bootstrap-token")
    assert gone.returncode == 1 and "NO BOOTSTRAP TOKEN FOUND" in gone.stdout + gone.stderr
    fresh_server.restart()
    assert not path.exists()


def test_no_token_without_a_server(make_server):
    result = make_server().command("bootstrap-token")
    assert result.returncode == 1 and "NO BOOTSTRAP TOKEN FOUND" in result.stdout + result.stderr


@pytest.mark.parametrize("kind", ["plain", "bcrypt"])
def test_setup_by_environment(make_server, kind):
    password = PASSWORD if kind == "plain" else BCRYPT
    server = make_server(PULSE_AUTH_USER="jane", PULSE_AUTH_PASS=password)
    server.data.mkdir(mode=0o700)
    (server.data / ".bootstrap_token").write_text("0" * 48)
    server.start()
    assert not (server.data / ".bootstrap_token").exists()
    assert server.client().get("/api/security/status").json()["hasAuthentication"] is True
    assert server.client().login(username="jane").status_code == 200
    assert server.client().login(username="jane", password="wrong").status_code == 401
    assert server.command("bootstrap-token").returncode == 1


def test_only_the_set_up_flow_answers(fresh_server):
    status = fresh_server.client().get("/api/security/status").json()
    assert status["hasAuthentication"] is False and status["detailLevel"] == "public"
    assert fresh_server.client().get("/api/health").status_code == 200
    for path in ("/api/state", "/api/resources", "/api/security/tokens", "/api/config", "/api/guests/metadata", "/api/charts"):
        expect.refusal(fresh_server.client().get(path), 401)
    expect.refusal(fresh_server.client().put("/api/guests/metadata/a", json={"description": "x"}), 401)
    expect.refusal(fresh_server.client().login(), (400, 401, 403, 503))


def test_validate_bootstrap_token(fresh_server):
    token = fresh_server.bootstrap_token()
    path = "/api/security/validate-bootstrap-token"
    by_header = fresh_server.client().post(path, headers={"X-Setup-Token": token})
    assert by_header.status_code == 204 and by_header.content == b""
    assert fresh_server.client().post(path, json={"token": token}).status_code == 204
    expect.plain(fresh_server.client().post(path, json={"token": "0" * 48}), 401, "Invalid bootstrap setup token")
    expect.plain(fresh_server.client().post(path, json={}), 400, "Bootstrap token is required")
    expect.plain(fresh_server.client().post(path, data="nope"), 400, "Invalid request payload")
    assert fresh_server.client().get(path).status_code in (401, 405)
    caller = fresh_server.client()
    for _ in range(10):
        caller.post(path, json={"token": "wrong"})
    limited = caller.post(path, json={"token": token})
    assert limited.status_code == 429 and int(limited.headers["Retry-After"]) >= 1
    fresh_server.claim()
    after = fresh_server.client().post(path, json={"token": token})
    expect.plain(after, 409, "Bootstrap token unavailable. Reload the page or restart Pulse.")


def test_set_up_needs_the_token(fresh_server):
    outside = setup(fresh_server.client())
    expect.plain(outside, 403, "Initial security setup requires the bootstrap token when accessed outside localhost. Retrieve it from the host:\n\n" + TAIL)
    loopback = setup(fresh_server.client(address=None))
    expect.plain(loopback, 401, "Bootstrap setup token required. Retrieve it from the host:\n\n" + TAIL)
    wrong = setup(fresh_server.client(), token="0" * 48)
    expect.plain(wrong, 401, "Invalid bootstrap setup token. Retrieve the correct token from the host:\n\n" + TAIL)
    assert fresh_server.client().get("/api/security/status").json()["hasAuthentication"] is False


@pytest.fixture(scope="module")
def unclaimed(tmp_path_factory):
    server = ClaimedServer(tmp_path_factory.mktemp("unclaimed") / "data").start()
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"password": "elevenchars"}, "password must be at least 12 characters long"),
        ({"username": " admin"}, "username must not begin or end with whitespace"),
        ({"username": "a/b"}, "username may contain only letters, numbers, periods, underscores, hyphens, plus signs, and @"),
        ({"username": "a" * 129}, "username must be at most 128 characters"),
    ],
)
def test_fields_that_are_refused(unclaimed, fields, text):
    expect.plain(setup(unclaimed.client(), token=unclaimed.bootstrap_token(), **fields), 400, text)
    assert unclaimed.client().get("/api/security/status").json()["hasAuthentication"] is False


@pytest.mark.parametrize("options", [{"json": {"username": "", "password": ""}}, {"data": "nope"}, {"json": []}, {"json": {"username": 5, "password": PASSWORD}}])
def test_bodies_that_are_refused(unclaimed, options):
    answer = unclaimed.client().post("/api/security/quick-setup", headers={"X-Setup-Token": unclaimed.bootstrap_token()}, **options)
    assert answer.status_code == 400, answer.text


def test_a_long_password_is_refused_or_works(fresh_server):
    answer = setup(fresh_server.client(), token=fresh_server.bootstrap_token(), password="x" * 80)
    assert answer.status_code == 400


def test_set_up(fresh_server):
    token, mine = fresh_server.bootstrap_token(), secrets.token_hex(32)
    browser = fresh_server.client()
    answer = setup(browser, username="jane.doe+x@example.com", apiToken=mine, setupToken=token)
    body = answer.json()
    assert answer.status_code == 200 and body["success"] is True and body["requiresManualRestart"] is False
    assert body["method"] in ("docker", "systemd-nonroot", "systemd-root", "manual") and body["message"]
    assert browser.get("/api/security/tokens").status_code == 200, "the cookies of the answer sign in"
    assert browser.put("/api/guests/metadata/a", json={"description": "x"}).status_code == 200
    assert fresh_server.client(token=mine).get("/api/state").status_code == 200
    primary = [one for one in browser.get("/api/security/tokens").json()["tokens"] if one["prefix"] == mine[:6]]
    assert primary[0]["name"] == "Primary token" and primary[0]["scopes"] == ["*"]
    expect.plain(setup(fresh_server.client(), token=token), 401, "Authentication required to modify existing security settings")
    skipped = setup(browser).json()
    assert skipped["success"] is True and skipped["skipped"] is True
    extra = browser.post("/api/security/tokens", json={"scopes": ["monitoring:read"]}).json()["token"]
    forced = setup(browser, username="jane.doe+x@example.com", password="AnotherHorse34", force=True)
    assert forced.status_code == 200 and forced.json().get("skipped") is not True
    assert fresh_server.client().login(username="jane.doe+x@example.com", password="AnotherHorse34").status_code == 200
    assert fresh_server.client(token=extra).get("/api/state").status_code == 200


def test_the_api_token_may_be_left_out(fresh_server):
    body = {"username": "admin", "password": PASSWORD}
    answer = fresh_server.client().post("/api/security/quick-setup", json=body, headers={"X-Setup-Token": fresh_server.bootstrap_token()})
    assert answer.status_code == 200 and answer.json()["success"] is True
    assert fresh_server.client().login().status_code == 200


def test_two_at_once(fresh_server):
    token = fresh_server.bootstrap_token()
    callers = [fresh_server.client() for _ in range(4)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda caller: setup(caller, token=token, username=f"u{id(caller)}"), callers))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
