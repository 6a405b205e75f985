"""Charts of a drawer: a part of the past is chosen, moved and left; the plan's limit is told."""

import datetime
import re
import time

import pytest
from estate import Estate, open_estate, query_of
from playwright.sync_api import expect


@pytest.fixture
def drawer(signed_in):
    def open_drawer(incidents=(), alerts=(), **options):
        page = signed_in("/settings/security/authentication", **options)
        page.route("**/api/alerts/incidents?*", lambda route: route.fulfill(json=list(incidents)))
        estate = Estate()
        estate.facts["activeAlerts"] = list(alerts)
        page, _ = open_estate(lambda *_, **__: page, "/proxmox/overview?resource=vm-100&range=1h", estate)
        asked = []
        page.on("request", lambda request: "/api/metrics-store/history" in request.url and asked.append(request.url))
        expect(page.get_by_role("complementary").locator(".chart-plot").first).to_be_visible()
        return page, asked

    return open_drawer


def span(page):
    query = query_of(page.url)
    return [int(query[name]) for name in ("from", "to")] if "from" in query else None


def test_dragging_chooses_a_part_for_all_charts_and_back_undoes_it(drawer):
    page, asked = drawer()
    plot = page.get_by_role("complementary").locator(".chart-plot").first
    box = plot.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 50, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=\d+&to=\d+"))
    first, last = span(page)
    assert 12 * 60_000 < last - first < 26 * 60_000
    chosen = page.get_by_role("button", name="Leave the chosen part")
    expect(chosen).to_be_visible()
    expect(page.get_by_role("radio", name="1h")).not_to_be_checked()
    query = query_of(asked[-1])
    # The part itself, with a point for every second pixel.
    assert 12 <= int(query["range"].removesuffix("m")) <= 26 and 120 <= int(query["maxPoints"]) <= 800
    assert int(query["end"]) == pytest.approx(last, abs=5)
    page.go_back()
    assert span(page) is None
    expect(page.get_by_role("complementary")).to_be_visible()
    page.go_forward()
    expect(chosen).to_be_visible()
    plot.dblclick()
    expect(chosen).to_be_hidden()
    expect(page.get_by_role("radio", name="1h")).to_be_checked()


def test_a_part_is_chosen_and_moved_by_keys(drawer):
    page, _ = drawer()
    page.get_by_role("complementary").locator(".chart-plot").first.focus()
    page.keyboard.press("+")
    expect(page.get_by_role("button", name="Leave the chosen part")).to_be_visible()
    first, last = span(page)
    assert last - first == pytest.approx(30 * 60_000, abs=5000)
    page.keyboard.press("Shift+ArrowLeft")
    earlier = span(page)
    assert first - earlier[0] == pytest.approx(15 * 60_000, abs=5000) and earlier[1] - earlier[0] == pytest.approx(last - first, abs=5)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".chart-time").first).to_be_visible()
    page.keyboard.press("-")
    expect(page.get_by_role("button", name="Leave the chosen part")).to_be_hidden()


def test_an_address_older_than_the_plan_is_told_as_well(drawer):
    page, _ = drawer()
    page.goto("/proxmox/overview?resource=vm-100&from=1000&to=2000")
    expect(page.get_by_role("complementary")).to_contain_text("This plan shows 7 days of history")


def test_more_than_the_plan_is_told_and_not_asked_for(drawer):
    page, asked = drawer()
    page.get_by_role("radio", name="7d").click()
    expect(page.get_by_role("radio", name="7d")).to_be_checked()
    expect(page.get_by_role("complementary").locator(".chart-plot").first).to_be_visible()
    before = len(asked)
    assert "range=7d" in asked[-1]
    page.get_by_role("radio", name="30d, not in this plan").click()
    expect(page.get_by_role("complementary")).to_contain_text("This plan shows 7 days of history")
    page.wait_for_timeout(500)
    assert len(asked) == before


def chart(page, title):
    return page.get_by_role("complementary").locator(".chart").filter(has=page.get_by_text(title, exact=True))


def test_the_legend_isolates_and_hides_lines_and_tells_the_figures(drawer):
    page, _ = drawer()
    network = chart(page, "Network")
    lines, rows = network.locator("button.legend-item"), network.locator(".chart-range li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_have_text(re.compile(r"^min .+ · avg .+ · p95 .+ · max .+$"))
    lines.first.click()
    expect(lines.first).to_have_attribute("aria-pressed", "true")
    expect(lines.last).to_have_attribute("aria-pressed", "false")
    expect(rows).to_have_count(1)
    expect(network.get_by_role("img")).to_have_attribute("aria-label", re.compile("in: last .* out: no data"))
    lines.last.click(modifiers=["Control"])
    expect(rows).to_have_count(2)
    lines.first.click(modifiers=["Control"])
    lines.last.click(modifiers=["Control"])
    expect(lines.last).to_have_attribute("aria-pressed", "true")  # The last one stays.


def test_a_chart_is_read_as_a_table_and_taken_away(drawer):
    page, _ = drawer()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    network = chart(page, "Network")

    def pick(name):
        network.get_by_role("button", name=re.compile("^More for .*, Network$")).click()
        network.get_by_role("button", name=name).click()

    pick("Copy as CSV")
    expect(page.locator(".toast").last).to_contain_text("copied")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0] == "time,in (bytes/s),in min,in max,out (bytes/s),out min,out max" and len(lines) >= 90
    assert re.match(r"\d{4}-\d\d-\d\dT[\d:.]+Z,[\d.]+,", lines[1])

    pick("Copy as PNG")
    expect(page.locator(".toast").last).to_contain_text("Picture copied")
    size = page.evaluate("""async () => {
        const [item] = await navigator.clipboard.read();
        const picture = await createImageBitmap(await item.getType("image/png"));
        return [picture.width, picture.height];
    }""")
    assert size[0] > 400 and size[1] == 2 * (132 + 48 + 14)

    pick("Show as table")
    table = network.get_by_role("region", name="Network, values")
    expect(table.get_by_role("columnheader")).to_have_text(["Time", "in", "out"])
    assert table.locator("tbody tr").count() >= 90
    expect(table.locator("tbody tr").first.locator("td").first).to_have_text(re.compile(r"^[\d.]+ [KM]iB/s$"))
    pick("Show as chart")
    expect(network.get_by_role("img")).to_be_visible()
    # It is drawn again.
    inked = "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((value, index) => index % 4 === 3 && value > 0).length"
    assert network.locator("canvas").evaluate(inked) > 200


def test_charts_are_compared_with_an_earlier_time(drawer):
    page, asked = drawer()
    page.get_by_label("Compare").select_option("a day earlier")
    expect(page).to_have_url(re.compile("cmp=1d"))
    delta = chart(page, "CPU").locator(".chart-delta")
    expect(delta).to_have_text(re.compile(r"^[+−][\d.]+ pp$"))
    expect(delta).to_have_attribute("title", re.compile("against a day earlier: [\\d.]+ %, before"))
    query = query_of(asked[-1])
    assert time.time() * 1000 - int(query["end"]) == pytest.approx(86_400_000, abs=70_000) and query["range"] == "1h"
    # A week and an hour are more than this plan shows.
    expect(page.get_by_label("Compare").get_by_role("option", name="7 days earlier (not in this plan)")).to_be_disabled()
    page.get_by_label("Compare").select_option("off")
    expect(delta).to_have_count(0)


def test_a_copied_address_means_the_same_time_later(drawer):
    page, _ = drawer()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill(">copy link")
    page.keyboard.press("Enter")
    expect(page.locator(".toast").last).to_contain_text("copied")
    query = query_of(page.evaluate("navigator.clipboard.readText()"))
    assert query["resource"] == "vm-100" and query["range"] == "1h"
    assert int(query["to"]) - int(query["from"]) == pytest.approx(3_600_000, abs=20_000) and abs(int(query["to"]) - time.time() * 1000) < 20_000
    assert span(page) is None


def test_the_range_is_remembered_where_no_address_names_one(drawer):
    page, _ = drawer()
    page.goto("/proxmox/overview?resource=vm-101")
    expect(page.get_by_role("radio", name="24h")).to_be_checked()
    page.get_by_role("radio", name="6h").click()
    expect(page).to_have_url(re.compile("range=6h"))
    page.goto("/proxmox/overview?resource=vm-103")
    expect(page.get_by_role("radio", name="6h")).to_be_checked()


def test_alerts_and_acts_are_marked_on_the_charts_they_are_about(drawer):
    now = time.time()

    def moment(ago):
        return datetime.datetime.fromtimestamp(now - ago, datetime.UTC).isoformat()

    page, _ = drawer(incidents=[{
        "id": "incident-1", "alertIdentifier": "vm-100-cpu", "alertType": "cpu", "level": "critical", "resourceId": "vm-100", "message": "CPU at 97 %",
        "openedAt": moment(2400), "closedAt": moment(1800), "status": "resolved",
        "events": [{"id": "e1", "type": "alert_acknowledged", "timestamp": moment(1500), "summary": "Acknowledged", "details": {"user": "ada"}}],
    }])  # fmt: skip
    marks = chart(page, "CPU").locator(".chart-mark")
    expect(marks).to_have_count(2)
    expect(marks.first).to_have_class(re.compile("critical"))
    expect(marks.first).to_have_attribute("title", re.compile("CPU alert: CPU at 97 %"))
    expect(marks.last).to_have_attribute("title", re.compile("Acknowledged by ada"))
    expect(chart(page, "CPU").get_by_role("img")).to_have_attribute("aria-label", re.compile("2 events are marked"))
    expect(chart(page, "Memory").locator(".chart-mark")).to_have_count(0)
    box, mark = chart(page, "CPU").locator(".chart-plot").bounding_box(), marks.first.bounding_box()
    assert (mark["x"] + 8 - box["x"]) / box["width"] == pytest.approx(1 / 3, abs=0.06)
    marks.first.click()
    expect(page).to_have_url(re.compile("/alerts/overview\\?(alert|resource)=vm-100-cpu"))


def test_open_alerts_stand_in_the_drawer(drawer, pages):
    alert = {"id": "vm-100-memory", "level": "critical", "type": "memory", "resourceId": "vm-100", "resourceName": "web-01", "message": "Memory at 97 %", "startTime": datetime.datetime.now(datetime.UTC).isoformat()}
    page, _ = drawer(alerts=[alert, alert | {"id": "other", "resourceId": "vm-101"}])
    alerts = page.get_by_role("complementary").get_by_role("list", name="Open alerts")
    expect(alerts.get_by_role("link")).to_have_count(1)
    expect(alerts).to_contain_text("Critical")
    pages.expect_problem("404")  # The server does not know this alert.
    alerts.get_by_role("link").click()
    expect(page.get_by_role("complementary", name="Alert web-01")).to_contain_text("Memory at 97 %")


def test_the_timeline_and_the_states_of_the_shown_range(drawer):
    page, _ = drawer()
    page.get_by_role("radio", name="24h").click()
    side = page.get_by_role("complementary")
    expect(side.locator(".state-strip")).to_have_attribute("aria-label", re.compile(r"^Running 91\.\d\d % of the known time, 1 stop, the longest 2h\.$"))
    expect(side.locator(".state-strip i")).to_have_count(60)
    offline = side.locator(".state-strip .offline")
    assert 4 <= offline.count() <= 7
    expect(offline.nth(1)).to_have_attribute("title", re.compile(": Offline$"))
    expect(chart(page, "CPU").locator(".chart-mark")).to_have_count(2)
    timeline = side.get_by_role("region", name="Timeline")
    expect(timeline.locator(".event b")).to_have_text(["Restart", "State", "Migration"])
    timeline.get_by_role("button", name="State", exact=True).click()
    expect(timeline.locator(".event b")).to_have_text(["Restart", "Migration"])


def test_where_a_storage_goes_is_drawn_forward(signed_in):
    page, _ = open_estate(signed_in, "/proxmox/storage?resource=storage-pve1-local&range=7d")
    usage = chart(page, "Usage")
    expect(usage.locator(".chart-note")).to_have_text(re.compile(r"^At this rate full in 40 days, .+ \(80 % sure\)$"))
    # The line goes on to the right of now, which is not at the edge any more.
    green = """canvas => {
        const from = Math.round(canvas.width * 0.85), { data } = canvas.getContext("2d").getImageData(from, 0, canvas.width - from, canvas.height);
        return data.filter((value, index) => index % 4 === 1 && data[index + 2] > 0 && value - data[index - 1] > 40).length;
    }"""
    assert usage.locator("canvas").evaluate(green) > 10
    expect(usage.locator(".legend-item")).to_have_count(1)
    page.get_by_role("radio", name="1h").click()
    expect(usage.locator(".chart-note")).to_have_count(0)


def test_a_finger_that_rests_reads_and_the_page_stays_still(drawer):
    page, _ = drawer(width=390)
    plot = chart(page, "CPU").locator(".chart-plot")
    plot.scroll_into_view_if_needed()
    touch = """(plot, type) => {
        const { left, top, width } = plot.getBoundingClientRect();
        plot.dispatchEvent(new PointerEvent(type, { pointerType: "touch", clientX: left + width / 2, clientY: top + 40, bubbles: true }));
    }"""
    moves = """(plot) => {
        const move = new Event("touchmove", { bubbles: true, cancelable: true });
        plot.dispatchEvent(move);
        return move.defaultPrevented;
    }"""
    plot.evaluate(touch, "pointerdown")
    assert plot.evaluate(moves) is False, "a finger that has just come may scroll"
    expect(chart(page, "CPU").locator(".chart-time")).to_have_text(re.compile(r"\d+:\d\d"))
    element = plot.element_handle()
    page.wait_for_function(moves, arg=element)
    plot.evaluate(touch, "pointercancel")
    assert plot.evaluate(moves) is False
    expect(chart(page, "CPU").locator(".chart-time")).to_be_hidden()
