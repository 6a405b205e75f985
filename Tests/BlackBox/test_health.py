"""state-and-websocket §1.1–1.4, §8 items 1–4; reporting-operations 21: what answers without credentials."""

import re
import time

import expect
import pytest


@pytest.fixture(scope="module")
def anyone(server):
    return server.client()


def test_health(anyone):
    answer = anyone.get("/api/health")
    body = answer.json()
    assert answer.status_code == 200
    assert body["status"] == "healthy"
    assert isinstance(body["timestamp"], int) and abs(body["timestamp"] - time.time()) < 5
    assert isinstance(body["uptime"], (int, float)) and body["uptime"] >= 0
    assert body["devModeSSH"] is False
    assert body["dependencies"]["monitor"] is True
    assert set(body["dependencies"]) >= {"monitor", "scheduler", "websocket"}


@pytest.mark.parametrize("path", ["/api/health", "/api/version", "/api/server/info"])
def test_head_and_other_methods(anyone, path):
    head = anyone.request("HEAD", path)
    assert head.status_code == 200 and head.content == b""
    for method in ("POST", "PUT", "DELETE"):
        refused = anyone.request(method, path)
        assert refused.status_code == 405
        assert "GET" in refused.headers["Allow"]


def test_version(anyone, server):
    body = anyone.get("/api/version").json()
    assert {"version", "buildTime", "channel", "deploymentType", "updateAvailable", "latestVersion"} <= set(body)
    assert re.match(r"^\d+\.\d+\.\d+", body["version"])
    assert all(isinstance(body[key], bool) for key in ("updateAvailable", "isDocker", "isSourceBuild", "isDevelopment", "containerized"))
    assert body["channel"] in ("stable", "rc")
    assert body["runtime"].startswith("swift")
    assert server.command("version").stdout.count(body["version"]) == 1


def test_server_info(anyone):
    body = anyone.get("/api/server/info").json()
    assert set(body) == {"isDevelopment", "version"}
    assert isinstance(body["isDevelopment"], bool) and body["version"]


def test_every_answer_can_be_traced(anyone):
    made = anyone.get("/api/health")
    assert made.headers["Cache-Control"] == "no-store"
    assert re.match(r"^[0-9a-fA-F-]{36}$", made.headers["X-Request-ID"])
    assert anyone.get("/api/health", headers={"X-Request-ID": "abc-1_2.3:4"}).headers["X-Request-ID"] == "abc-1_2.3:4"
    for bad in ("x" * 129, "a b", "a/b"):
        assert anyone.get("/api/health", headers={"X-Request-ID": bad}).headers["X-Request-ID"] != bad


def test_security_headers(anyone):
    headers = anyone.get("/api/health").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Strict-Transport-Security" not in headers
    secure = anyone.get("/api/health", headers={"X-Forwarded-Proto": "https"}).headers
    assert "max-age=" in secure["Strict-Transport-Security"]


def test_unknown_routes(server, anyone):
    expect.refusal(server.admin.get("/api/no-such-route"), 404, "route_not_found")
    expect.refusal(anyone.get("/api/no-such-route"), 401)


def test_the_description_of_the_api(server):
    document = server.admin.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    paths = document["paths"]
    expected = ["/api/health", "/api/state", "/api/resources/{id}", "/api/security/tokens", "/api/metrics-store/history", "/api/guests/metadata/{guestId}"]
    generic = {re.sub(r"\{[^}]*\}", "{}", path) for path in paths}
    assert {re.sub(r"\{[^}]*\}", "{}", path) for path in expected} <= generic
    for path, methods in paths.items():
        for method, operation in methods.items():
            assert operation.get("summary") or operation.get("description"), f"{method} {path} is not described"
            assert operation["responses"], f"{method} {path} names no answer"
