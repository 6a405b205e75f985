"""Signing in and out, refused attempts, the end of a session."""

import re

from conftest import sign_in
from playwright.sync_api import expect


def test_wrong_password_counts_down_and_locks(pages, own_server):
    pages.expect_problem("401")
    pages.expect_problem("403")
    page = pages.open(own_server)
    page.goto("/")
    for left in ("4 attempts", "3 attempts", "2 attempts", "1 attempt"):
        sign_in(page, "not the password")
        expect(page.get_by_role("alert")).to_contain_text(f"{left} left")
        expect(page.get_by_label("Password", exact=True)).to_have_value("")
        expect(page.get_by_label("User name")).to_have_value("admin")
    sign_in(page, "not the password")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Try again in 1[45]m"))
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()


def test_sign_in_keeps_the_address_and_sign_out_ends_it(pages, own_server):
    page = pages.open(own_server)
    page.goto("/settings/security/api")
    page.get_by_label("Keep me signed in").check()
    sign_in(page)
    expect(page.get_by_role("heading", name="API tokens")).to_be_visible()
    assert page.evaluate("localStorage.getItem('pulse.login')") == "admin"

    page.get_by_role("button", name="User menu").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_label("User name")).to_have_value("admin")
    page.goto("/standalone/machines")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_ended_session_asks_over_the_page_and_keeps_what_was_typed(pages, own_server):
    pages.expect_problem("401")
    pages.expect_problem("WebSocket")
    page = pages.open(own_server)
    page.goto("/settings/security/api")
    sign_in(page)
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name").fill("half written")
    page.get_by_role("button", name="Dashboard").click()
    page.context.clear_cookies()
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_role("heading", name="Please sign in again")).to_be_visible()
    sign_in(page)
    expect(page.get_by_role("heading", name="Please sign in again")).to_be_hidden()
    expect(page.get_by_label("Name")).to_have_value("half written")


def test_changing_the_password(pages, own_server):
    pages.expect_problem("401")
    page = pages.open(own_server)
    page.goto("/settings/security/authentication")
    sign_in(page)
    change = page.get_by_role("button", name="Change password")
    page.get_by_label("New password").fill("a much better password")
    page.get_by_label("Repeat the password").fill("a much better passwort")
    page.get_by_label("Current password").fill("wrong password here")
    change.click()
    expect(page.get_by_text("The two passwords differ.")).to_be_visible()
    page.get_by_label("Repeat the password").fill("a much better password")
    change.click()
    expect(page.get_by_text("Current password is incorrect")).to_be_visible()
    page.get_by_label("Current password").fill("correct horse battery staple")
    change.click()
    expect(page.locator(".notice.ok")).to_be_visible()
    body = {"username": "admin", "password": "a much better password"}
    assert own_server.call("POST", "/api/login", body)[0] == 200
