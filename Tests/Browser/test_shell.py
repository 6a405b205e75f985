"""What surrounds every page: bars, toasts, preferences, the navigation's memory."""

import re
import time

import pytest
from alert_answers import CONFIG, HEALTH, alert, moment
from estate import open_estate
from playwright.sync_api import expect


@pytest.fixture
def shell(signed_in):
    def open_page(address="/standalone/machines", **options):
        return open_estate(signed_in, address, **options)

    return open_page


def bar(page, name):
    return page.locator(f"[data-bar={name}]")


def test_one_bar_at_a_time_and_dismissed_ones_stay_away(signed_in):
    page = signed_in("/settings/security/authentication")
    page.route("**/api/alerts/config", lambda route: route.fulfill(json=CONFIG))
    page.route("**/api/notifications/health", lambda route: route.fulfill(json=HEALTH))
    page.goto("/standalone/machines")
    expect(bar(page, "activation")).to_contain_text("Nobody is told of alerts yet.")
    expect(page.locator("[data-bar]")).to_have_count(1)
    bar(page, "activation").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
    # The page says that itself; the next in line has its turn.
    expect(bar(page, "delivery")).to_contain_text("3 notifications could not be delivered.")
    page.go_back()
    bar(page, "activation").get_by_role("button", name="Dismiss").click()
    bar(page, "delivery").get_by_role("button", name="Dismiss").click()
    expect(page.locator("[data-bar]")).to_have_count(0)
    with page.expect_response("**/api/notifications/health"):
        page.reload()
    expect(page.get_by_role("heading", name="Machines")).to_be_visible()
    expect(page.locator("[data-bar]")).to_have_count(0)


def test_toasts_fold_wait_under_the_pointer_and_leave(shell):
    page, live = shell("/settings/security/authentication")
    page.clock.install()
    toasts = page.locator(".toast")
    for _ in range(6):
        page.keyboard.press("Control+Shift+C")
    expect(toasts).to_have_count(4)
    page.get_by_role("button", name="2 more").hover()
    page.clock.run_for(20_000)
    expect(toasts).to_have_count(4)
    page.get_by_role("button", name="2 more").click()
    expect(toasts).to_have_count(6)
    page.mouse.move(5, 5)
    page.get_by_role("heading", name="Password").click()
    page.clock.run_for(6000)
    expect(toasts).to_have_count(0)


def test_alerts_that_begin_are_told_and_lead_there_unless_that_is_not_wanted(shell):
    page, live = shell("/settings/system-general")
    page.clock.install()
    one = alert("web-01", "cpu", "critical")
    live.send({"type": "alert", "data": one})
    page.clock.run_for(2000)
    expect(page.locator(".toast")).to_contain_text("Critical: web-01")
    for name in ("db-01", "git-01"):
        live.send({"type": "alert", "data": alert(name)})
    page.clock.run_for(2000)
    expect(page.locator(".toast").last).to_contain_text("2 new alerts.")
    page.clock.run_for(9000)
    expect(page.locator(".toast")).to_have_count(0)
    page.get_by_role("radiogroup", name="Tell of alerts on every page").get_by_role("radio", name="Off").click()
    live.send({"type": "alert", "data": one})
    page.clock.run_for(2000)
    expect(page.locator(".toast")).to_have_count(0)
    page.get_by_role("radiogroup", name="Tell of alerts on every page").get_by_role("radio", name="On").click()
    live.send({"type": "alert", "data": one})
    page.clock.run_for(2000)
    page.locator(".toast").get_by_role("link", name="Show").click()
    expect(page).to_have_url(re.compile(r"/alerts/overview\?(alert|resource)=vm-100"))


def test_preferences_hold_at_once_and_stay(shell):
    page, _ = shell("/settings/system-general")

    def choose(group, option):
        page.get_by_role("radiogroup", name=group).get_by_role("radio", name=option).click()

    choose("Temperature", "°F")
    choose("Letters pressed on their own", "Do nothing")
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="General")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    choose("Begin with", "Proxmox")
    page.goto("/")
    expect(page).to_have_url(re.compile("/proxmox/overview$"))
    expect(page.locator(".nodes tr[data-id]").first).to_contain_text("°F")
    page.goto("/settings/system-general")
    choose("Letters pressed on their own", "Search the page")
    page.goto("/proxmox/overview")
    expect(page.locator(".guests tr[data-id]").first).to_be_visible()
    page.evaluate("new Promise((done) => requestIdleCallback(done))")
    page.keyboard.type("mail")
    expect(page.get_by_role("combobox", name="Search guests")).to_have_value("mail")
    page.goto("/settings/system-general")
    page.get_by_role("button", name="Reset interface…").click()
    page.get_by_role("dialog").get_by_role("button", name="Reset interface").click()
    expect(page.get_by_role("radiogroup", name="Temperature").get_by_role("radio", name="°C")).to_be_checked()


def test_an_entry_leads_back_to_where_it_was_left(shell):
    page, _ = shell("/proxmox/storage?q=tank")
    navigation = page.get_by_role("navigation", name="Main")
    expect(page.locator(".storages tr[data-id]").first).to_be_visible()
    navigation.get_by_role("link", name=re.compile("Alerts")).click()
    expect(page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
    navigation.get_by_role("link", name="Proxmox").click()
    expect(page).to_have_url(re.compile(r"/proxmox/storage\?q=tank$"))
    # A second click goes to where the entry begins.
    navigation.get_by_role("link", name="Proxmox").click()
    expect(page).to_have_url(re.compile("/proxmox/overview$"))


def test_a_result_of_the_search_offers_what_can_be_done_with_it(shell):
    page, live = shell("/proxmox/overview")
    sent = []
    page.route("**/api/alerts/acknowledge", lambda route: (sent.append(route.request.post_data_json), route.fulfill(json={"success": True})))
    live.estate.facts["activeAlerts"] = [alert("web-01", resource="vm-100")]
    live.send({"type": "rawData", "data": {"activeAlerts": live.estate.facts["activeAlerts"]}})
    expect(page.get_by_role("link", name=re.compile("Alerts.*warnings: 1"))).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search everything")
    options = page.locator("#palette-list [role=option]")
    field.fill("@web-01")
    expect(options.first).to_contain_text("web-01")
    page.keyboard.press("ArrowRight")
    actions = page.get_by_role("listbox", name="Actions of web-01")
    expect(actions.get_by_role("option", name="Show its 1 alert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Results")).to_be_visible()
    page.keyboard.press("ArrowRight")
    actions.get_by_role("option", name="Acknowledge its 1 alert").click()
    expect(page.locator(".toast")).to_contain_text("acknowledged")
    assert len(sent) == 1
    # What was used is offered first, and what was told can be read again.
    page.keyboard.press("Control+k")
    expect(options.first).to_contain_text("web-01")
    field.fill("? next row")
    expect(options).to_have_count(2)
    field.fill("> messages")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Messages").get_by_role("listitem")).to_contain_text("acknowledged")


def test_a_short_address_leads_to_a_resource_and_a_key_copies_it(shell):
    page, _ = shell("/r/storage-pve1-local?detail=history")
    expect(page).to_have_url(re.compile(r"/proxmox/storage\?resource=storage-pve1-local&detail=history$"))
    expect(page.get_by_role("complementary")).to_be_visible()
    page.goto("/r/vm-9999")
    expect(page.get_by_role("heading", name="This is not watched any more")).to_be_visible()
    page.goto("/nowhere")
    page.get_by_role("button", name="Search everything").last.click()
    page.get_by_role("combobox", name="Search everything").fill("@10.0.0.17")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_contain_text("Link copied.")
    assert re.search(r"/r/system-container-117$|/r/vm-117$", page.evaluate("navigator.clipboard.readText()"))


def test_another_version_of_the_server_is_told(shell):
    page, live = shell("/standalone/machines")
    expect(page.locator(".connection")).to_have_text("Live")
    chip = page.get_by_role("button", name="New version, reload")
    expect(chip).to_have_count(0)
    live.send({"type": "rawData", "data": {"stats": {"version": "6.0.1-test"}}})
    expect(chip).to_be_visible()


def test_the_overview_shows_the_last_day_of_each_platform(shell):
    page, live = shell("/settings/security/authentication")
    old = alert("pve1", "connectivity", "critical", "pve1", "agent-pve1", minutes=590, lastSeen=moment(300 * 60))
    page.route("**/api/alerts/history?*", lambda route: route.fulfill(json=[old]))
    now = int(time.time() * 1000)
    page.route("**/api/metrics-store/history?*", lambda route: route.fulfill(json={"points": [{"timestamp": now - minute * 60_000, "value": 1} for minute in range(60)]}))
    page.goto("/")
    beats = page.get_by_role("img", name="Proxmox, last 24 hours")
    expect(beats).to_be_visible()
    # The history holds one hour: what was before is not known, but for the alert.
    expect(beats.locator(".critical")).to_have_count(13)
    expect(beats.locator(".well")).to_have_count(3)
    expect(beats.locator(".unknown")).to_have_count(44)
    expect(page.get_by_role("img", name="Storage, last 24 hours").locator(".critical")).to_have_count(0)


def test_the_overview_tells_what_happened_and_what_fills_up(shell):
    page, live = shell("/settings/security/authentication")
    happened = [
        {"id": "1", "occurredAt": moment(120), "resourceId": "vm-100", "resourceName": "web-01", "kind": "restart", "reason": "Restarted", "metadata": {"changeType": "restarted"}},
        {"id": "2", "occurredAt": moment(7200), "resourceId": "gone", "resourceName": "old-vm", "kind": "state_transition", "reason": "No longer there", "metadata": {"changeType": "resource_removed"}},
    ]
    forecasts = [
        {"resource_id": "storage-pve1-local", "resource_name": "local", "resource_type": "storage", "current_value": 91.5, "time_to_threshold": 5 * 86400, "confidence": 0.7, "trend": "increasing"},
        {"resource_id": "vm-101", "resource_name": "db-01", "resource_type": "vm", "current_value": 40, "time_to_threshold": 200 * 86400, "confidence": 0.7, "trend": "increasing"},
    ]
    page.route("**/api/resources/timeline?*", lambda route: route.fulfill(json={"recentChanges": happened}))
    page.route("**/api/ai/forecasts/overview?*", lambda route: route.fulfill(json={"forecasts": forecasts}))
    page.goto("/")
    recent = page.get_by_role("region", name="Recent").get_by_role("listitem")
    expect(recent).to_have_count(2)
    expect(recent.first).to_contain_text("Restart")
    expect(recent.first).to_contain_text("2 min ago")
    # What is not there any more leads nowhere.
    expect(recent.last.get_by_role("link")).to_have_count(0)
    filling = page.get_by_role("region", name="Forecasts").get_by_role("listitem")
    expect(filling).to_have_count(1)
    expect(filling).to_contain_text("full in 5 days")
    filling.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/proxmox/storage.resource=storage-pve1-local"))


def test_what_is_typed_before_the_palette_is_there_belongs_to_it(shell):
    page, _ = shell("/proxmox/overview")
    held = []
    page.route("**/assets/*.js", lambda route: held.append(route))
    page.keyboard.press("Control+k")
    page.keyboard.type("ga")  # Keys that would lead to the alerts.
    for route in held:
        route.continue_()
    page.unroute("**/assets/*.js")
    expect(page.get_by_role("combobox", name="Search everything")).to_have_value("ga")
    expect(page).to_have_url(re.compile("/proxmox/overview$"))
