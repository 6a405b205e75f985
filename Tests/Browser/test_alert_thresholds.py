"""The rules of alerts in the page, against scripted answers: what is sent, what is kept, and what two people do at once."""

import json
import re

import pytest
from alert_answers import save, threshold
from playwright.sync_api import expect
from test_accessibility import SIZES, sideways, violations


def test_thresholds_are_previewed_listed_and_saved(alerts):
    page, answers = alerts("/alerts/thresholds")
    before = json.dumps(answers.config["pmgDefaults"])
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("4 alerts of this metric in 24 hours, 1 critical, 8 messages for 53 resources")
    cpu = page.get_by_role("group", name="CPU", exact=True)
    cpu.get_by_role("spinbutton", name="CPU: raised at").fill("95")
    expect(preview).to_contain_text("1 alert of this metric")
    changes = page.get_by_role("region", name="Changes")
    changes.get_by_role("button", name="1 change").click()
    expect(changes).to_contain_text("Guests: CPU80 % (over at 75 %) → 95 % (over at 75 %)")
    cpu.get_by_role("spinbutton", name="CPU: over at").fill("96")
    expect(cpu).to_contain_text("Clear must be below the trigger.")
    expect(changes.get_by_role("button", name="Save")).to_be_disabled()
    cpu.get_by_role("spinbutton", name="CPU: over at").fill("90")
    save(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert answers.config["guestDefaults"]["cpu"] == threshold(95, 90)
    assert json.dumps(answers.config["pmgDefaults"]) == before
    expect(changes).to_be_hidden()


def test_an_override_for_several_changes_only_what_was_touched(alerts):
    page, answers = alerts("/alerts/thresholds")
    page.get_by_role("button", name="Add override").click()
    dialog = page.get_by_role("dialog", name="Override for guests")
    dialog.get_by_role("textbox", name="Search").fill("web")
    dialog.get_by_role("button", name=re.compile("Choose all")).click()
    dialog.get_by_role("group", name="Memory").get_by_role("spinbutton", name="Memory: raised at").fill("97")
    dialog.get_by_role("button", name=re.compile("^Change")).click()
    save(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    made = {key: value for key, value in answers.config["overrides"].items() if value.get("memory")}
    assert len(made) > 1 and all(value == {"memory": threshold(97, 80)} for value in made.values()), made
    assert answers.config["overrides"]["guest:prod:101"]["cpu"] == threshold(95, 90)


def test_overrides_are_edited_together(alerts):
    page, answers = alerts("/alerts/thresholds")
    table = page.get_by_role("region", name="Overrides")
    expect(table.get_by_role("row", name=re.compile("Nightly jobs"))).to_contain_text("ann, 2 h ago")
    table.get_by_role("checkbox", name=re.compile("Pick all")).check()
    expect(table.get_by_role("status")).to_have_text("2 picked")
    table.get_by_role("button", name="Edit together").click()
    dialog = page.get_by_role("dialog", name="Overrides of 2 guests")
    expect(dialog.get_by_role("group", name="CPU")).to_contain_text("they differ")
    dialog.get_by_role("group", name="Disk", exact=True).get_by_role("spinbutton", name="Disk: raised at").fill("96")
    dialog.get_by_role("radio", name="Critical").click()
    dialog.get_by_role("button", name="Change 2").click()
    save(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert answers.config["overrides"] == {
        "guest:prod:101": {"cpu": threshold(95, 90), "note": "Nightly jobs", "disk": threshold(96, 85), "poweredOffSeverity": "critical"},
        "guest:prod:105": {"disabled": True, "disk": threshold(96, 85), "poweredOffSeverity": "critical"},
    }
    table.get_by_role("button", name="Back to the default: CPU of db-01").click()
    save(page)
    expect(page.get_by_role("region", name="Changes")).to_be_hidden()
    assert "cpu" not in answers.config["overrides"]["guest:prod:101"]


def test_any_resource_is_found_from_the_thresholds(alerts):
    page, _ = alerts("/alerts/thresholds")
    page.get_by_role("searchbox", name="Search all resources").fill("backup-nfs")
    page.get_by_role("list", name="Found resources").get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="Override of backup-nfs")).to_be_visible()
    assert "group=storage" in page.url


def test_two_people_save_different_values_and_both_survive(alerts, pages):
    pages.expect_problem("status of 412")
    page, answers = alerts("/alerts/thresholds")
    page.get_by_role("group", name="CPU", exact=True).get_by_role("spinbutton", name="CPU: raised at").fill("93")
    answers.config["guestDefaults"]["memory"] = threshold(91, 86)
    answers.version += 1
    save(page)
    expect(page.get_by_text("somebody else made meanwhile is kept")).to_be_visible()
    assert answers.config["guestDefaults"]["cpu"]["trigger"] == 93
    assert answers.config["guestDefaults"]["memory"]["trigger"] == 91

    page.get_by_role("group", name="CPU", exact=True).get_by_role("spinbutton", name="CPU: raised at").fill("94")
    answers.config["guestDefaults"]["cpu"] = threshold(60, 55)
    answers.version += 1
    save(page)
    dialog = page.get_by_role("dialog", name="Somebody else changed the same")
    expect(dialog).to_contain_text("Theirs: 60 % (over at 55 %)")
    dialog.get_by_label(re.compile("Theirs")).check()
    dialog.get_by_role("button", name="Save this").click()
    expect(dialog).to_be_hidden()
    assert answers.config["guestDefaults"]["cpu"] == threshold(60, 55)


def test_rules_that_could_not_be_read_cannot_be_saved(alerts, pages):
    pages.expect_problem("status of 500")
    page, answers = alerts("/alerts/overview")
    answers.failures[("GET", "config")] = (500, {"error": "internal", "message": "The disk is gone."})
    page.goto("/alerts/thresholds")
    expect(page.get_by_role("alert")).to_contain_text("The rules could not be read: The disk is gone.")
    expect(page.get_by_role("spinbutton")).to_have_count(0)
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    answers.failures.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("group", name="CPU", exact=True)).to_be_visible()


def test_the_schedule_says_its_policy_and_what_would_happen(alerts):
    page, answers = alerts("/alerts/schedule")
    policy = page.locator(".policy")
    expect(policy).to_contain_text("Between 22:00 and 06:00 (Mon–Fri, Europe/Berlin) warnings are held until the end.")
    course = page.get_by_role("region", name="What would happen")
    expect(course).to_contain_text("held by quiet hours")
    course.get_by_label("Level").select_option("critical")
    course.get_by_label("About").select_option("offline")
    expect(course).not_to_contain_text("held by quiet hours")
    page.get_by_label("Time zone").fill("Mars/Base")
    expect(page.get_by_text("Not a time zone.")).to_be_visible()
    expect(page.get_by_role("region", name="Changes").get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("Time zone").fill("UTC")
    page.get_by_role("button", name="Sat", exact=True).click()
    save(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    quiet = answers.config["schedule"]["quietHours"]
    assert quiet["timezone"] == "UTC" and quiet["days"]["saturday"] is True


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_dialogs_of_alerts_are_accessible(alerts, scheme, size):
    width, height = SIZES[size]
    page, answers = alerts("/alerts/thresholds", width=width, height=height, scheme=scheme, motion="reduce")
    answers.config["customRules"] = [{"id": "r1", "name": "Databases", "priority": 3, "enabled": True, "filterConditions": {"logicalOperator": "AND", "filters": [{"type": "text", "field": "tags", "operator": "contains", "value": "db"}]}, "thresholds": {"memory": threshold(95, 90)}}]
    page.reload()
    expect(page.get_by_role("region", name="Custom rules")).to_contain_text("Databases")
    # A long word without a gap pushes nothing wide.
    answers.config["overrides"]["guest:prod:100"] = {"note": "Sonderbetriebsregelung" * 4, **{metric: threshold(96, 91) for metric in ("cpu", "memory", "disk")}}
    page.reload()
    expect(page.get_by_role("region", name="Overrides")).to_contain_text("Sonderbetriebsregelung")
    assert sideways(page) <= 0
    assert violations(page) == []

    def shown(dialog):
        expect(page.get_by_role("dialog", name=dialog)).to_be_visible()
        assert violations(page) == [], dialog
        assert sideways(page) <= 0, dialog
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name=dialog)).to_be_hidden()

    page.get_by_role("button", name="Edit the rule Databases").click()
    shown("Rule “Databases”")
    page.get_by_role("button", name="Factory settings").click()
    shown("Guests: back to factory settings")
    page.get_by_role("button", name="Add override").click()
    shown("Override for guests")
    page.goto("/alerts/overview?resource=vm-100%3A%3Ametric-threshold%3Acpu")
    page.get_by_role("complementary").get_by_role("button", name="Mute").click()
    shown("Mute web-01")


def test_old_addresses_of_thresholds_lead_to_their_group(alerts):
    page, _ = alerts("/alerts/thresholds/mail-gateway?x=1")
    expect(page.get_by_role("heading", name="Mail gateway", level=2)).to_be_visible()
    assert "group=mail&x=1" in page.url
