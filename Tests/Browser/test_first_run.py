"""From an unclaimed server to the first machine on the page."""

import re

from playwright.sync_api import expect


def test_first_run_to_the_first_machine(pages, fresh_server):
    pages.expect_problem("401")
    page = pages.open(fresh_server)
    page.goto("/settings/security/api")
    expect(page.get_by_role("heading", name="Welcome to Pulse")).to_be_visible()
    expect(page.get_by_text("pulse bootstrap-token", exact=True)).to_be_visible()

    token = page.get_by_label("Bootstrap token")
    token.fill("00" * 24)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("This token does not match")).to_be_visible()
    expect(token).to_have_value("00" * 24)

    # Pasted from a terminal: spaces and a line break do no harm.
    token.fill(f"  {fresh_server.bootstrap_token()} \n")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Create the administrator")).to_be_visible()
    expect(page.get_by_label("User name")).to_have_value("admin")

    # An own password that is too short is refused in the page, without a request.
    calls = []
    page.on("request", lambda request: calls.append(request.url) if request.method == "POST" else None)
    page.get_by_role("radio", name="My own").click()
    page.get_by_label("New password").fill("elevenchars")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("At least 12 characters, please.")).to_be_visible()
    assert calls == []

    page.get_by_role("radio", name="Generated").click()
    password = page.get_by_test_id("generated-password").inner_text()
    assert re.fullmatch(r"[A-Za-z0-9]{20}", password)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Pulse is yours")).to_be_visible()
    page.get_by_role("button", name="Show API token").click()
    api_token = page.get_by_test_id("secret-api-token").inner_text()
    assert fresh_server.call("GET", "/api/state", headers={"X-API-Token": api_token})[0] == 200
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert password not in kept and api_token not in kept

    go = page.get_by_role("button", name="Show my machine")
    expect(go).to_be_disabled()
    page.get_by_label("I have saved them").check()
    go.click()

    # This machine is live within a minute.
    row = page.locator("tr[data-id]").first
    expect(row).to_be_visible(timeout=60_000)
    expect(row.locator(".cell-cpu .meter-value")).to_have_text(re.compile(r"\d"), timeout=60_000)
    expect(row.locator(".cell-memory .meter-value")).to_have_text(re.compile(r"\d"))
    expect(page).to_have_title("Machines · Pulse")

    # Everything is gone from memory after a reload: the application, not the set-up, comes up.
    page.reload()
    expect(page.get_by_role("heading", name="Machines")).to_be_visible()
    assert password not in page.content()
