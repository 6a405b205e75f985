"""How the page is delivered: content policy, not-found answers, budget."""

import gzip
import pathlib
import re

from playwright.sync_api import expect
from pulse_server import WEB_DIR


def test_not_found_page_and_missing_asset(signed_in, server):
    page = signed_in("/settings/nope")
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    page.get_by_role("link", name="Go to Machines").click()
    expect(page.get_by_role("heading", name="Machines")).to_be_visible()
    status, body = server.call("GET", "/assets/nope.js")
    assert status == 404 and "<html" not in body


def test_the_nonce_is_fresh_and_no_style_attribute_is_served(server):
    first, second = (server.call("GET", "/")[1] for _ in range(2))
    nonces = [set(re.findall(r'nonce="([^"]+)"', text)) for text in (first, second)]
    assert len(nonces[0]) == len(nonces[1]) == 1 and nonces[0] != nonces[1]
    assert "__CSP_NONCE__" not in first and "style=" not in first


def test_the_entry_fits_its_budget():
    files = [path for path in pathlib.Path(WEB_DIR).rglob("*") if path.is_file()]
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    assert size <= 90 * 1024, f"{size} bytes compressed"
    assert len(files) <= 5
