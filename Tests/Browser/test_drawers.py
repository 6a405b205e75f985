"""What drawers tell of a resource: facts in groups, its arrays, how it was put together."""

import re

import pytest
from estate import Estate, open_estate
from playwright.sync_api import expect


@pytest.fixture
def node(signed_in):
    estate = Estate()
    resource = estate.resources["agent-pve1"]
    resource["agent"] = {
        "agentVersion": "6.0.0", "raid": [
            {"device": "/dev/md0", "level": "raid1", "state": "clean", "totalDevices": 2, "activeDevices": 2, "workingDevices": 2, "failedDevices": 0, "spareDevices": 0},
            {"device": "/dev/md1", "level": "raid5", "state": "recovering", "totalDevices": 4, "activeDevices": 3, "workingDevices": 4, "failedDevices": 1, "spareDevices": 0, "rebuildPercent": 41.6, "operation": "recovery"},
        ],
    }  # fmt: skip
    resource["proxmox"] |= {"connectionHealth": "degraded", "temperatureMonitoringEnabled": True}
    page, _ = open_estate(signed_in, "/proxmox/overview?resource=agent-pve1&range=6h", estate)
    return page, page.get_by_role("complementary")


def group(drawer, name):
    return drawer.locator(".fact-group").filter(has=drawer.page.get_by_role("heading", name=name, exact=True))


def fact(drawer, name):
    return drawer.locator(".fact").filter(has=drawer.page.locator("dt", has_text=re.compile(f"^{name}$"))).locator("dd")


def test_facts_of_a_node_stand_in_groups(node):
    _, drawer = node
    expect(drawer.locator(".fact-group:visible h4")).to_have_text(["System", "Processor", "Memory", "Storage", "Monitoring"])
    expect(group(drawer, "Processor")).to_contain_text("AMD EPYC")
    expect(fact(drawer, "Load 1, 5, 15 min")).to_have_text("3.20 · 2.80 · 2.40")
    expect(fact(drawer, "Web interface").get_by_role("link")).to_have_attribute("href", "https://pve1.example.lan:8006")
    expect(drawer.locator(".fact.warning").filter(has_text="Connection")).to_contain_text("prod, degraded")
    expect(fact(drawer, "Hottest of the shown range")).to_have_text(re.compile(r"^\d+ °C, (\d+ (h|min) ago|just now)$"))
    expect(fact(drawer, "Temperatures")).to_have_text("Watched")


def test_arrays_tell_what_failed_and_how_far_a_rebuild_is(node):
    _, drawer = node
    rows = drawer.get_by_role("region", name="RAID arrays").locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("clean")
    expect(rows.nth(1)).to_contain_text("recovery 42 %")
    expect(rows.nth(1).locator(".number").first).to_have_text("3/4")
    expect(rows.nth(1).locator(".crit")).to_have_text("1")


def test_how_a_resource_was_put_together(node):
    page, drawer = node
    debug = drawer.get_by_role("region", name="Debug")
    debug.get_by_text("Ids, merged identities, raw form").click()
    expect(fact(debug, "Primary id")).to_have_text("proxmox:agent-pve1")
    expect(debug.get_by_role("region", name="Raw form")).to_contain_text('"prod:agent-pve1"')
    decided = []
    page.route("**/api/resources/agent-pve1/*", lambda route: (decided.append((route.request.url.rsplit("/", 1)[1], route.request.post_data_json)), route.fulfill(json={"status": "ok"})))
    debug.get_by_role("button", name="Join them").click()
    expect(page.locator(".toast").last).to_contain_text("They are one now")
    debug.get_by_role("button", name=re.compile("Wrongly merged: take proxmox and agent apart")).click()
    expect(page.locator(".toast").last).to_contain_text("kept apart")
    assert decided == [("link", {"targetId": "agent-pve4"}), ("report-merge", {"sources": ["proxmox", "agent"]})]


def test_facts_of_a_guest_stand_in_groups(signed_in):
    page, _ = open_estate(signed_in, "/proxmox/overview?resource=vm-100&range=6h")
    drawer = page.get_by_role("complementary")
    expect(drawer.locator(".fact-group:visible h4")).to_have_text(["Runtime", "Memory", "Operating system", "Backup"])
    expect(fact(drawer, "Locked")).to_have_text("backup")


def test_facts_are_copied_as_text(node):
    page, drawer = node
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    drawer.get_by_role("button", name="Copy the facts").click()
    expect(page.locator(".toast").last).to_contain_text("Facts copied")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0] == "pve1 (node)" and "resource=agent-pve1" in lines[1]
    assert "Kernel: 6.8.12-9-pve" in lines and any(line.startswith("CPU: 27.0 %") for line in lines)
