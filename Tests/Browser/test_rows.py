"""Rows of a table are picked and looked into."""

import re

import pytest
from estate import Estate, open_estate
from playwright.sync_api import expect


@pytest.fixture
def proxmox(signed_in):
    def open_page(address="/proxmox/overview?group=none", **options):
        page, live = open_estate(signed_in, address, **options)
        expect(page.locator(".guests tr[data-id]").first).to_be_visible()
        return page, live

    return open_page


def picked(page):
    return page.locator(".guests tr[data-id]:has(.pick:checked)")


def test_rows_are_picked_by_pointer_and_their_copy_is_data(proxmox):
    estate = Estate(guests=12)
    estate.resources["vm-100"] |= {"name": "=1+1", "displayName": "=1+1"}
    page, _ = proxmox(estate=estate)
    rows = page.locator(".guests tr[data-id]")
    rows.nth(1).hover()
    rows.nth(1).locator(".pick").click()
    bar = page.get_by_role("group", name="Picked rows")
    expect(bar).to_contain_text("1 picked")
    expect(page.get_by_role("complementary")).to_be_hidden()
    rows.nth(4).locator(".cell-cpu").click(modifiers=["Shift"])
    expect(picked(page)).to_have_count(4)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bar.get_by_role("button", name="Copy").click()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(lines) == 5 and lines[0].split("\t")[:2] == ["Name", "Guest number"]
    with page.expect_download() as download:
        bar.get_by_role("button", name="CSV").click()
    with open(download.value.path()) as file:
        assert len(file.read().splitlines()) == 5
    # What a filter hides is picked no longer.
    page.get_by_role("combobox", name="Search guests").fill("nothing like it")
    expect(bar).to_be_hidden()


def test_rows_are_picked_by_keys_over_any_number(proxmox):
    page, _ = proxmox()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(picked(page)).to_have_count(3)
    page.keyboard.press("Control+a")
    expect(page.get_by_role("group", name="Picked rows")).to_contain_text("60 picked")
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Picked rows")).to_be_hidden()
    expect(picked(page)).to_have_count(0)


def test_space_looks_into_a_row_and_goes_along(proxmox):
    page, _ = proxmox()
    page.keyboard.press("j")
    page.keyboard.press("Space")
    peek = page.locator(".peek")
    names = page.locator(".guests tr[data-id] .identity b").all_inner_texts()
    expect(peek.get_by_role("heading")).to_contain_text(names[0])
    # Beside its row, in view.
    row, box = page.locator(".guests tr[data-id]").first.bounding_box(), peek.bounding_box()
    assert abs(box["y"] - row["y"] - row["height"]) < 8 and box["x"] >= row["x"]
    # Also what has no room in the table.
    expect(peek).to_contain_text("Operating system")
    expect(peek.locator("canvas")).to_have_count(4)
    page.keyboard.press("j")
    expect(peek.get_by_role("heading")).to_contain_text(names[1])
    assert "resource=" not in page.url
    page.keyboard.press("Space")
    expect(peek).to_be_hidden()
    page.keyboard.press("Space")
    expect(peek).to_be_visible()
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()


def test_the_focus_stays_on_its_row_when_others_come_and_go(proxmox):
    page, live = proxmox()
    rows = page.locator(".guests tr[data-id]")
    rows.nth(4).locator("a").focus()
    focused = rows.nth(4).get_attribute("data-id")
    gone = rows.nth(1).get_attribute("data-id")
    live.send(live.estate.patch(removed=[gone]))
    expect(page.locator(f".guests tr[data-id='{gone}']")).to_have_count(0)
    expect(page.locator(f".guests tr[data-id='{focused}'] a[data-row-link]")).to_be_focused()


def test_a_row_opens_beside_what_is_searched_for(proxmox):
    page, _ = proxmox()
    rows = page.locator(".guests tr[data-id]")
    field = page.get_by_role("combobox", name="Search guests")
    field.fill("web")
    expect(page.get_by_text(re.compile(r"\d+ of \d+"))).to_be_visible()
    link = rows.first.locator("a[data-row-link]")
    link.focus()
    expect(link).to_have_attribute("href", re.compile(r"^/proxmox/overview\?group=none&q=web&resource="))
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=web&resource="))
    # Back closes the drawer and leaves the search.
    page.go_back()
    expect(page.get_by_role("complementary")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"q=web$"))
    expect(field).to_have_value("web")
