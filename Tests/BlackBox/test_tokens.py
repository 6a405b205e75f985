"""auth-security §10 tokens, items 8–11."""

import re

import expect
import pytest


def make(caller, **body):
    return caller.post("/api/security/tokens", json=body)


def test_a_new_token(server):
    answer = make(server.admin, name="Wall display", scopes=["monitoring:read"], expiresIn="720h").json()
    record = answer["record"]
    assert re.match(r"^[0-9a-f]{64}$", answer["token"])
    assert record["name"] == "Wall display" and record["scopes"] == ["monitoring:read"]
    assert answer["token"].startswith(record["prefix"]) and answer["token"].endswith(record["suffix"])
    assert len(record["prefix"]) == 6 and len(record["suffix"]) == 4
    assert expect.TIMESTAMP.match(record["createdAt"]) and expect.TIMESTAMP.match(record["expiresAt"])
    assert server.client(token=answer["token"]).get("/api/state").status_code == 200
    listed = server.admin.get("/api/security/tokens")
    found = next(one for one in listed.json()["tokens"] if one["id"] == record["id"])
    assert found["name"] == "Wall display" and expect.TIMESTAMP.match(found["lastUsedAt"])
    assert answer["token"] not in listed.text and "hash" not in listed.text


def test_defaults(server):
    for options in ({"json": {}}, {"data": ""}, {}):
        record = server.admin.post("/api/security/tokens", **options).json()["record"]
        assert record["name"] == "API token" and record["scopes"] == ["*"] and "expiresAt" not in record


def test_newest_first(server):
    identities = [make(server.admin, name=f"n{index}").json()["record"]["id"] for index in range(3)]
    listed = [one["id"] for one in server.admin.get("/api/security/tokens").json()["tokens"]]
    assert listed[:3] == identities[::-1]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"scopes": []}, "select at least one scope or omit the field for full access"),
        ({"scopes": [""]}, "scope identifiers cannot be blank"),
        ({"scopes": ["*", "monitoring:read"]}, "wildcard '*' cannot be combined with other scopes"),
        ({"scopes": ["nope"]}, 'unknown scope "nope"'),
        ({"expiresIn": "10s"}, "Token expiration must be at least 1 minute"),
        ({"expiresIn": "soon"}, "Invalid expiresIn duration"),
        ({"scopes": "monitoring:read"}, "Invalid request body"),
        ({"name": 5}, "Invalid request body"),
        ([], "Invalid request body"),
    ],
)
def test_what_is_refused(server, body, text):
    before = len(server.admin.get("/api/security/tokens").json()["tokens"])
    expect.refusal(server.admin.post("/api/security/tokens", json=body), 400, text=text)
    assert len(server.admin.get("/api/security/tokens").json()["tokens"]) == before


def test_old_scope_names(server):
    assert make(server.admin, scopes=["host-agent:report"]).json()["record"]["scopes"] == ["agent:report"]


def test_nobody_grants_or_deletes_what_he_does_not_hold(server):
    limited = server.make_token("settings:write", "settings:read")
    expect.refusal(make(limited, scopes=["ai:execute"]), 403, text='Cannot grant scope "ai:execute": your token does not have this scope')
    expect.refusal(make(limited), 403, text="Cannot grant scope")
    assert make(limited, scopes=["settings:read"]).status_code == 200
    strong = make(server.admin).json()["record"]["id"]
    expect.refusal(limited.delete(f"/api/security/tokens/{strong}"), 403, text='Cannot delete token with scope "*"')
    assert strong in [one["id"] for one in server.admin.get("/api/security/tokens").json()["tokens"]]


def test_delete(server):
    caller = server.make_token("monitoring:read")
    assert caller.get("/api/state").status_code == 200
    assert server.admin.delete(f"/api/security/tokens/{caller.token_id}").status_code == 204
    assert expect.refusal(caller.get("/api/state"), 401)["error"] == "Invalid API token"
    expect.refusal(server.admin.delete(f"/api/security/tokens/{caller.token_id}"), 404, text="Token not found")
    for odd in ("no-such", "%00", "'%20OR%201=1--", "x" * 500):
        expect.refusal(server.admin.delete(f"/api/security/tokens/{odd}"), (400, 404))


def test_regenerate_replaces_the_primary_only(own_server):
    other = own_server.make_token("*")
    answer = other.post("/api/security/regenerate-token").json()
    assert answer["success"] is True and re.match(r"^[0-9a-f]{64}$", answer["token"]) and answer["requiresRestart"] is False
    assert own_server.client(token=answer["token"]).get("/api/state").status_code == 200
    assert own_server.admin.get("/api/state").status_code == 401
    assert other.get("/api/state").status_code == 200
