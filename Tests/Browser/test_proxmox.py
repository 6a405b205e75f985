"""The pages of Proxmox VE on a made-up estate."""

import re

import pytest
from estate import Estate, open_estate
from playwright.sync_api import expect


@pytest.fixture
def proxmox(signed_in):
    def open_page(address="/proxmox/overview", **options):
        return open_estate(signed_in, address, **options)

    return open_page


def guests(page):
    return page.locator(".guests tr[data-id]")


def names(page, table="guests"):
    expect(page.locator(f".{table} tr[data-id]").first).to_be_visible()
    return page.locator(f".{table} tr[data-id] .identity b").all_inner_texts()


def test_nodes_and_guests_by_node(proxmox):
    page, _ = proxmox()
    expect(page).to_have_title("Proxmox guests · Pulse")
    expect(page.get_by_role("link", name="Proxmox", exact=False).first).to_be_visible()
    nodes = page.locator(".nodes tr[data-id]")
    expect(nodes).to_have_count(4)
    expect(nodes.first).to_contain_text("pve1")
    expect(nodes.first).to_contain_text("10/10")
    # Fresh from a restart: it stands out.
    expect(page.locator(".nodes tr[data-id='agent-pve3'] .cell-uptime")).to_have_class(re.compile("recent"))
    heading = page.locator("tr[data-group]").first
    expect(heading).to_contain_text("pve1")
    expect(heading).to_contain_text("13/15")
    expect(guests(page)).to_have_count(60)
    before = 60
    heading.get_by_role("button").click()
    expect(heading.get_by_role("button")).to_have_attribute("aria-expanded", "false")
    expect(guests(page)).to_have_count(before - 15)
    page.reload()
    expect(page.locator("tr[data-group]").first.get_by_role("button")).to_have_attribute("aria-expanded", "false")


def test_filters_are_in_the_address(proxmox):
    page, _ = proxmox()
    page.get_by_role("radio", name="LXC").click()
    expect(page).to_have_url(re.compile("type=lxc"))
    expect(page.get_by_text("20 of 60")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Stopped")).click()
    expect(page.get_by_text("6 of 60")).to_be_visible()
    page.get_by_role("button", name="ci", exact=True).first.click()
    expect(page).to_have_url(re.compile("tag=ci"))
    page.get_by_role("button", name="Remove filter tag ci").click()
    page.get_by_role("combobox", name="Search guests").fill("cpu>>")
    expect(page.get_by_text("is not a condition")).to_be_visible()
    page.get_by_role("combobox", name="Search guests").fill("nothing like it")
    expect(page.get_by_role("heading", name="No guest matches")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.get_by_text("60 guests")).to_be_visible()


def test_an_address_opens_the_same_view_and_back_closes_the_drawer_only(proxmox):
    page, _ = proxmox("/proxmox/overview?q=tag:prod%20cpu%3E20&sort=cpu&order=desc&group=none")
    shown = names(page)
    values = [int(re.search(r"\d+", text)[0]) for text in page.locator(".guests tr[data-id] .cell-cpu .meter-value").all_inner_texts()]
    assert shown and values == sorted(values, reverse=True) and min(values) >= 20
    expect(page.get_by_role("columnheader", name="CPU").last).to_have_attribute("aria-sort", "descending")
    page.locator(".guests tr[data-id] .cell-memory").first.click()
    drawer = page.get_by_role("complementary")
    expect(drawer.get_by_role("heading", level=2)).to_have_text(shown[0])
    drawer.get_by_role("button", name="Sources").click()
    expect(page).to_have_url(re.compile("detail=sources"))
    expect(drawer.get_by_text("guest-agent-meminfo not used: the guest agent does not answer")).to_be_visible()
    drawer.get_by_role("button", name="Next guest").click()
    expect(drawer.get_by_role("heading", level=2)).to_have_text(shown[1])
    address = page.url
    page.go_back()
    expect(drawer).to_be_hidden()
    assert names(page) == shown
    page.goto(address)
    expect(page.get_by_role("complementary").get_by_role("heading", level=2)).to_have_text(shown[1])


def test_changes_move_numbers_not_rows_under_the_pointer(proxmox):
    page, live = proxmox("/proxmox/overview?sort=cpu&order=desc&group=none")
    before = names(page)
    first = guests(page).first
    first.hover()
    last = page.locator(".guests tr.running").last.get_attribute("data-id")
    live.send(live.estate.patch({"id": last, "cpu": {"current": 99.6}}))
    expect(page.locator(f"tr[data-id='{last}'] .cell-cpu .meter-value")).to_have_text("100 %")
    assert names(page) == before
    page.get_by_role("button", name=re.compile("rows? moved")).click()
    expect(guests(page).first).to_have_attribute("data-id", last)


def test_states_come_and_go(proxmox):
    page, live = proxmox()
    row = page.locator("tr[data-id='vm-103']")
    expect(row).to_contain_text("Running")
    live.send(live.estate.patch({"id": "vm-103", "status": "stopped", "cpu": None, "proxmox": {"runtimeStatus": "stopped"}}))
    expect(row).to_contain_text("Stopped")
    expect(row).to_have_class(re.compile("flash-"))
    expect(row.locator(".cell-cpu")).to_have_text("")
    # A node goes: its guests are not stopped, nobody knows.
    live.send(live.estate.patch({"id": "agent-pve1", "status": "offline"}))
    expect(page.locator(".nodes tr[data-id='agent-pve1']")).to_contain_text("Offline")
    expect(page.locator("tr[data-id='vm-100'] .cell-cpu")).to_have_text("node offline")
    expect(page.get_by_role("button", name=re.compile("^Attention"))).to_contain_text("15")
    # One leaves while it is looked at: it stays for a moment, greyed.
    page.locator("tr[data-id='vm-106'] a").click()
    drawer = page.get_by_role("complementary")
    live.send(live.estate.patch(removed=["vm-106"]))
    expect(drawer).to_contain_text("No longer here")
    expect(page.locator("tr[data-id='vm-106']")).to_have_count(0)
    expect(drawer).to_be_hidden(timeout=10_000)


def test_unknown_is_not_zero(proxmox):
    estate = Estate(guests=3)
    estate.resources["vm-100"] |= {"disk": {"current": -1, "total": 10}, "cpu": {"current": 0}}
    estate.resources["vm-100"]["proxmox"] |= {"diskStatusReason": "agent-disabled", "disks": []}
    page, _ = proxmox(estate=estate)
    row = page.locator("tr[data-id='vm-100']")
    expect(row.locator(".cell-disk .meter-value")).to_have_text("—")
    expect(row.locator(".cell-disk .meter")).to_have_attribute("title", re.compile("guest agent is switched off"))
    expect(row.locator(".cell-cpu .meter-value")).to_have_text("0 %")


def test_names_from_outside_stay_text(proxmox):
    estate = Estate(guests=2)
    evil = "<img src=x onerror=alert(1)>"
    estate.resources["vm-100"] |= {"name": evil, "displayName": evil, "tags": [evil]}
    page, _ = proxmox(estate=estate)
    expect(page.get_by_text(evil).first).to_be_visible()
    page.locator("tr[data-id='vm-100'] a").click()
    expect(page.get_by_role("complementary").get_by_role("heading", name=evil)).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search everything").fill("img")
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_contain_text(evil)
    assert page.evaluate("document.querySelectorAll('main img, dialog img').length") == 0


def test_columns_are_chosen_and_kept(proxmox):
    page, _ = proxmox()
    page.get_by_role("button", name="Columns and export").click()
    page.get_by_role("checkbox", name="Operating system").check()
    page.get_by_role("checkbox", name="Tags").uncheck()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    with open(download.value.path()) as file:
        lines = file.read().splitlines()
    assert lines[0].startswith("Name,Guest number,Type,CPU") and "Operating system" in lines[0] and len(lines) == 61
    page.reload()
    expect(page.locator(".guests .cell-os").first).to_be_visible()
    expect(page.locator(".guests .cell-tags")).to_have_count(0)


def test_lines_instead_of_bars(proxmox):
    page, _ = proxmox()
    page.get_by_role("radio", name="Lines of the last hours").click()
    expect(page.locator(".guests tr[data-id]:not(.stopped) .cell-cpu canvas").first).to_be_visible()
    page.reload()
    expect(page.locator(".nodes .cell-memory canvas").first).to_be_visible()


def test_keyboard_alone(proxmox):
    page, _ = proxmox()
    expect(guests(page).first).to_be_visible()
    page.keyboard.press("j")
    heading = page.locator("tr[data-group] button").first
    expect(heading).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("complementary")
    expect(drawer).to_be_visible()
    page.keyboard.press("]")
    page.keyboard.press("2")
    expect(page).to_have_url(re.compile("detail=history"))
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(guests(page).nth(1).locator("a")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()


def test_the_search_completes_itself(proxmox):
    page, _ = proxmox()
    field = page.get_by_role("combobox", name="Search guests")
    field.press_sequentially("po")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("pool:")
    page.get_by_role("option", name="pool:customers").click()
    expect(page.get_by_text("9 of 60")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_storages_and_disks(proxmox):
    page, _ = proxmox("/proxmox/storage")
    rows = page.locator(".storages tr[data-id]")
    expect(rows).to_have_count(14)
    expect(rows.first).to_contain_text("Pool tank is degraded")
    expect(rows.first).to_contain_text("Mirror reduced")
    expect(page.locator(".storages tr[data-id='storage-backup-nfs']")).to_contain_text("4 nodes")
    rows.first.click()
    drawer = page.get_by_role("complementary")
    expect(drawer.get_by_role("region", name="ZFS pool")).to_contain_text("nvme1n1p3")
    expect(drawer.get_by_role("region", name="ZFS pool")).to_contain_text("faulted")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Physical disks").click()
    expect(page).to_have_url(re.compile("tab=disks"))
    disks = page.locator(".disks tr[data-id]")
    expect(disks.first).to_contain_text("Replace now")
    disks.first.click()
    expect(page.get_by_role("complementary")).to_contain_text("S64GNE0Tpve21")


def test_replication_and_ceph(proxmox):
    page, _ = proxmox("/proxmox/replication")
    rows = page.locator(".replication tr[data-id]")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("Failed")
    expect(rows.first).to_contain_text("zfs send")
    rows.first.locator("a").click()
    expect(page.get_by_role("complementary")).to_contain_text("exit code 255")
    page.get_by_role("complementary").get_by_role("link", name=re.compile("db-01")).click()
    expect(page).to_have_url(re.compile(r"/proxmox/overview\?resource=vm-101"))
    page.get_by_role("navigation", name="Proxmox").get_by_role("link", name=re.compile("Ceph")).click()
    expect(page.locator(".ceph tr[data-id]")).to_contain_text("11/12/12")
    page.locator(".ceph tr[data-id] a").click()
    expect(page.get_by_role("complementary").get_by_role("region", name="Health checks")).to_contain_text("OSD_DOWN")


def test_overview_says_what_is_wrong_and_leads_there(proxmox):
    page, live = proxmox("/")
    attention = page.get_by_role("region", name="Needs attention")
    expect(attention.get_by_role("link").first).to_be_visible()
    live.send(live.estate.patch({"id": "agent-pve4", "status": "offline"}))
    expect(attention.get_by_role("link").first).to_contain_text("pve4")
    expect(attention.get_by_role("link").first).to_contain_text("+20 affected")
    expect(page.locator(".headline")).to_contain_text("1 host offline")
    expect(page).to_have_title(re.compile(r"\(\d\) Overview"))
    attention.get_by_role("link", name=re.compile("SMART says")).click()
    expect(page.get_by_role("complementary")).to_contain_text("Replace now")


def test_no_proxmox_yet_leads_to_adding_one(proxmox):
    estate = Estate(guests=0)
    estate.resources.clear()
    page, _ = proxmox(estate=estate)
    expect(page.get_by_role("heading", name="No Proxmox VE yet")).to_be_visible()
    page.get_by_role("link", name="Add Proxmox VE").click()
    expect(page.get_by_role("dialog", name="Add Proxmox VE")).to_be_visible()


def test_palette_goes_and_does(proxmox):
    page, _ = proxmox()
    expect(guests(page).first).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search everything")
    field.fill("stor")
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_contain_text("storage", ignore_case=True)
    field.fill("#customer-a")
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_contain_text(re.compile("VM|LXC"))
    field.fill("@10.0.0.17")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("resource="))
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search everything").fill(">dark")
    before = page.evaluate("document.documentElement.dataset.theme")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") != before
