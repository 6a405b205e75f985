"""What people write about a guest or a machine, and views that lead to each other."""

import re

import pytest
from estate import open_estate
from playwright.sync_api import expect


@pytest.fixture
def opened(signed_in):
    def open_page(resource, **options):
        page, live = open_estate(signed_in, f"/proxmox/overview?resource={resource}", **options)
        drawer = page.get_by_role("complementary")
        # Keys that come before it is there are nobody's.
        expect(drawer).to_be_visible()
        return page, live, drawer, drawer.get_by_role("region", name="Notes")

    return open_page


def test_notes_are_written_kept_and_only_changed_where_they_were_changed(opened, server):
    page, _, drawer, notes = opened("vm-103")
    notes.get_by_role("button", name="Add").click()
    notes.get_by_label("Web address").fill("https://guest.example:8443/ui")
    notes.get_by_label("Description").fill("<b>Mail</b>")
    notes.get_by_label("Your tags").fill("mail, critical")
    notes.get_by_label("Notes", exact=True).fill("Restart after updates\nAsk Ada")
    notes.get_by_role("button", name="Save").click()
    expect(notes.get_by_role("listitem")).to_have_text(["Restart after updates", "Ask Ada"])
    # Text stays text.
    expect(notes).to_contain_text("<b>Mail</b>")
    page.reload()
    expect(notes.get_by_role("link", name="https://guest.example:8443/ui")).to_have_attribute("rel", "noopener noreferrer")

    notes.get_by_role("button", name="Edit").click()
    notes.get_by_label("Description").fill("Mail")
    with page.expect_request(re.compile("/api/guests/metadata/")) as sent:
        notes.get_by_role("button", name="Save").click()
    assert sent.value.post_data_json == {"description": "Mail"}
    expect(notes.get_by_text("Ask Ada")).to_be_visible()


def test_a_refused_address_says_so_at_its_field_and_nothing_is_shown_as_saved(opened, pages):
    pages.expect_problem("Failed to load resource")
    _, _, _, notes = opened("vm-104")
    notes.get_by_role("button", name="Add").click()
    field = notes.get_by_label("Web address")
    field.fill("javascript:alert(1)")
    notes.get_by_role("button", name="Save").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    notes.get_by_role("button", name="Discard").click()
    expect(notes).to_contain_text("Nothing was written down.")


def test_what_was_typed_is_there_again_after_another_row(opened):
    page, _, drawer, notes = opened("vm-107")
    name = drawer.get_by_role("heading", level=2).text_content()
    notes.get_by_role("button", name="Add").click()
    notes.get_by_label("Description").fill("half a sentence")
    drawer.get_by_role("button", name="Next guest").click()
    expect(drawer.get_by_role("heading", level=2)).not_to_have_text(name)
    expect(notes.get_by_label("Description")).to_have_count(0)
    drawer.get_by_role("button", name="Previous guest").click()
    expect(notes.get_by_label("Description")).to_have_value("half a sentence")


def test_who_may_only_read_sees_why_nothing_can_be_changed(opened, signed_in):
    page, _, _, notes = opened("vm-106")
    expect(notes.get_by_role("button", name="Add")).to_be_enabled()

    def as_reader(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"tokenScopes": ["monitoring:read", "settings:read"]})

    page.route("**/api/security/status", as_reader)
    page.reload()
    add = notes.get_by_role("button", name="Add")
    expect(add).to_be_disabled()
    expect(add).to_have_attribute("title", "You need monitoring:write")


def test_the_counts_of_a_node_show_its_guests(opened):
    page, _, drawer, _ = opened("vm-100")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    count = page.get_by_role("button", name=re.compile(r"virtual machines running on pve2: show them"))
    count.click()
    expect(page).to_have_url(re.compile(r"node=agent-pve2&type=vm"))
    expect(page.get_by_role("button", name="Remove filter node pve2")).to_be_visible()
    expect(drawer).to_be_hidden()
    count.click()
    expect(page).not_to_have_url(re.compile("node="))


def test_keys_choose_the_time_range(opened):
    page, _, drawer, _ = opened("agent-pve1")
    expect(drawer.get_by_role("radio", name="24h", exact=True)).to_be_checked()
    page.keyboard.press("t")
    page.keyboard.press("6")
    expect(drawer.get_by_role("radio", name="6h")).to_be_checked()
    expect(page).to_have_url(re.compile("range=6h"))


def test_all_rows_are_printed(signed_in):
    page, _ = open_estate(signed_in, "/proxmox/overview?group=none", estate=None)
    rows = page.locator(".guests tr[data-id]")
    expect(rows.first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(int(page.locator(".guests table").get_attribute("aria-rowcount")) - 1)
