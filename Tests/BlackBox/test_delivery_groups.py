"""notifications §11 items 18 and 20: guests of a laboratory in trouble, and which messages become of them."""

import pytest
from alerts import active, change_config, only_processors, speaks, tags
from connections import NODES
from destinations import BASE, EMAIL, WEBHOOKS, allow, make_webhook
from fake_pve import Laboratory
from receivers import Answer, Receiver, check
from server import wait_until
from sinks import SMTPSink


class Estate:
    """One node with some guests, watched by a server."""

    def __init__(self, server):
        self.server = server
        self.lab = Laboratory(clusters=1, nodes=1, guests=30)
        change_config(server.admin, self.calm)
        assert server.admin.post(NODES, json=self.lab.body()).status_code == 201
        self.guests = wait_until(self.running, timeout=60, what="the guests")
        assert server.admin.post("/api/alerts/activate").status_code == 200

    @staticmethod
    def calm(config):
        only_processors(config)
        config["schedule"]["cooldown"] = 0
        config["flappingEnabled"] = False

    def running(self):
        state = self.server.admin.get("/api/state").json()
        found = [one for one in state["vms"] + state["containers"] if one["status"] == "running" and speaks(one)]
        return sorted(found, key=lambda one: one["vmid"]) if len(found) >= 15 else None

    def load(self, guests, cpu=1.0):
        for guest in guests:
            self.lab.event(0, "guestLoad", vmid=guest["vmid"], **({} if cpu is None else {"cpu": cpu}))

    def busy(self):
        return {alert["resourceName"] for alert in active(self.server.admin, "cpu")}

    def fire(self, guests):
        self.load(guests)
        wait_until(lambda: {guest["name"] for guest in guests} <= self.busy(), timeout=60, what="the alerts")

    def wait_for_rest(self):
        def is_idle():
            stats = self.server.admin.get(f"{BASE}/queue/stats").json()
            return stats["pending"] == stats["sending"] == 0

        wait_until(is_idle, timeout=90, what="everything to be sent")

    def calm_down(self, guests):
        self.load(guests, None)
        wait_until(lambda: not {guest["name"] for guest in guests} & self.busy(), timeout=60, what="the end of the alerts")


@pytest.fixture(scope="module")
def estate(make_module_server):
    made = Estate(allow(make_module_server(), "127.0.0.0/8"))
    yield made
    made.lab.stop()


@pytest.fixture
def receiver(estate):
    with Receiver() as made:
        yield made
        for webhook in estate.server.admin.get(WEBHOOKS).json():
            assert estate.server.admin.delete(f"{WEBHOOKS}/{webhook['id']}").status_code == 200


@pytest.fixture
def sink(estate):
    made = SMTPSink()
    assert estate.server.admin.put(EMAIL, json=made.settings()).status_code == 200
    yield made
    assert estate.server.admin.put(EMAIL, json={"enabled": False}).status_code == 200
    made.close()


def grouping(server, **changes):
    change_config(server.admin, lambda config: config["schedule"]["grouping"].update(changes))


@pytest.mark.parametrize("grouped", [True, False], ids=["grouped", "alone"])
def test_five_alerts(estate, receiver, sink, grouped):
    """Item 18: one mail that lists five, or five; PagerDuty gets five events either way, and five ends."""
    server, five = estate.server, estate.guests[:5] if grouped else estate.guests[5:10]
    names = {guest["name"] for guest in five}
    grouping(server, enabled=grouped, window=30)
    make_webhook(server, receiver.url("/plain"), id="plain")
    make_webhook(server, receiver.url("/pager"), id="pager", service="pagerduty", customFields={"routing_key": "r" * 32})
    estate.fire(five)
    expected = 1 if grouped else 5
    mails = sink.wait(expected, timeout=60)
    plain = receiver.wait(expected, path="/plain", timeout=60)
    events = receiver.wait(5, path="/pager", timeout=60)
    assert [hook.json["count"] for hook in plain] == ([5] if grouped else [1] * 5)
    assert {alert["resourceName"] for hook in plain for alert in hook.json["alerts"]} == names
    for hook in events:
        check("pagerduty", hook)
    assert {hook.json["payload"]["component"] for hook in events} == names and len({hook.json["dedup_key"] for hook in events}) == 5
    assert {hook.json["event_action"] for hook in events} == {"trigger"}
    if grouped:
        assert all(name in mails[0].text and name in mails[0].html for name in names) and "5" in mails[0].subject
    else:
        assert {mail.subject.rsplit(" ", 1)[1] for mail in mails} == names
    estate.calm_down(five)
    everything = receiver.wait(10, path="/pager", timeout=150)
    assert {hook.json["event_action"] for hook in everything[5:]} == {"resolve"}
    assert {hook.json["dedup_key"] for hook in everything[5:]} == {hook.json["dedup_key"] for hook in events}
    estate.wait_for_rest()
    assert len(receiver.at("/pager")) == 10 and len(sink.mails) == 2 * expected and len(receiver.at("/plain")) == 2 * expected


def test_only_the_event_that_failed_is_repeated(estate, receiver):
    """Of five events the third is refused once."""
    server, five = estate.server, estate.guests[10:15]
    grouping(server, enabled=True, window=20)
    make_webhook(server, receiver.url("/pager"), id="pager", service="pagerduty", customFields={"routing_key": "r" * 32})
    failed = []

    def answer(hook):
        if len(receiver.hooks) == 3 and not failed:
            failed.append(hook.json["dedup_key"])
            return Answer(500)
        return Answer()

    receiver.answer = answer
    estate.fire(five)
    events = receiver.wait(6, path="/pager", timeout=60)
    keys = [hook.json["dedup_key"] for hook in events]
    assert len(set(keys)) == 5 and keys[-1] == failed[0] == keys[2] and len(keys) == 6
    estate.calm_down(five)


def test_tags_decide(estate, receiver):
    """Item 20: whatever their case; of two tags all are needed unless one is said to do."""
    server = estate.server
    grouping(server, enabled=False)
    # What fired a while ago with the same figure is held back: others.
    fresh = estate.guests[15:]
    tagged = next(guest for guest in fresh if len(tags(guest)) >= 2)
    one, two = sorted(tags(tagged))[:2]
    other = next(guest for guest in fresh if not {one, two} & tags(guest))
    half = next(guest for guest in fresh if len({one, two} & tags(guest)) == 1)
    filters = {
        "everything": {},
        "upper": {"tagFilter": [one.upper()]},
        "both": {"tagFilter": [one, two]},
        "all": {"tagFilter": [two, one], "tagFilterMode": "all"},
        "any": {"tagFilter": [one, two], "tagFilterMode": "any"},
        "none": {"tagFilter": ["nobody-has-this"]},
    }
    for name, fields in filters.items():
        make_webhook(server, receiver.url(f"/{name}"), id=name, name=name, **fields)
    three = [tagged, other, half]
    estate.fire(three)
    expected = {name: {guest["name"] for guest in three if wants(fields, guest)} for name, fields in filters.items()}
    assert expected["both"] == {tagged["name"]} and expected["any"] == {tagged["name"], half["name"]} and expected["none"] == set()
    receiver.wait(sum(len(names) for names in expected.values()), timeout=60)
    estate.wait_for_rest()
    assert {name: {hook.json["alert"]["resource_name"] for hook in receiver.at(f"/{name}")} for name in filters} == expected
    estate.calm_down(three)


def wants(fields, guest):
    filtered = {tag.lower() for tag in fields.get("tagFilter", [])}
    present = {tag.lower() for tag in tags(guest)}
    return not filtered or (bool(filtered & present) if fields.get("tagFilterMode") == "any" else filtered <= present)
