"""A state of several MiB: parsed beside the page, or by the page where no worker can be started."""

import re

import pytest
from estate import Estate, LiveEstate
from playwright.sync_api import expect

WORKER = re.compile(r"/assets/parser\.worker-\w+\.js$")


def open_estate_of(page, cookies, guests):
    page.context.add_cookies(cookies)
    return LiveEstate(page, Estate(nodes=10, guests=guests))


@pytest.mark.parametrize("worker", ["starts", "is gone"])
def test_a_large_state_is_parsed_beside_the_page(pages, server, _cookies, worker):
    page = pages.open(server)
    live = open_estate_of(page, _cookies, 1500)
    if worker == "is gone":
        pages.expect_problem("Failed to load resource")
        page.route(WORKER, lambda route: route.fulfill(status=404, body="gone"))
    started = []
    page.on("worker", lambda each: started.append(each.url))
    live.held = True
    page.goto("/proxmox/overview")
    page.get_by_role("navigation", name="Main").wait_for()
    live.release()
    # What comes while it is parsed is applied after it.
    live.send(live.estate.patch({"id": "vm-100", "name": "came-later", "displayName": "came-later"}))
    expect(page.get_by_text("1,500 guests")).to_be_visible()
    page.get_by_role("combobox", name="Search guests").fill("came-later")
    expect(page.locator("tr[data-id='vm-100']")).to_contain_text("came-later")
    assert len(started) == 1 and WORKER.search(started[0])


def test_a_small_state_starts_no_worker(pages, server, _cookies):
    page = pages.open(server)
    open_estate_of(page, _cookies, 20)
    started = []
    page.on("worker", lambda each: started.append(each.url))
    page.goto("/proxmox/overview")
    expect(page.get_by_text("20 guests")).to_be_visible()
    assert started == []
