"""Rules of alerts made in the page are in force in the server: overrides of every kind, custom rules, mute. Nothing is scripted here; the estate is the server's own mock mode."""

import datetime
import re
import time

import pytest
from playwright.sync_api import expect
from pulse_server import USER, PulseServer, PASSWORD

ESTATE = {"enabled": True, "config": {"nodeCount": 5, "vmsPerNode": 3, "lxcsPerNode": 2, "randomMetrics": False}}


class Rules:
    """A page with a real estate, and what the server says of it."""

    def __init__(self, page, csrf):
        self.page = page
        self.request = page.request
        self.csrf = csrf

    def state(self):
        return self.request.get("/api/state").json()["resources"]

    def config(self):
        return self.request.get("/api/alerts/config").json()

    def explained(self, resource, rule):
        answer = self.request.get("/api/alerts/explain", params={"resourceId": resource})
        assert answer.ok, answer.text()
        return next((each for each in answer.json()["rules"] if each["rule"] == rule), None)

    def save(self):
        bar = self.page.get_by_role("region", name="Changes")
        bar.get_by_role("button", name="Save").click()
        expect(bar).to_be_hidden()

    def override(self, group, name, metric, trigger):
        """Makes an override in the page as a person does."""
        self.page.goto(f"/alerts/thresholds?group={group}")
        self.page.get_by_role("button", name="Add override").click()
        dialog = self.page.get_by_role("dialog", name=re.compile("Override for"))
        dialog.get_by_role("textbox", name="Search").fill(name)
        dialog.get_by_role("group", name="Resources").get_by_role("checkbox").first.check()
        dialog.get_by_role("spinbutton", name=f"{metric}: raised at").fill(str(trigger))
        dialog.get_by_role("spinbutton", name=f"{metric}: over at").fill(str(trigger - 5))
        dialog.get_by_role("button", name="Change", exact=True).click()
        self.save()


@pytest.fixture(scope="module")
def mock_server(tmp_path_factory):
    started = PulseServer(tmp_path_factory.mktemp("rules") / "data").start().claim()
    yield started
    started.stop()


@pytest.fixture
def rules(pages, mock_server):
    page = pages.open(mock_server)
    assert page.context.request.post("/api/login", data={"username": USER, "password": PASSWORD}).ok
    csrf = next((cookie["value"] for cookie in page.context.cookies() if "csrf" in cookie["name"]), "")
    if not page.request.get("/api/system/mock-mode").json()["enabled"]:
        assert page.request.post("/api/system/mock-mode", data=ESTATE, headers={"X-CSRF-Token": csrf}).ok
    page.goto("/proxmox/overview")
    expect(page.locator(".guests tr.running .cell-disk .meter-value").filter(has_text=re.compile(r"\d")).first).to_be_visible(timeout=60_000)
    yield Rules(page, csrf)
    pages.leave()


def filesystem(resource):
    return next((disk for disk in resource["proxmox"].get("disks", []) if disk["mountpoint"] != "/"), None)


def chosen(rules, kind):
    """A resource of each kind with what is searched for, its metric, and the rule that judges it."""
    state = rules.state()

    def first(fits):
        return next(each for each in state if fits(each))

    match kind:
        case "guests":
            found = first(lambda each: each["type"] == "vm" and each["status"] == "running")
            return found, str(found["proxmox"]["vmid"]), "CPU", "cpu"
        case "filesystems":
            found = first(lambda each: each["type"] == "vm" and filesystem(each))
            mount = filesystem(found)["mountpoint"]
            return found, f"{found['name']}: {mount}", "Disk", f"disk:{re.sub('[^a-z0-9]+', '-', mount.lower()).strip('-')}"
        case "nodes":
            found = first(lambda each: each["type"] == "agent" and "proxmox" in each)
            return found, found["name"], "Memory", "memory"
        case "storage":
            found = first(lambda each: each["type"] == "storage" and each["status"] == "online")
            return found, f"{found['name']} {found['parentName'] if not found['storage']['shared'] else 'shared'}", "Storage usage", "usage"
        case "machines":
            found = first(lambda each: "agent" in each and "proxmox" not in each)
            return found, found["name"], "CPU", "cpu"
        case "filling":
            found = first(lambda each: "agent" in each and each["agent"].get("disks"))
            return found, found["agent"]["disks"][0]["mountpoint"], "Disk", "disk:root" if found["agent"]["disks"][0]["mountpoint"] == "/" else None
        case "disks":
            found = first(lambda each: each["type"] == "physical_disk" and "proxmox" in each)
            return found, f"{found['name']} {found['physicalDisk']['devPath'].removeprefix('/dev/')} {found['parentName']}", "Disk temperature", "diskTemperature"


@pytest.mark.parametrize("kind", ["guests", "filesystems", "nodes", "storage", "machines", "filling", "disks"])
def test_an_override_made_in_the_page_is_in_force(rules, kind):
    resource, name, metric, rule = chosen(rules, kind)
    before = rules.explained(resource["id"], rule)
    assert before is None or before.get("origin", {}).get("kind") != "override", before
    rules.override(kind, name, metric, 64)
    after = rules.explained(resource["id"], rule)
    assert after["origin"]["kind"] == "override", after
    assert after["origin"]["key"] in rules.config()["overrides"]
    assert after.get("trigger", 64) == 64, after
    table = rules.page.get_by_role("region", name="Overrides")
    expect(table).to_contain_text("64")
    # Back to the default for this value alone takes the override out again.
    table.get_by_role("button", name=re.compile("Back to the default:")).first.click()
    rules.save()
    assert rules.config()["overrides"] == {}
    assert rules.explained(resource["id"], rule) is None or rules.explained(resource["id"], rule).get("origin", {}).get("kind") != "override"


def test_a_custom_rule_made_in_the_page_counts_for_the_guests_it_names(rules):
    page = rules.page
    guest = next(each for each in rules.state() if each["type"] == "vm" and each["status"] == "running" and each["tags"])
    tag = guest["tags"][0]
    fitting = [each for each in rules.state() if each["type"] in ("vm", "system-container") and any(tag in other for other in each["tags"])]
    page.goto("/alerts/thresholds")
    page.get_by_role("button", name="Add rule").click()
    dialog = page.get_by_role("dialog", name="Add rule")
    dialog.get_by_label("For guests that fit").fill(f"-tag:{tag}")
    expect(dialog).to_contain_text("A rule cannot exclude.")
    dialog.get_by_label("For guests that fit").fill(f"tag:{tag}")
    expect(dialog.get_by_role("status")).to_contain_text(re.compile(rf"^{len(fitting)} guests? fit"))
    dialog.get_by_role("spinbutton", name="CPU: raised at").fill("97")
    dialog.get_by_role("spinbutton", name="CPU: over at").fill("91")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_contain_text("A name is needed.")
    dialog.get_by_label("Name").fill("Tagged")
    dialog.get_by_role("spinbutton", name="Priority").fill("7")
    dialog.get_by_role("button", name="Add", exact=True).click()
    rules.save()
    found = rules.explained(guest["id"], "cpu")
    assert (found["origin"]["kind"], found["origin"]["name"], found["trigger"], found["clear"]) == ("custom-rule", "Tagged", 97, 91)
    # Nothing was said to be adjusted: the page sends rules as the server keeps them.
    expect(page.get_by_text("The server adjusted")).to_have_count(0)
    row = page.get_by_role("region", name="Custom rules").get_by_role("row", name=re.compile("Tagged"))
    expect(row).to_contain_text(f"tag:{tag}")
    row.get_by_role("checkbox").uncheck()
    rules.save()
    assert rules.explained(guest["id"], "cpu")["origin"]["kind"] == "default"
    row.get_by_role("button", name="Remove the rule Tagged").click()
    rules.save()
    assert rules.config()["customRules"] == []


def test_a_rule_the_page_cannot_express_stays_as_it_is(rules):
    page = rules.page
    config = rules.config()
    odd = {"id": "odd", "name": "Odd", "priority": 3, "enabled": True, "filterConditions": {"logicalOperator": "AND", "filters": [{"type": "text", "field": "tags", "operator": "contains", "value": "a,b"}]}, "thresholds": {"cpu": {"trigger": 88, "clear": 80}}}
    config["customRules"] = [odd]
    assert page.request.put("/api/alerts/config", data=config, headers={"X-CSRF-Token": rules.csrf}).ok
    kept = rules.config()["customRules"][0]
    page.goto("/alerts/thresholds")
    row = page.get_by_role("region", name="Custom rules").get_by_role("row", name=re.compile("Odd"))
    expect(row).to_contain_text("only shown here")
    expect(row.get_by_role("button", name="Edit the rule Odd")).to_have_count(0)
    expect(row.get_by_role("checkbox")).to_be_disabled()
    page.get_by_role("group", name="Memory", exact=True).get_by_role("spinbutton", name="Memory: raised at").fill("86")
    rules.save()
    assert rules.config()["customRules"] == [kept]
    row.get_by_role("button", name="Remove the rule Odd").click()
    page.get_by_role("button", name="Factory settings").click()
    dialog = page.get_by_role("dialog", name="Guests: back to factory settings")
    expect(dialog.get_by_role("listitem")).to_have_text(["Guests: Memory86 % (over at 80 %) → 85 % (over at 80 %)"])
    dialog.get_by_role("button", name="Reset 1 value").click()
    rules.save()
    assert rules.config()["guestDefaults"]["memory"] == {"trigger": 85, "clear": 80} and rules.config()["customRules"] == []


def test_the_preview_is_of_the_group_and_times_for_single_metrics_have_a_way_back(rules):
    page = rules.page
    page.goto("/alerts/thresholds?group=nodes")
    nodes = sum(each["type"] == "agent" and "proxmox" in each for each in rules.state())
    expect(page.get_by_role("region", name="Preview")).to_contain_text(f"for {nodes} resources", timeout=60_000)
    page.get_by_text("Other times for single metrics").click()
    page.get_by_role("spinbutton", name="Memory, seconds").fill("120")
    rules.save()
    assert rules.config()["metricTimeThresholds"] == {"node": {"memory": 120}}
    page.get_by_role("button", name="Memory: default").click()
    rules.save()
    assert rules.config()["metricTimeThresholds"] == {}


def test_mute_silences_the_resource_until_its_end(rules):
    page = rules.page
    # The simulated estate has disks that wear out: there is always something to mute.
    page.goto("/alerts/overview?group=none")
    target = page.locator("tr[data-id]").first
    expect(target).to_be_visible(timeout=60_000)
    identifier = target.get_attribute("data-id")
    kind = next(each["type"] for each in page.request.get("/api/alerts/active").json() if each["id"] == identifier)
    target.get_by_role("link").focus()
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog", name=re.compile("^Mute"))
    dialog.get_by_label("Reason").fill("New disk ordered")
    dialog.get_by_role("button", name="4 hours").click()
    dialog.get_by_role("button", name="Mute", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.locator(f"tr[data-id='{identifier}']")).to_have_count(0, timeout=30_000)
    [(key, value)] = rules.config()["overrides"].items()
    assert value["disabled"] is True and value["disabledReason"] == "New disk ordered", value
    assert 3.9 * 3600 < datetime.datetime.fromisoformat(value["disabledUntil"].replace("Z", "+00:00")).timestamp() - time.time() < 4.1 * 3600
    assert all(each["id"] != identifier for each in page.request.get("/api/alerts/active").json())
    assert rules.explained(key, kind)["off"] == "resource-disabled"
    strip = page.locator(".muted-strip")
    strip.get_by_text("1 resource is muted").click()
    expect(strip).to_contain_text(re.compile("ends in [34] h"))
    strip.get_by_role("button", name=re.compile("Unmute")).click()
    expect(strip).to_have_count(0)
    assert rules.config()["overrides"] == {}
    assert rules.explained(key, kind)["reading"] != "off"
