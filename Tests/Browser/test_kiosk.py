"""A screen on the wall: nothing to change, nobody to sign in."""

import json
import re

from estate import Estate, LiveEstate
from playwright.sync_api import expect


def token(server, cookies, scopes):
    jar = "; ".join(f"{each['name']}={each['value']}" for each in cookies)
    csrf = next(each["value"] for each in cookies if each["name"] == "pulse_csrf")
    status, body = server.call("POST", "/api/security/tokens", {"name": "wall", "scopes": scopes}, {"Cookie": jar, "X-CSRF-Token": csrf})
    assert status in (200, 201), body
    body = json.loads(body)
    return body["token"], body["record"]["id"], {"Cookie": jar, "X-CSRF-Token": csrf}


def open_wall(signed_in, address):
    page = signed_in("/settings/security/authentication")
    LiveEstate(page, Estate())
    page.goto(address)
    return page


def test_the_address_makes_it_one_and_esc_ends_it(signed_in):
    page = open_wall(signed_in, "/proxmox/overview?kiosk=1")
    expect(page.locator(".guests tr[data-id]").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator(".shell")).to_have_class(re.compile("headless"))
    page.mouse.move(300, 5)
    expect(page.locator(".shell")).not_to_have_class(re.compile("headless"))
    page.mouse.move(300, 500)
    expect(page.locator(".kiosk-clock")).to_contain_text(re.compile(r"\d\d:\d\d.*(live|data)"))
    page.goto("/settings/infrastructure")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_pages_take_turns_but_not_under_a_reader(signed_in):
    page = open_wall(signed_in, "/proxmox/overview?kiosk=1&rotate=5s&pages=/proxmox/overview,/proxmox/storage")
    expect(page.locator(".guests tr[data-id]").first).to_be_visible()
    expect(page.locator(".storages tr[data-id]").first).to_be_visible(timeout=8000)
    page.locator(".storages tr[data-id] a").first.click()
    page.wait_for_timeout(6000)
    expect(page.get_by_role("complementary")).to_be_visible()


def test_a_token_that_can_only_look(pages, server, _cookies):
    secret, record, headers = token(server, _cookies, ["monitoring:read"])
    pages.expect_problem("401")
    page = pages.open(server)
    seen = []
    page.on("request", lambda request: seen.append(request))
    page.goto(f"/proxmox/overview?token={secret}&sort=cpu")
    expect(page.locator(".shell")).to_have_class(re.compile("kiosk"))
    assert secret not in page.url and "sort=cpu" in page.url
    expect(page.get_by_text("Live")).to_be_attached()
    # Only the first address and the socket, which cannot carry headers, hold it.
    assert [each for each in seen[1:] if secret in each.url] == []
    assert secret not in page.evaluate("JSON.stringify(localStorage) + document.title")
    page.keyboard.press("Escape")
    expect(page.locator(".shell")).to_have_class(re.compile("kiosk"))
    page.goto("/settings/security/api")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    server.call("DELETE", f"/api/security/tokens/{record}", None, headers)
    page.reload()
    expect(page.get_by_role("heading", name="Access revoked")).to_be_visible()
    expect(page.get_by_label("Password")).to_have_count(0)
