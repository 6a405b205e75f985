"""What tables share: filters, recent searches, density, units."""

import re

import pytest
from estate import Estate, open_estate
from playwright.sync_api import expect


@pytest.fixture
def proxmox(signed_in):
    def open_page(address="/proxmox/overview?group=none", **options):
        return open_estate(signed_in, address, **options)

    return open_page


def guests(page):
    return page.locator(".guests tr[data-id]")


def test_filters_say_how_many_rows_they_leave(proxmox):
    page, _ = proxmox()
    page.get_by_role("button", name="Add a filter").click()
    menu = page.get_by_role("dialog", name="Add a filter")
    menu.get_by_role("button", name="Pool").click()
    expect(menu.get_by_role("button", name="Other filters")).to_be_focused()
    menu.get_by_role("button", name="customers 9").click()
    expect(page.get_by_text("9 of 60")).to_be_visible()
    expect(page).to_have_url(re.compile("pool=customers"))
    # Another filter counts within the first, the chips within both.
    page.get_by_role("button", name="Add a filter").click()
    menu.get_by_role("button", name="Node").click()
    menu.get_by_role("button", name="pve1 3").click()
    expect(page.get_by_text("3 of 60")).to_be_visible()
    stopped = page.get_by_role("button", name=re.compile("^Stopped"))
    expect(stopped).to_contain_text("0")
    page.get_by_role("button", name="Remove filter pool customers").click()
    expect(page.get_by_text("15 of 60")).to_be_visible()
    expect(stopped).to_contain_text("2")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("60 guests")).to_be_visible()
    expect(page).to_have_url(re.compile(r"overview\?group=none$"))


def test_templates_are_seen_when_asked_for(proxmox):
    estate = Estate(guests=6)
    estate.resources["vm-100"]["proxmox"]["template"] = True
    page, _ = proxmox(estate=estate)
    expect(guests(page)).to_have_count(5)
    page.get_by_role("radio", name="Templates").click()
    expect(guests(page)).to_have_count(1)
    expect(page).to_have_url(re.compile("type=template"))


def test_recent_searches_are_offered_and_forgotten(proxmox):
    page, _ = proxmox()
    field = page.get_by_role("combobox", name="Search guests")
    for text in ("tag:prod", "web"):
        field.fill(text)
        field.press("Enter")
    field.fill("cpu>>")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "underline" in field.evaluate("each => getComputedStyle(each).textDecorationLine")
    field.blur()
    page.reload()
    field.fill("")
    field.blur()
    field.focus()
    offers = page.get_by_role("listbox", name="Recent searches").get_by_role("option")
    expect(offers).to_have_text(["web", "tag:prod", "Clear recent searches"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("web")
    field.fill("")
    offers.filter(has_text="Clear recent").click()
    field.blur()
    field.focus()
    expect(offers).to_have_count(0)


def test_units_and_density_are_chosen_once(proxmox):
    estate = Estate(guests=6)
    estate.resources["vm-100"] |= {"network": {"rxBytes": 1_250_000, "txBytes": 0}}
    page, _ = proxmox("/settings/system-general", estate=estate)
    for choice in ("Bits (Mbit/s)", "°F", "Compact", "Steps of 1000"):
        page.get_by_role("radio", name=choice).click()
        expect(page.get_by_role("radio", name=choice)).to_be_checked()
    page.get_by_role("link", name="Proxmox").first.click()
    row = page.locator(".guests tr[data-id='vm-100']")
    expect(row.locator(".cell-net")).to_contain_text("10.0 Mbit/s")
    assert row.bounding_box()["height"] == 28
    expect(page.locator(".nodes .cell-temperature").nth(1)).to_contain_text("°F")
    page.goto("/proxmox/storage?tab=disks")
    expect(page.locator(".disks tr[data-id] .cell-size").first).to_have_text("1.92 TB")
