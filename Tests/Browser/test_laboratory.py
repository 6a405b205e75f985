"""The whole way with simulated clusters: a connection is added in the page, polled by the server, and its guests are shown."""

import json
import re
import subprocess

import pytest
from playwright.sync_api import expect
from pulse_server import BINARY, sign_in


@pytest.fixture
def laboratory(tmp_path):
    """One cluster of two nodes; how to connect to it."""
    process = subprocess.Popen(
        [BINARY, "lab", "--clusters", "1", "--nodes", "2", "--guests", "14", "--port", "0", "--json"], stdout=subprocess.PIPE, stderr=open(tmp_path / "lab.log", "wb")
    )
    try:
        yield json.loads(process.stdout.readline())["clusters"][0]
    finally:
        process.terminate()
        process.wait(15)


def test_from_nothing_to_guests(pages, own_server, laboratory):
    pages.expect_problem("status of 400")
    page = pages.open(own_server)
    page.goto("/settings/infrastructure")
    sign_in(page)
    page.get_by_role("button", name="Add Proxmox VE").first.click()
    dialog = page.get_by_role("dialog", name="Add Proxmox VE")
    dialog.get_by_label("Address").fill(laboratory["endpoints"][0]["origin"])
    dialog.get_by_label("Token id").fill(laboratory["tokenId"])
    dialog.get_by_role("textbox", name="Token secret").fill("wrong")
    dialog.get_by_role("button", name="Test connection").click()

    # The certificate is looked at before any secret is judged, and it is the one the laboratory says it shows.
    certificate = dialog.get_by_test_id("certificate")
    expect(certificate).to_contain_text(laboratory["endpoints"][0]["fingerprint"])
    certificate.get_by_role("button", name="Trust this certificate").click()
    expect(dialog.get_by_role("alert")).to_contain_text("token or password was not accepted", timeout=30_000)
    dialog.get_by_role("textbox", name="Token secret").fill(laboratory["tokenSecret"])
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_test_id("test-passed")).to_contain_text(re.compile(r"Proxmox VE \d+\.\d+.*cluster of 2 nodes"), timeout=30_000)
    expect(dialog.get_by_label("Name", exact=True)).to_have_value(laboratory["name"])
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(f"tr[data-connection='{laboratory['name']}']")).to_contain_text("Live", timeout=60_000)

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Proxmox").click()
    for node in laboratory["nodes"]:
        expect(page.locator(".nodes").get_by_text(node, exact=True)).to_be_visible()
    # What is not running is listed too; templates are not.
    expect(page.locator(".guests tr[data-id]").first).to_be_visible()
    running = page.locator(".guests tr.running").first
    expect(running.locator(".cell-cpu .meter-value")).to_have_text(re.compile(r"\d"), timeout=60_000)
    running.locator("a").click()
    drawer = page.get_by_role("complementary")
    expect(drawer.get_by_role("region", name="Sources")).to_contain_text("Memory", timeout=30_000)
    expect(drawer.get_by_role("img", name=re.compile(r"^CPU\."))).to_be_visible(timeout=60_000)
