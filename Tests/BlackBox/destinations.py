"""Where notifications go, for the tests that configure it."""

BASE = "/api/notifications"
EMAIL, APPRISE, WEBHOOKS, TEST = f"{BASE}/email", f"{BASE}/apprise", f"{BASE}/webhooks", f"{BASE}/test"
MASK = "***REDACTED***"


def allow(server, blocks):
    """Lets webhooks reach private addresses."""
    answer = server.admin.post("/api/system/settings/update", json={"webhookAllowedPrivateCIDRs": blocks})
    assert answer.status_code == 200, answer.text
    return server


def make_webhook(server, url, **fields):
    answer = server.admin.post(WEBHOOKS, json={"name": "hook", "url": url, "enabled": True, "service": "generic", **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()
