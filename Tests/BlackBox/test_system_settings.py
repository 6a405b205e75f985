"""reporting-operations §2, for the settings that can be changed so far."""

import expect
import pytest

SETTINGS = "/api/system/settings"
UPDATE = "/api/system/settings/update"


def test_who_may(server, reader):
    for method, path in (("GET", SETTINGS), ("POST", UPDATE)):
        expect.refusal(server.client().request(method, path, json={}), 401)
        expect.refusal(reader.request(method, path, json={}), 403)
    expect.refusal(server.make_token("settings:read").post(UPDATE, json={}), 403)
    assert server.make_token("settings:read").get(SETTINGS).status_code == 200


def test_only_what_is_sent_changes(server):
    before = server.admin.get(SETTINGS).json()
    sent = {"publicURL": "https://pulse.example.org", "webhookAllowedPrivateCIDRs": " 10.0.0.0/8, 192.168.1.7 ", "theme": "dark"}
    assert server.admin.post(UPDATE, json=sent).json() == {"success": True}
    after = server.admin.get(SETTINGS).json()
    assert after["publicURL"] == sent["publicURL"] and after["theme"] == "dark"
    assert after["webhookAllowedPrivateCIDRs"] == "10.0.0.0/8,192.168.1.7/32"
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"publicURL", "theme", "webhookAllowedPrivateCIDRs"}
    assert server.admin.get("/api/config/system").json() == after
    # The whole document may come back as it was shown.
    assert server.admin.post(UPDATE, json={key: value for key, value in after.items() if key != "envOverrides"}).status_code == 200
    server.restart()
    assert server.admin.get(SETTINGS).json() == after


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pvePollingInterval": 5}, "pvePollingInterval"),
        ({"pvePollingInterval": 3601}, "pvePollingInterval"),
        ({"pvePollingInterval": "30"}, "pvePollingInterval"),
        ({"webhookAllowedPrivateCIDRs": "0.0.0.0/0"}, "webhookAllowedPrivateCIDRs"),
        ({"webhookAllowedPrivateCIDRs": "::/0"}, "webhookAllowedPrivateCIDRs"),
        ({"webhookAllowedPrivateCIDRs": "10.0.0.0/33"}, "webhookAllowedPrivateCIDRs"),
        ({"publicURL": "ftp://x"}, "publicURL"),
        ({"publicURL": "https://user:pw@example.org"}, "publicURL"),
        ({"theme": "pink"}, "theme"),
        ({"updateChannel": "beta"}, "updateChannel"),
        ({"discoveryConfig": {"bogus": 1}}, "discoveryConfig"),
    ],
)
def test_what_is_wrong_changes_nothing(server, body, field):
    before = server.admin.get(SETTINGS).json()
    refused = expect.refusal(server.admin.post(UPDATE, json={"theme": "light", **body}), 400, "validation_error")
    assert refused["details"]["field"] == field
    assert server.admin.get(SETTINGS).json() == before


def test_broken_bodies(server):
    for body in ("[]", "{", '"x"'):
        expect.refusal(server.admin.post(UPDATE, data=body, headers={"Content-Type": "application/json"}), 400, "invalid_request")
    expect.refusal(server.admin.post(UPDATE, data="x" * 70_000), (400, 413))


def test_the_environment_wins(make_server):
    server = make_server(PVE_POLLING_INTERVAL="20s").start().claim()
    shown = server.admin.get(SETTINGS).json()
    assert shown["pvePollingInterval"] == 20 and shown["envOverrides"]["pvePollingInterval"] and shown["envOverrides"]["PVE_POLLING_INTERVAL"]
    expect.refusal(server.admin.post(UPDATE, json={"pvePollingInterval": 30}), 409, "env_locked")
    assert server.admin.post(UPDATE, json={"pvePollingInterval": 20}).status_code == 200


def test_polling_changes_at_once(server, laboratory):
    body = laboratory.body()
    made = server.admin.post("/api/config/nodes", json=body)
    assert made.status_code == 201, made.text
    assert server.admin.post(UPDATE, json={"pvePollingInterval": 45}).status_code == 200
    assert server.admin.get(SETTINGS).json()["pvePollingInterval"] == 45
    assert server.admin.post(UPDATE, json={"pvePollingInterval": 10}).status_code == 200
    assert server.admin.delete(f"/api/config/nodes/{made.json()['id']}").status_code == 200
