"""What tables share: filters, recent searches, density, units."""

import re
import time

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


def test_bars_take_the_colours_of_the_thresholds(proxmox):
    estate = Estate(guests=6)
    for name in ("vm-100", "vm-101"):
        estate.resources[name] |= {"cpu": {"current": 48}}
    page, live = proxmox("/settings/security/authentication", estate=estate)

    def configured(route):
        answer = route.fetch()
        config = answer.json()
        config["guestDefaults"]["cpu"] = {"trigger": 90, "clear": 85}
        config["overrides"] = {"guest:prod:100": {"cpu": {"trigger": 50, "clear": 45}}}
        route.fulfill(json=config)

    page.route("**/api/alerts/config", configured)
    page.goto("/proxmox/overview?group=none")
    meter = page.locator("tr[data-id='vm-100'] .cell-cpu .meter")
    expect(meter).to_have_class(re.compile("warning"))
    expect(page.locator("tr[data-id='vm-101'] .cell-cpu .meter")).not_to_have_class(re.compile("warning"))
    live.send(estate.patch({"id": "vm-100", "cpu": {"current": 50}}))
    expect(meter).to_have_class(re.compile("critical"))
    meter.click()
    expect(page.get_by_role("complementary").locator(".figure").first).to_have_class(re.compile("critical"))


def test_memory_and_disks_in_parts(proxmox):
    estate = Estate(guests=6)
    gib = 1024**3
    guest = estate.resources["vm-100"]
    guest |= {"memory": {"current": 40, "total": 10 * gib, "used": 4 * gib, "free": 6 * gib}}
    guest["proxmox"] |= {"memoryCache": 3 * gib, "balloon": 8 * gib, "swapUsed": gib, "swapTotal": 4 * gib, "hostMemory": 8 * gib}
    guest["proxmox"]["disks"] = [{"mountpoint": "/", "total": 40 * gib, "usage": 45.0}, {"mountpoint": "/srv", "total": 40 * gib, "usage": 95.0}]
    estate.resources["agent-pve1"]["memory"] = {"current": 50, "total": 64 * gib, "used": 32 * gib, "free": 32 * gib}
    page, _ = proxmox(estate=estate)
    row = page.locator("tr[data-id='vm-100']")
    track = row.locator(".cell-memory .meter-track")
    # The balloon's mark, swap, used, and what is used with the cache behind it.
    assert track.evaluate("each => [each.style.backgroundSize, each.style.backgroundPosition]") == ["2px 100%, 25% 2px, 40% 100%, 70% 100%", "80% 0px, 0px 100%, 0px 0px, 0px 0px"]
    expect(row.locator(".cell-memory .meter")).to_have_attribute("title", re.compile(r"3.00 GiB of cache[^$]*8.00 GiB by its balloon[^$]*Swap: 1.00 GiB of 4.00 GiB"))
    assert "var(--crit)" in row.locator(".cell-disk .meter-track").evaluate("each => each.style.background")
    expect(row.locator(".cell-disk .meter")).to_have_attribute("title", re.compile("/srv: 95.0 %"))
    page.get_by_role("button", name="Columns and export").click()
    page.get_by_role("checkbox", name="Memory as a share of the node").check()
    expect(row.locator(".cell-memory .meter-value")).to_have_text("13 %")
    page.get_by_role("checkbox", name="Counts above the tables").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Counts")).to_contain_text(re.compile(r"Nodes\s*4.*Virtual machines\s*4.*Containers\s*2"))


def test_a_cell_is_copied_searched_for_and_left_out(proxmox):
    page, _ = proxmox(estate=Estate(guests=12))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row = page.locator("tr[data-id='vm-100']")
    menu = page.get_by_role("menu")
    row.locator(".cell-tags").click(button="right", position={"x": 2, "y": 2})
    menu.get_by_role("menuitem", name="Copy value").click()
    expect(menu).to_be_hidden()
    assert page.evaluate("navigator.clipboard.readText()") == "prod"
    row.locator(".cell-vmid").click(button="right")
    menu.get_by_role("menuitem", name="Copy row as JSON").click()
    expect(page.get_by_text("Row copied.")).to_be_visible()
    assert '"Guest number": "100"' in page.evaluate("navigator.clipboard.readText()")
    row.locator(".cell-memory").click(button="right")
    expect(page.locator(".cell-menu")).to_contain_text(re.compile(r"Memory: \d+\.\d %, .* free"))
    page.keyboard.press("Escape")
    # By keys: left and right go to the cells beside it.
    row.locator("a[data-row-link]").focus()
    page.keyboard.press("ContextMenu")
    expect(menu).to_have_accessible_name(re.compile("^Name of"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(menu).to_have_accessible_name(re.compile("^Type of"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search guests")).to_have_value("-type:VM")
    expect(page.get_by_text("4 of 12")).to_be_visible()
    page.locator(".guests tr[data-id]").first.locator(".cell-uptime").click(button="right")
    expect(menu.get_by_role("menuitem")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".guests tr[data-id]").first.locator("a[data-row-link]")).to_be_focused()


def test_addresses_backups_alerts_and_links_of_a_row(proxmox):
    estate = Estate(guests=6)
    day = 86_400_000
    stamp = lambda age: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime((estate.now - age) / 1000))
    estate.resources["vm-100"]["proxmox"] |= {"lastBackup": stamp(day // 2), "lock": None, "guestUrl": "https://pve1.example.lan:8006/#v1:0:=qemu%2F100"}
    estate.resources["vm-101"]["proxmox"] |= {"lastBackup": stamp(5 * day), "guestUrl": "javascript:alert(1)"}
    estate.facts["activeAlerts"] = [{"id": "a", "level": "critical", "type": "cpu", "resourceId": "vm-101", "resourceName": "x", "message": "CPU", "acknowledged": False}]
    page, _ = proxmox(estate=estate, width=1700)
    fresh, late, never = (page.locator(f"tr[data-id='{name}']") for name in ("vm-100", "vm-101", "vm-103"))
    expect(fresh.locator(".cell-backup")).to_have_text("12h")
    expect(late.locator(".cell-name")).to_contain_text("backup overdue")
    expect(never.locator(".cell-name")).to_contain_text("no backup")
    expect(late.locator(".cell-name")).to_contain_text("critical alert")
    expect(fresh.get_by_role("link", name=re.compile("^Open the web interface"))).to_have_attribute("rel", "noopener noreferrer")
    expect(late.get_by_role("link", name=re.compile("^Open the web interface"))).to_have_count(0)
    fresh.get_by_role("button", name=re.compile("^10.0.0.0")).click()
    panel = page.get_by_role("dialog", name=re.compile("address of"))
    expect(panel).to_contain_text("bc:24:11:00:00:00")
    expect(panel.get_by_role("button", name="Copy 10.0.0.0")).to_be_focused()
    assert "resource=" not in page.url
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_what_is_far_above_the_others_stands_out(proxmox):
    estate = Estate(guests=40)
    for resource in estate.resources.values():
        if "network" in resource:
            resource["network"] = {"rxBytes": 1000 + len(resource["id"]), "txBytes": 1000}
    estate.resources["vm-103"]["network"] = {"rxBytes": 90_000_000, "txBytes": 0}
    page, live = proxmox(estate=estate)
    cell = page.locator("tr[data-id='vm-103'] .cell-net")
    expect(cell).to_have_class(re.compile("outlier strong"))
    expect(page.locator(".guests .cell-net.outlier")).to_have_count(1)
    live.send(estate.patch({"id": "vm-103", "network": {"rxBytes": 1000, "txBytes": 0}}))
    expect(cell).not_to_have_class(re.compile("outlier"))


def test_storages_say_how_they_grow(proxmox):
    page, live = proxmox("/proxmox/storage")
    capacity = page.get_by_role("region", name="Capacity of all storages")
    expect(capacity.locator("canvas")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Growth")).to_have_attribute("title", "Growth in 7d")
    row = page.locator("tr[data-id='storage-ceph-rbd']")
    # A twentieth of 49.5 TiB, as means of the first and last quarter tell it.
    expect(row.locator(".cell-growth")).to_have_text(re.compile(r"^\+1\.8\d TiB$"))
    expect(row.locator(".cell-growth")).to_have_class(re.compile("grows"))
    page.get_by_role("button", name="Growth").click()
    expect(page.locator(".storages tr[data-id]").first).to_have_attribute("data-id", "storage-ceph-rbd")
    with page.expect_request(re.compile(r"storage-charts\?range=24h")):
        capacity.get_by_role("radio", name="24h").click()
    expect(capacity.get_by_role("radio", name="30d")).to_be_disabled()
    capacity.get_by_role("button", name="Over time").click()
    expect(capacity.locator("canvas")).to_be_hidden()
    page.reload()
    expect(capacity.get_by_role("button", name="Over time")).to_have_attribute("aria-expanded", "false")
    expect(capacity.get_by_role("radio", name="24h")).to_be_checked()


def test_a_pool_names_its_disks_and_what_is_full_is_grouped(proxmox):
    estate = Estate()
    for resource in estate.resources.values():
        if resource["type"] == "physical_disk":
            resource["physicalDisk"]["storageGroup"] = "tank"
    page, _ = proxmox("/proxmox/storage?group=status", estate=estate)
    expect(page.locator(".storages tr[data-group]").first).to_contain_text("Degraded")
    page.locator("tr[data-id='storage-pve2-tank'] a").first.click()
    disks = page.get_by_role("complementary").get_by_role("region", name="Physical disks")
    expect(disks.get_by_role("link")).to_have_count(2)
    expect(disks).to_contain_text("Replace now")
    disks.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("tab=disks"))
    expect(page.get_by_role("complementary")).to_contain_text("SMART")


def test_replication_jobs_by_node(proxmox):
    page, _ = proxmox("/proxmox/replication?source=pve2")
    expect(page.get_by_role("button", name="Remove filter source node pve2")).to_be_visible()
    count = page.locator(".replication tr[data-id]").count()
    assert 0 < count < 6
    expect(page.get_by_role("button", name=re.compile("^Failed"))).to_be_visible()


def test_lines_go_as_far_back_as_wanted_and_rates_have_their_own(proxmox):
    page, _ = proxmox(estate=Estate(guests=12))
    with page.expect_request(re.compile(r"/api/charts\?range=1h")):
        page.get_by_role("radio", name="Lines of the last hours").click()
    expect(page.locator("tr[data-id='vm-100'] .cell-net canvas")).to_have_count(2)
    with page.expect_request(re.compile(r"/api/charts\?range=7d")):
        page.get_by_label("How far back").select_option("7d")
    page.reload()
    expect(page.get_by_label("How far back")).to_have_value("7d")
    page.get_by_role("radio", name="Bars").click()
    expect(page.get_by_label("How far back")).to_be_hidden()


def test_the_browsers_search_is_replaced_where_rows_are_not_all_mounted(proxmox):
    page, _ = proxmox(estate=Estate(guests=200))
    expect(page.locator(".table-box.many")).to_be_visible()
    page.keyboard.press("Control+f")
    field = page.get_by_role("combobox", name="Search guests")
    expect(field).to_be_focused()
    expect(page.get_by_text("finds rows in the whole list")).to_be_visible()
    field.fill("web")
    expect(page.get_by_text("finds rows in the whole list")).to_be_visible()
    field.blur()
    expect(page.get_by_text("finds rows in the whole list")).to_be_hidden()
