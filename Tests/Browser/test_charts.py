"""Charts of a drawer: a part of the past is chosen, moved and left; the plan's limit is told."""

import re
import urllib.parse

import pytest
from estate import open_estate
from playwright.sync_api import expect


@pytest.fixture
def drawer(signed_in):
    def open_drawer(**options):
        page, live = open_estate(signed_in, "/proxmox/overview?resource=vm-100", **options)
        asked = []
        page.on("request", lambda request: "/api/metrics-store/history" in request.url and asked.append(request.url))
        expect(page.get_by_role("complementary").locator(".chart-plot").first).to_be_visible()
        return page, asked

    return open_drawer


def span(page):
    query = urllib.parse.parse_qs(urllib.parse.urlparse(page.url).query)
    return [int(query[name][0]) for name in ("from", "to")] if "from" in query else None


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
    query = urllib.parse.parse_qs(urllib.parse.urlparse(asked[-1]).query)
    # The shortest range that holds it, and points enough for the part.
    assert 20 <= int(query["range"][0].removesuffix("m")) <= 60 and int(query["maxPoints"][0]) > 360
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
