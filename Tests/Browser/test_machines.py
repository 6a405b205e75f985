"""The Machines page and its drawer, on the machine that runs the tests."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def machines(signed_in):
    page = signed_in("/standalone/machines")
    expect(page.locator("tr[data-id] .cell-cpu .meter-value").first).to_have_text(re.compile(r"\d"), timeout=60_000)
    return page


def test_the_row_agrees_with_the_machine(machines):
    row = machines.locator("tr[data-id]").first
    expect(machines.locator(".connection")).to_have_text("Live")
    expect(row.get_by_role("rowheader")).to_contain_text("Online")
    title = row.locator(".cell-memory .meter").get_attribute("title")
    with open("/proc/meminfo") as file:
        total = int(re.search(r"MemTotal:\s+(\d+)", file.read())[1]) / 1024**2
    assert f"of {total:.1f} GiB" in title or f"of {total:.2f} GiB" in title or f"of {total:.0f} GiB" in title
    expect(row.locator(".cell-uptime")).to_have_text(re.compile(r"\d+[dhm]"))


def test_values_move_without_a_reload(machines):
    figure = machines.locator("tr[data-id] .cell-net").first
    before = figure.inner_text()
    expect(figure).not_to_have_text(before, timeout=60_000)


def test_drawer_shows_figures_lists_and_history(machines):
    machines.locator("tr[data-id] .cell-memory").first.click()
    drawer = machines.get_by_role("complementary")
    expect(drawer.get_by_role("heading", level=2)).to_be_visible()
    for name in ("CPU", "Memory", "Network", "Disk I/O", "Load"):
        expect(drawer.locator(".figures").get_by_text(name, exact=True).first).to_be_visible()
    expect(drawer.get_by_role("region", name="Network interfaces")).to_be_visible()
    expect(drawer.get_by_role("region", name="System", exact=True)).to_contain_text("Kernel")

    # The chart has ink: pixels that are not transparent, and its summary speaks.
    chart = drawer.get_by_role("img", name=re.compile(r"^CPU\. CPU: last [\d.]+ %"))
    expect(chart).to_be_visible(timeout=30_000)
    inked = chart.locator("canvas").first.evaluate(
        "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((v, i) => i % 4 === 3 && v > 0).length"
    )
    assert inked > 200

    # The range is in the address; reading a value by keyboard moves the cross-line.
    drawer.get_by_role("radio", name="6h").click()
    expect(machines).to_have_url(re.compile(r"range=6h"))
    chart.focus()
    machines.keyboard.press("ArrowLeft")
    expect(drawer.locator(".chart-time").first).to_have_text(re.compile(r"\d+:\d\d"))

    # Back closes the drawer only.
    machines.go_back()
    expect(drawer).to_be_hidden()
    expect(machines.locator("tr[data-id]").first).to_be_visible()


def test_an_address_opens_the_same_view(machines, signed_in):
    link = machines.locator("tr[data-id] a").first.get_attribute("href")
    second = signed_in(f"{link}&range=6h&sort=cpu&order=asc")
    expect(second.get_by_role("complementary")).to_be_visible()
    expect(second.get_by_role("radio", name="6h")).to_be_checked()
    expect(second.get_by_role("columnheader", name="CPU")).to_have_attribute("aria-sort", "ascending")


def test_search_filters_and_empty_states(machines):
    search = machines.get_by_role("combobox", name="Search machines")
    search.fill("cpu>=0")
    expect(machines.locator("tr[data-id]")).to_have_count(1)
    expect(machines).to_have_url(re.compile(r"q=cpu"))
    search.fill("no such machine")
    expect(machines.get_by_text("No machine matches")).to_be_visible()
    machines.get_by_role("button", name="Clear search and filters").click()
    expect(machines.locator("tr[data-id]")).to_have_count(1)
    search.fill("cpu>>")
    expect(machines.get_by_text("is not a condition")).to_be_visible()
    machines.keyboard.press("Escape")
    expect(search).to_have_value("")
    machines.get_by_role("button", name=re.compile("Offline")).click()
    expect(machines.get_by_text("No machine matches")).to_be_visible()


def test_keyboard_alone(machines):
    machines.keyboard.press("/")
    expect(machines.get_by_role("combobox", name="Search machines")).to_be_focused()
    machines.keyboard.press("Escape")
    machines.keyboard.press("j")
    expect(machines.locator("tr[data-id] a").first).to_be_focused()
    machines.keyboard.press("Enter")
    drawer = machines.get_by_role("complementary")
    expect(drawer).to_be_visible()
    machines.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(machines.locator("tr[data-id] a").first).to_be_focused()
    machines.keyboard.press("?")
    expect(machines.get_by_role("dialog", name="Keyboard")).to_be_visible()
    machines.keyboard.press("Escape")
    expect(machines.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    machines.keyboard.press("g")
    machines.keyboard.press("t")
    expect(machines.get_by_role("heading", name="Infrastructure")).to_be_visible()
    machines.keyboard.press("g")
    machines.keyboard.press("s")
    expect(machines.get_by_role("heading", name="Machines")).to_be_visible()
