"""Alerts: what is active, its history, and where notices go. A server that does these things by itself is asked itself; the rest is scripted."""

import re

import pytest
from alert_answers import AlertAnswers, alert, moment, save
from playwright.sync_api import expect
from test_accessibility import SIZES, sideways, violations

NONE = {"activeAlerts": [], "recentlyResolved": []}


def row(page, name):
    return page.get_by_role("row", name=re.compile(name))


def test_the_list_groups_cascades_and_shows_numbers_only_for_measured_values(alerts):
    page, _ = alerts()
    groups = page.locator(".group-row")
    expect(groups.first).to_contain_text("pve2")
    expect(groups.first).to_contain_text("1 critical, 3 warnings")
    expect(page.locator("tr[data-id='vm-100::metric-threshold:cpu'] .cell-value")).to_have_text("96.4 %/ 80 %")
    expect(page.locator("tr[data-id='agent-pve2::agent-pve2-connectivity'] .cell-value")).to_have_text("—")
    expect(page.locator(".over").filter(has_text="CPU").first).to_be_visible()
    expect(row(page, "Storage usage at 88")).to_contain_text("held by quiet hours")
    expect(row(page, "VM disk at 91%")).to_contain_text("flapping: notices pause")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("Alerts"))
    expect(link).to_contain_text("critical: 2")
    expect(link).to_contain_text("warnings: 4")
    expect(page).to_have_title(re.compile(r"^\(2\) Alerts"))
    assert page.locator("link[rel=icon]").get_attribute("href").startswith("data:image/svg")
    page.get_by_role("radio", name="Flat list").click()
    expect(groups).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Critical")).click()
    expect(page.locator("tr[data-id]")).to_have_count(2)
    assert "severity=critical" in page.url


def test_acknowledge_drops_the_badge_at_once_and_can_be_undone(alerts):
    page, answers = alerts("/alerts/overview?group=none")
    link = page.get_by_role("navigation", name="Alerts").get_by_role("link", name=re.compile("Active"))
    expect(link).to_contain_text("6")
    page.get_by_role("button", name="Acknowledge db-01: Disk").click()
    expect(link).to_contain_text("5")
    with page.expect_response("**/api/alerts/unacknowledge"):
        page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(link).to_contain_text("6")
    assert [(path, body["alertIdentifier"]) for _, path, body in answers.sent] == [("acknowledge", "vm-101::metric-threshold:disk"), ("unacknowledge", "vm-101::metric-threshold:disk")]


def test_a_refused_acknowledgement_returns_with_its_reason(alerts, pages):
    pages.expect_problem("status of 404")
    page, answers = alerts("/alerts/overview?group=none")
    answers.failures[("POST", "acknowledge")] = (404, {"error": "alert_not_found", "message": "This alert is no longer known."})
    page.get_by_role("button", name="Acknowledge db-01: Disk").click()
    expect(page.get_by_role("alert")).to_contain_text("db-01: This alert is no longer known.")
    expect(page.get_by_role("button", name="Acknowledge db-01: Disk")).to_be_visible()


def test_acknowledge_all_acts_on_what_is_shown_only(alerts):
    page, answers = alerts("/alerts/overview?node=pve2")
    page.get_by_role("button", name="Acknowledge 4 shown").click()
    expect(page.get_by_text("4 alerts acknowledged.")).to_be_visible()
    method, path, body = answers.sent[-1]
    assert path == "bulk/acknowledge" and len(body["alertIdentifiers"]) == 4


def test_the_drawer_explains_and_takes_notes(alerts):
    page, answers = alerts("/alerts/overview?alert=vm-100%3A%3Ametric-threshold%3Acpu")
    drawer = page.get_by_role("complementary", name="Alert web-01")
    expect(drawer).to_contain_text("CPU is 96.4 %; raised at 80 %, critical at 90 %, over at 75 %.")
    expect(drawer).to_contain_text("The threshold comes from the defaults (guest).")
    expect(drawer.get_by_role("row", name=re.compile("Team chat"))).to_contain_text("delivered, HTTP 204")
    expect(drawer.get_by_role("img", name=re.compile("CPU, an hour before"))).to_be_visible()
    expect(drawer.get_by_role("region", name="What changed before")).to_contain_text("Processors changed from 2 to 4")
    drawer.get_by_label("Note").fill("Index rebuild <b>running</b>")
    drawer.get_by_role("button", name="Add note").click()
    expect(drawer.locator(".timeline")).to_contain_text("Index rebuild <b>running</b>")
    drawer.get_by_role("button", name="Clear").click()
    dialog = page.get_by_role("dialog", name=re.compile("Clear"))
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    dialog.get_by_role("button", name="Clear alert").click()
    expect(page.locator("tr[data-id='vm-100::metric-threshold:cpu']")).to_have_count(0)
    assert answers.sent[-1][1] == "clear"


def test_history_pages_bars_and_filters(alerts):
    page, answers = alerts("/alerts/history")
    expect(page.locator(".toolbar").get_by_role("status")).to_have_text("200 of 260")
    expect(page.get_by_role("group", name="Alerts over time")).to_have_attribute("aria-busy", "false")
    labels = [bar.get_attribute("aria-label") for bar in page.get_by_role("group", name="Alerts over time").get_by_role("button").all()]
    expect(page.locator(".group-row").first).to_contain_text(re.compile("Today|Yesterday"))
    numbers = [sum(int(number) for number in re.findall(r"(\d+) (?:critical|warning)", label)) for label in labels]
    assert sum(numbers) == 260
    busiest = numbers.index(max(numbers))
    page.get_by_role("group", name="Alerts over time").get_by_role("button").nth(busiest).click()
    expect(page.locator("tr[data-id]")).to_have_count(max(numbers))
    page.get_by_role("group", name="Alerts over time").get_by_role("button").nth(busiest).click()
    # Dragging over several bars shows all of them.
    bars = page.get_by_role("group", name="Alerts over time").get_by_role("button")
    first, last = sorted(sorted(range(len(numbers)), key=lambda index: numbers[index])[-2:])
    middle = lambda box: (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle(bars.nth(first).bounding_box()))
    page.mouse.down()
    page.mouse.move(*middle(bars.nth(last).bounding_box()), steps=4)
    page.mouse.up()
    expect(page.locator(".toolbar").get_by_role("status")).to_have_text(f"{sum(numbers[first : last + 1])} of 260")
    page.get_by_role("button", name="Whole range").click()
    page.get_by_role("button", name="Older").click()
    expect(page.get_by_text("201–260 of 260")).to_be_visible()
    page.get_by_role("button", name="Newer").click()
    page.get_by_role("button", name="Critical", exact=True).click()
    expect(page.locator(".toolbar").get_by_role("status")).to_have_text("65 alerts")
    page.get_by_role("button", name="Clear history").click()
    dialog = page.get_by_role("dialog", name="Clear the whole history?")
    expect(dialog.get_by_role("button", name="Clear history")).to_be_disabled()
    dialog.get_by_label("Type “clear” to go on").fill("clear")
    dialog.get_by_role("button", name="Clear history").click()
    expect(page.get_by_text("No alerts in this time")).to_be_visible()
    assert ("DELETE", "history", None) in answers.sent


def test_the_history_is_searched_as_a_whole_and_one_alert_is_followed(alerts):
    page, answers = alerts("/alerts/history")
    status = page.locator(".toolbar").get_by_role("status")
    expect(status).to_have_text("200 of 260")
    expect(page.get_by_role("group", name="Alerts over time")).to_have_attribute("aria-busy", "false")
    # More than one page of the history is looked through.
    page.get_by_role("searchbox", name="Search the history").fill("db-01")
    wanted = sum(row["resourceName"] == "db-01" for row in answers.history)
    assert wanted > sum(row["resourceName"] == "db-01" for row in answers.history[:200])
    expect(status).to_have_text(f"{wanted} of 260")
    page.get_by_role("searchbox", name="Search the history").fill("")
    page.locator(".noise button").first.click()
    same = next(row["id"] for row in answers.history if row["id"].startswith(page.locator("tr[data-id]").first.get_attribute("data-id").split("@")[0]))
    expect(status).to_have_text(f"{sum(row['id'] == same for row in answers.history)} alerts")
    expect(page.locator("tr[data-id] .cell-times").first).to_contain_text(re.compile(r"^\d+× .*[hmd]"))
    page.get_by_role("button", name="All alerts again").click()
    expect(status).to_have_text("200 of 260")
    page.get_by_role("radio", name="Custom").click()
    page.get_by_label("From").fill(answers.history[40]["startTime"][:16])
    page.get_by_label("To", exact=True).fill(answers.history[20]["startTime"][:16])
    expect(status).to_have_text(re.compile(r"^(19|2\d) alerts$"))
    assert "range=custom" in page.url and "since=" in page.url and "until=" in page.url


def test_alerts_are_picked_and_handled_together_and_by_key(alerts):
    page, answers = alerts("/alerts/overview?group=none")
    page.locator("tr[data-id] .pick").nth(3).check()
    page.locator("tr[data-id] .pick").nth(6).check()
    bar = page.get_by_role("group", name="Picked alerts")
    expect(bar).to_contain_text("2 picked")
    bar.get_by_role("button", name="Acknowledge").click()
    expect(bar).to_be_hidden()
    assert answers.sent[-1][1] == "bulk/acknowledge" and len(answers.sent[-1][2]["alertIdentifiers"]) == 2
    link = page.locator("tr[data-id='vm-102::vm-102-powered-off'] a").first
    link.focus()
    with page.expect_response("**/api/alerts/acknowledge"):
        page.keyboard.press("e")
    expect(page.get_by_role("button", name="Take back the acknowledgement of cache-01: Powered off")).to_be_visible()
    assert answers.sent[-1][1:] == ("acknowledge", {"alertIdentifier": "vm-102::vm-102-powered-off"})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link.focus()
    page.keyboard.press("c")
    expect(page.get_by_text("Link to this alert copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/alerts/overview?alert=vm-102%3A%3Avm-102-powered-off")


def test_the_numbers_above_the_list_and_the_badges_of_platforms(alerts):
    page, answers = alerts()
    summary = page.locator(".alert-summary")
    for name, value in {"Critical": "2", "Warning": "4", "Acknowledged": "1", "With overrides": "2"}.items():
        expect(summary.locator(".figure", has_text=name).locator(".figure-main")).to_have_text(value)
    recent = sum(row["startTime"] >= moment(86_400) for row in answers.history)
    expect(summary.locator(".figure", has_text="Raised in 24 h").locator(".figure-main")).to_have_text(str(recent))
    # Both critical ones are of Proxmox: a node and a guest.
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("Proxmox"))).to_contain_text("critical: 2")
    page.goto("/alerts/thresholds")
    expect(page).to_have_title(re.compile(r"^\(2\) Thresholds"))


def test_switching_on_asks_for_a_look_first(alerts):
    page, answers = alerts()
    panel = page.get_by_text("Nobody is told of alerts yet.")
    expect(panel).to_be_visible()
    page.get_by_role("button", name="Switch on").click()
    expect(panel).to_be_hidden()
    assert answers.config["activationState"] == "active"


def test_channels_are_tested_and_saved_without_losing_secrets(alerts, pages):
    page, answers = alerts("/alerts/destinations")
    email = page.get_by_role("region", name="Email")
    email.get_by_label("Provider").select_option("Gmail / Google Workspace")
    expect(email.get_by_label("Server")).to_have_value("smtp.gmail.com")
    email.get_by_label("To", exact=True).fill("ops@example.lan, night@example.lan")
    email.get_by_label("To", exact=True).press("Enter")
    email.get_by_role("button", name="Send test").click()
    expect(email.get_by_role("alert")).to_contain_text("real notices are not sent yet")
    email.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Email settings saved.")).to_be_visible()
    email.get_by_label("To", exact=True).fill("nobody")
    email.get_by_role("button", name="Save").click()
    expect(email.get_by_role("alert")).to_contain_text("A recipient is no email address.")
    email.get_by_label("To", exact=True).press("Enter")
    expect(email.get_by_text("“nobody” is no email address.")).to_be_visible()
    email.get_by_role("button", name="Remove nobody").click()
    assert answers.email["to"] == ["ops@example.lan", "night@example.lan"]
    assert [body["password"] for method, path, body in answers.sent if path == "email"] == [""]

    page.get_by_role("button", name="Add webhook").click()
    dialog = page.get_by_role("dialog", name="Add webhook")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_text("An address is needed.")).to_be_visible()
    dialog.get_by_label("Service").select_option("pushover")
    dialog.get_by_label("Address").fill("https://api.pushover.net/1/messages.json")
    dialog.get_by_role("textbox", name="Application token").fill("t0ken")
    dialog.get_by_text("Headers, signature and own message").click()
    expect(dialog.get_by_label("Method")).to_have_value("POST")
    made = dialog.get_by_role("region", name="What will be sent")
    expect(made).to_contain_text('"content": "Test message"')
    with page.expect_request(lambda request: request.url.endswith("webhooks/preview?event=resolved")) as asked:
        made.get_by_role("radio", name="Over").click()
    assert asked.value.post_data_json["customFields"] == {"token": "t0ken"}
    answers.failures[("POST", "webhooks/preview")] = (400, {"error": "The template of the payload fails", "message": "The template of the payload fails", "code": "webhook_configuration"})
    pages.expect_problem("status of 400")
    dialog.get_by_label("Own message").fill("{{.Nonsense")
    expect(made).to_contain_text("The template of the payload fails")
    dialog.get_by_label("Own message").fill("")
    dialog.get_by_role("button", name="Send test").click()
    expect(dialog.get_by_role("status").last).to_contain_text("Sent; the service answered 204.")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Pushover"))).to_be_visible()
    assert answers.webhooks[-1]["customFields"] == {"token": "t0ken"}

    letters = page.get_by_role("region", name="Dead letters")
    letters.get_by_role("button", name="Send again").click()
    expect(letters).to_be_hidden()
    expect(page.get_by_role("region", name="Delivery log")).to_contain_text("401 Unauthorized")


def test_settings_of_a_channel_that_could_not_be_read_cannot_be_saved(alerts, pages):
    pages.expect_problem("status of 500")
    page, answers = alerts()
    answers.failures[("GET", "email")] = (500, {"error": "internal", "message": "Cannot decrypt."})
    page.goto("/alerts/destinations")
    expect(page.get_by_role("region", name="Email").get_by_role("alert")).to_contain_text("Saving now could overwrite them")
    expect(page.get_by_role("region", name="Email").get_by_role("button", name="Save")).to_have_count(0)


def test_who_may_only_read_sees_no_rules(signed_in):
    page = signed_in("/settings/security/authentication")
    page.route("**/api/security/status", lambda route: route.fulfill(json=route.fetch().json() | {"settingsCapabilities": {"alertsWrite": False}}))
    AlertAnswers(page)
    page.goto("/alerts/overview")
    expect(page.get_by_role("navigation", name="Alerts").get_by_role("link")).to_have_count(2)
    page.goto("/alerts/thresholds")
    expect(page.get_by_text("You may look, but not change")).to_be_visible()


def test_new_alerts_of_the_live_connection_come_by_themselves(alerts):
    page, answers = alerts("/alerts/overview?group=none")
    fresh = alert("mail-01", "cpu", "critical", "pve1", "vm-103", 99.0, 80, 0)
    answers.live.send({"type": "rawData", "data": {"activeAlerts": [fresh], "recentlyResolved": [], "resourceDelta": {"upserts": []}}})
    expect(page.locator("tr[data-id]")).to_have_count(1)
    answers.live.send({"type": "rawData", "data": NONE | {"resourceDelta": {"upserts": []}}})
    expect(page.get_by_role("heading", name="No alerts")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_alerts_are_accessible(alerts, scheme, size):
    width, height = SIZES[size]
    page, _ = alerts(width=width, height=height, scheme=scheme, motion="reduce")
    views = {
        "/alerts/overview": "tr[data-id]",
        "/alerts/overview?resource=vm-100%3A%3Ametric-threshold%3Acpu": ".timeline",
        "/alerts/history": ".history tr[data-id]",
        "/alerts/thresholds": ".preview-alerts",
        "/alerts/thresholds?edit=vm-101": "dialog .pairs",
        "/alerts/thresholds?group=backups": ".numbers",
        "/alerts/thresholds?group=filling": ".overrides, .pairs",
        "/alerts/schedule": ".course li",
        "/alerts/destinations": ".log tr",
        "/alerts/destinations?add=webhook": "dialog form",
    }
    for address, sign in views.items():
        page.goto(address)
        expect(page.locator(sign).first).to_be_visible()
        assert violations(page) == [], address
        assert sideways(page) <= 0, address


def test_the_real_server_answers_what_the_pages_ask(signed_in, server, pages):
    """No script: what the server has is used, and what it lacks is skipped."""
    pages.expect_problem("status of")
    page = signed_in("/alerts/overview")
    if page.request.get("/api/alerts/config").status == 404:
        pytest.skip("this server has no alerts yet")
    expect(page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
    page.goto("/alerts/thresholds")
    cpu = page.get_by_role("group", name="CPU", exact=True)
    field = cpu.get_by_role("spinbutton", name="CPU: raised at")
    expect(field).to_have_value(re.compile(r"\d+"))
    wanted = "83" if field.input_value() != "83" else "84"
    field.fill(wanted)
    save(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(field).to_have_value(wanted)
    channels = page.request.get("/api/notifications/health").status != 404
    for address in ("/alerts/history", "/alerts/schedule", *(["/alerts/destinations"] if channels else [])):
        page.goto(address)
        expect(page.get_by_role("navigation", name="Alerts")).to_be_visible()
        page.wait_for_timeout(500)
        expect(page.get_by_text("could not be read")).to_have_count(0)
