"""axe finds nothing, in both themes, wide and on a phone; nothing scrolls sideways."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from estate import open_estate
from playwright.sync_api import expect
from test_infrastructure import Script

SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def violations(page):
    # An animation half way has half the contrast.
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => null)))")
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}" for each in found for node in each["nodes"]]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages(signed_in, scheme, size):
    width, height = SIZES[size]
    page = signed_in("/standalone/machines", width=width, height=height, scheme=scheme, motion="reduce")
    expect(page.locator("tr[data-id] .cell-cpu .meter-value").first).to_have_text(re.compile(r"\d"), timeout=60_000)
    assert violations(page) == [], "machines"
    assert sideways(page) <= 0
    page.locator("tr[data-id]").first.click()
    expect(page.get_by_role("complementary").get_by_role("img").first).to_be_visible(timeout=30_000)
    assert violations(page) == [], "drawer"
    for address, heading in (("/settings/security/api", "API tokens"), ("/settings/security/authentication", "Password"), ("/nope", "This page does not exist")):
        page.goto(address)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        page.wait_for_load_state("networkidle") if address == "/nope" else page.wait_for_timeout(300)
        assert violations(page) == [], heading
        assert sideways(page) <= 0
    page.goto("/settings/security/api")
    page.get_by_role("button", name="New token").click()
    page.get_by_text("Choose scopes one by one").click()
    assert violations(page) == [], "new token"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    assert violations(page) == [], "keyboard"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_an_estate(signed_in, scheme, size):
    width, height = SIZES[size]
    page, _ = open_estate(signed_in, "/", width=width, height=height, scheme=scheme, motion="reduce")
    Script(page)
    views = {
        "/": ".concerns a",
        "/proxmox/overview": ".guests tr[data-id]",
        "/proxmox/overview?resource=vm-101": ".drawer .provenance",
        "/proxmox/overview?resource=agent-pve2": ".drawer .provenance",
        "/proxmox/storage?resource=storage-pve2-tank": ".drawer .provenance",
        "/proxmox/storage?tab=disks": ".disks tr[data-id]",
        "/proxmox/replication": ".replication tr[data-id]",
        "/proxmox/ceph?resource=ceph-1": ".drawer .provenance",
        "/settings/infrastructure": "tr[data-connection]",
        "/settings/infrastructure?add=pve": "dialog form",
    }
    for address, sign in views.items():
        page.goto(address)
        expect(page.locator(sign).first).to_be_visible()
        assert violations(page) == [], address
        assert sideways(page) <= 0, address
    page.goto("/proxmox/overview")
    page.get_by_role("radio", name="Lines of the last hours").click()
    page.get_by_role("combobox", name="Search guests").press_sequentially("tag:")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    assert violations(page) == [], "lines and suggestions"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Columns and export").click()
    assert violations(page) == [], "columns"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("web")
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_be_visible()
    assert violations(page) == [], "palette"
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("option", name="Copy link")).to_be_visible()
    assert violations(page) == [], "actions of a result"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_what_surrounds_the_pages(signed_in, scheme, size):
    width, height = SIZES[size]
    page, _ = open_estate(signed_in, "/settings/system-general", width=width, height=height, scheme=scheme, motion="reduce")
    Script(page)
    expect(page.locator("[data-bar=activation]")).to_be_visible()
    assert violations(page) == [], "preferences and a bar"
    assert sideways(page) <= 0
    page.keyboard.press("Control+Shift+C")
    page.get_by_role("button", name="Reset interface…").click()
    assert violations(page) == [], "a toast and a dialog"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("> messages")
    expect(page.get_by_role("option", name="Messages")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Messages")).to_be_visible()
    assert violations(page) == [], "messages"
    page.goto("/settings/infrastructure")
    page.get_by_role("button", name="More for edge").click()
    page.get_by_role("button", name="Diagnose…").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Test again")).to_be_enabled()
    assert violations(page) == [], "a diagnosis"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit prod").click()
    page.get_by_text("Members of the cluster").click()
    assert violations(page) == [], "members"
    assert sideways(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_first_run_and_login(pages, fresh_server, server, scheme, size):
    width, height = SIZES[size]
    page = pages.open(fresh_server, width=width, height=height, scheme=scheme, motion="reduce")
    page.goto("/")
    expect(page.get_by_role("heading", name="Welcome to Pulse")).to_be_visible()
    assert violations(page) == [], "unlock"
    page.get_by_label("Bootstrap token").fill(fresh_server.bootstrap_token())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("radio", name="My own").click()
    page.get_by_role("button", name="Create account").click()
    assert violations(page) == [], "administrator"
    page.get_by_role("radio", name="Generated").click()
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Pulse is yours")).to_be_visible()
    assert violations(page) == [], "credentials"
    assert sideways(page) <= 0
    login = pages.open(server, width=width, height=height, scheme=scheme, motion="reduce")
    login.goto("/")
    expect(login.get_by_role("heading", name="Sign in")).to_be_visible()
    assert violations(login) == [], "login"
    assert sideways(login) <= 0


@pytest.mark.parametrize("address", ["/", "/standalone/machines", "/proxmox/overview", "/settings/infrastructure", "/settings/security/api", "/settings/security/authentication"])
def test_320_pixels_do_not_scroll_sideways(signed_in, address):
    page = signed_in(address, width=320, height=640)
    page.wait_for_timeout(500)
    assert sideways(page) <= 0
