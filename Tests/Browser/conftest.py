"""Fixtures of the browser tests: a browser, started servers, pages that complain about anything unclean."""

import os

import pytest
from alert_answers import AlertAnswers
from estate import Estate, open_estate
from playwright.sync_api import expect, sync_playwright
from pulse_server import BINARY, PASSWORD, USER, WEB_DIR, PulseServer

CHROMIUM = os.environ.get("PULSE_CHROMIUM", "/usr/bin/chromium")
# A loaded CI machine with two cores is slow, not wrong.
expect.set_options(timeout=15_000)


def pytest_configure(config):
    if not os.access(BINARY, os.X_OK):
        raise pytest.UsageError(f"{BINARY} is missing; build it with: swift build")
    if not os.access(f"{WEB_DIR}/index.html", os.R_OK):
        raise pytest.UsageError(f"{WEB_DIR} is missing; build it with: Scripts/web-build")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A claimed server, shared by tests that leave it as it was."""
    started = PulseServer(tmp_path_factory.mktemp("shared") / "data").start().claim()
    yield started
    started.stop()


@pytest.fixture
def own_server(tmp_path, pages):
    """A claimed server of this test's own."""
    started = PulseServer(tmp_path / "data").start().claim()
    yield started
    pages.leave()
    started.stop()


@pytest.fixture
def fresh_server(tmp_path, pages):
    """A server that nobody has claimed."""
    started = PulseServer(tmp_path / "data").start()
    yield started
    pages.leave()
    started.stop()


class Pages:
    """Opens pages and remembers what they did wrong."""

    def __init__(self, browser):
        self._browser = browser
        self._contexts = []
        self.problems = []
        self.expected = []

    def open(self, server, width=1440, height=900, scheme="light", motion="no-preference"):
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion=motion, locale="en-GB", base_url=server.base
        )
        self._contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", lambda message: message.type == "error" and self.problems.append(f"console: {message.text}"))
        page.on("request", lambda request: self._look(server, request.url))
        return page

    def _look(self, server, url):
        own = (server.base, server.base.replace("http", "ws"), "data:", "blob:")
        if not url.startswith(own):
            self.problems.append(f"foreign request: {url}")

    def expect_problem(self, text):
        """A refused call is written to the console by the browser; the test says that it wants one."""
        self.expected.append(text)

    def leave(self):
        """Closes all pages; done before a server stops, which they would complain about."""
        while self._contexts:
            self._contexts.pop().close()

    def close(self):
        self.leave()
        return [problem for problem in self.problems if not any(text in problem for text in self.expected)]


@pytest.fixture
def pages(browser):
    opened = Pages(browser)
    yield opened
    assert opened.close() == []


@pytest.fixture(scope="session")
def _cookies(browser, server):
    """Signed in once for the shared server."""
    context = browser.new_context(base_url=server.base)
    answer = context.request.post("/api/login", data={"username": USER, "password": PASSWORD})
    assert answer.ok, answer.text()
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def signed_in(pages, server, _cookies):
    """Opens a signed-in page of the shared server at an address."""

    def open_page(address="/", **options):
        page = pages.open(server, **options)
        page.context.add_cookies(_cookies)
        page.goto(address)
        page.get_by_role("navigation", name="Main").wait_for()
        return page

    return open_page


@pytest.fixture
def alerts(signed_in, pages):
    """Opens a page of alerts with a made-up estate and scripted answers."""

    def open_page(address="/alerts/overview", **options):
        estate = Estate()
        page, live = open_estate(signed_in, "/settings/security/authentication", estate, **options)
        answers = AlertAnswers(page, estate)
        page.goto(address)
        expect(page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
        answers.live = live
        return page, answers

    return open_page
