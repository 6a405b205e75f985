"""Light, dark and like the system."""

from playwright.sync_api import expect


def theme(page):
    return page.evaluate("document.documentElement.dataset.theme")


def test_choice_is_kept_and_shared_and_system_is_followed(signed_in):
    page = signed_in("/", scheme="dark")
    assert theme(page) == "dark"
    page.get_by_role("radio", name="Light").click()
    assert theme(page) == "light"
    other = page.context.new_page()
    other.goto("/")
    assert theme(other) == "light", "set before the first paint"
    expect(other.get_by_role("radio", name="Light")).to_be_checked()
    other.get_by_role("radio", name="Like the system").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")


def test_reduced_motion_has_no_animation(signed_in):
    page = signed_in("/", motion="reduce")
    page.get_by_role("button", name="User menu").click()
    seconds = page.get_by_role("menu").evaluate("menu => parseFloat(getComputedStyle(menu).animationDuration)")
    assert seconds < 0.001
