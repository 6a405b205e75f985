"""API tokens: create, use, revoke."""

import re

from playwright.sync_api import expect


def test_create_use_and_revoke(signed_in, server, pages):
    page = signed_in("/settings/security/api")
    expect(page.get_by_role("row", name=re.compile("Primary token"))).to_contain_text("Full access")
    page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog", name="New API token")

    # Nothing is preselected: a token never gets more than was asked for.
    dialog.get_by_role("button", name="Create token").click()
    expect(dialog.get_by_text("A name is needed")).to_be_visible()
    dialog.get_by_label("Name").fill("<b>kitchen</b>")
    dialog.get_by_role("button", name="Full access").click()
    dialog.get_by_role("button", name="Create token").click()
    expect(dialog.get_by_text("Please confirm full access.")).to_be_visible()
    dialog.get_by_role("button", name="Dashboard").click()
    expect(dialog.get_by_text("Can see machines, metrics and alerts. Nothing else.")).to_be_visible()
    dialog.get_by_role("radio", name="30 days").click()
    dialog.get_by_role("button", name="Create token").click()

    created = page.get_by_role("dialog", name="Token created")
    raw = created.get_by_test_id("new-token").inner_text()
    assert re.fullmatch(r"[0-9a-f]{64}", raw)
    assert server.call("GET", "/api/resources?limit=1", headers={"X-API-Token": raw})[0] == 200
    assert server.call("GET", "/api/security/tokens", headers={"X-API-Token": raw})[0] == 403

    # Closing without a copy is asked once.
    created.get_by_role("button", name="Done").click()
    expect(created.get_by_text("You have not copied the token.")).to_be_visible()
    created.get_by_role("button", name="Close without copying").click()
    assert raw not in page.content()

    row = page.get_by_role("row", name=re.compile("kitchen"))
    expect(row).to_contain_text("<b>kitchen</b>")
    expect(row).to_contain_text(f"{raw[:6]}…{raw[-4:]}")
    expect(row).to_contain_text("monitoring:read")
    row.get_by_role("button", name=re.compile("Revoke")).click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Revoke token").click()
    expect(row).to_be_hidden()
    expect(page.get_by_text("is revoked.")).to_be_visible()
    assert server.call("GET", "/api/resources?limit=1", headers={"X-API-Token": raw})[0] == 401
