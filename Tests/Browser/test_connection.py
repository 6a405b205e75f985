"""Losing the server and getting it back."""

import re

from playwright.sync_api import expect
from pulse_server import sign_in


def test_offline_banner_and_recovery_without_a_reload(pages, own_server):
    for text in ("ERR_CONNECTION_REFUSED", "WebSocket", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE"):
        pages.expect_problem(text)
    page = pages.open(own_server)
    page.goto("/standalone/machines")
    sign_in(page)
    row = page.locator("tr[data-id]").first
    expect(row.locator(".cell-cpu .meter-value")).to_have_text(re.compile(r"\d"), timeout=60_000)
    page.evaluate("window.neverReloaded = true")

    own_server.kill()
    banner = page.get_by_test_id("offline-banner")
    expect(banner).to_be_visible(timeout=35_000)
    expect(banner).to_contain_text(re.compile(r"Showing data from \d+:\d\d"))
    expect(banner).to_contain_text(re.compile(r"Next try in \d+ s|Trying"))
    expect(row).to_be_visible()
    page.get_by_role("combobox", name="Search machines").fill("nothing at all")
    expect(page.get_by_text("No machine matches")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()

    own_server.start()
    expect(banner).to_be_hidden(timeout=45_000)
    expect(page.locator(".connection")).to_have_text("Live")
    expect(page.locator("tr[data-id]")).to_have_count(1)
    assert page.evaluate("window.neverReloaded")
