"""How the page is delivered: content policy, not-found answers, budget."""

import gzip
import pathlib
import re

from playwright.sync_api import expect
from pulse_server import WEB_DIR


def test_not_found_page_and_missing_asset(signed_in, server):
    page = signed_in("/settings/nope")
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    page.get_by_role("link", name="Go to the overview").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    status, body = server.call("GET", "/assets/nope.js")
    assert status == 404 and "<html" not in body


def test_the_nonce_is_fresh_and_no_style_attribute_is_served(server):
    first, second = (server.call("GET", "/")[1] for _ in range(2))
    nonces = [set(re.findall(r'nonce="([^"]+)"', text)) for text in (first, second)]
    assert len(nonces[0]) == len(nonces[1]) == 1 and nonces[0] != nonces[1]
    assert "__CSP_NONCE__" not in first and "style=" not in first


def test_the_entry_and_every_chunk_fit_their_budgets():
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in pathlib.Path(WEB_DIR).rglob("*") if path.is_file()}
    entry = {name: size for name, size in sizes.items() if name.startswith(("index", "main-", "favicon-"))}
    assert sum(entry.values()) <= 90 * 1024, entry
    assert len(entry) <= 5
    chunks = {name: size for name, size in sizes.items() if name not in entry}
    assert all(size <= 40 * 1024 for size in chunks.values()), chunks
    assert sum(sizes.values()) <= 450 * 1024, sizes


def test_a_page_whose_code_is_gone_reloads_once_and_then_says_so(signed_in, pages):
    pages.expect_problem("Failed to load resource")
    page = signed_in("/standalone/machines")
    # Everything but the entry; the bundler names pages that share code after neither.
    late = re.compile(r"/assets/(pages|chunk)-\w+\.js$")
    page.context.route(late, lambda route: route.fulfill(status=404, body="gone"))
    loads = []
    page.on("load", lambda _: loads.append(1))
    page.goto("/settings/security/api")
    expect(page.get_by_role("heading", name="This page could not be loaded")).to_be_visible()
    assert len(loads) == 2, "once by the test, once by the page itself"
    page.context.unroute(late)
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("heading", name="API tokens")).to_be_visible()
