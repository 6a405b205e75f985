"""Settings → Infrastructure: connections, how they are doing, adding one. The server's answers are scripted."""

import json
import re

import pytest
from playwright.sync_api import expect

FINGERPRINT = "ab" * 32
PROD = {
    "id": "u1", "type": "pve", "name": "prod", "host": "https://pve1.example.lan:8006", "tokenName": "pulse-monitor@pve!pulse", "hasToken": True, "hasPassword": False,
    "verifySSL": True, "fingerprint": FINGERPRINT, "enabled": True, "monitorVMs": True, "monitorContainers": True, "monitorStorage": True, "monitorBackups": False,
    "status": "connected", "isCluster": True, "clusterName": "prod", "excludeDatastores": [],
    "clusterEndpoints": [
        {"nodeName": "pve1", "host": "https://192.0.2.11:8006", "online": True, "pulseReachable": True},
        {"nodeName": "pve2", "host": "https://192.0.2.12:8006", "online": True, "pulseReachable": False, "pulseError": "connection refused"},
    ],
}
EDGE = {"id": "u2", "type": "pve", "name": "edge", "host": "https://10.1.0.5:8006", "hasToken": True, "enabled": True, "status": "error", "clusterEndpoints": []}
HEALTH = {
    "instances": [
        {"type": "pve", "instance": "prod", "pollStatus": {"lastSuccess": "2026-01-01T00:00:00Z", "consecutiveFailures": 0}, "warnings": ["No right to read backups"]},
        {"type": "pve", "instance": "edge", "pollStatus": {"consecutiveFailures": 5, "lastError": {"message": "The host did not answer", "category": "transient"}}},
    ]
}


class Script:
    """Answers of the server, and what was sent to it."""

    def __init__(self, page):
        self.page = page
        self.records = [PROD, EDGE]
        self.sent = []
        self.answers = {}
        page.route("**/api/monitoring/scheduler/health", lambda route: route.fulfill(json=HEALTH))
        page.route("**/api/config/nodes**", self._answer)
        self.mock = False
        page.route("**/api/system/mock-mode", self._mock_mode)

    def _mock_mode(self, route):
        if route.request.method == "POST":
            self.mock = json.loads(route.request.post_data)["enabled"]
        route.fulfill(json={"enabled": self.mock})

    def _answer(self, route):
        request = route.request
        path = re.sub(r"^.*/api/config/nodes", "", request.url)
        if request.method == "GET":
            return route.fulfill(json=self.records)
        self.sent.append((request.method, path, json.loads(request.post_data or "null")))
        answers = self.answers.get((request.method, path), [(200, {"status": "success"})])
        status, body = answers.pop(0) if len(answers) > 1 else answers[0]
        return route.fulfill(status=status, json=body)


@pytest.fixture
def infrastructure(signed_in, pages):
    pages.expect_problem("status of 400")
    page = signed_in("/standalone/machines")
    script = Script(page)
    page.goto("/settings/infrastructure")
    expect(page.get_by_role("heading", name="Infrastructure")).to_be_visible()
    return page, script


def row(page, name):
    return page.locator(f"tr[data-connection='{name}']")


def test_the_list_says_how_each_is_doing(infrastructure):
    page, _ = infrastructure
    status = page.get_by_role("group", name="Status")
    expect(status).to_contain_text("2 all")
    expect(status).to_contain_text("2 with problems")
    expect(row(page, "prod")).to_contain_text("1 of 2 members reachable")
    expect(row(page, "prod")).to_contain_text("No right to read backups")
    expect(row(page, "prod")).to_contain_text("VMs, containers, storage, disks")
    expect(row(page, "prod")).to_contain_text("not: backups")
    expect(row(page, "edge")).to_contain_text("Unreachable")
    expect(row(page, "edge")).to_contain_text("The host did not answer")
    row(page, "prod").get_by_role("button", name="2 members").click()
    expect(page.get_by_text("Online, not reachable from here")).to_be_visible()
    expect(page.get_by_text("connection refused")).to_be_visible()


def test_adding_shows_the_certificate_before_it_is_trusted_and_the_rights_that_lack(infrastructure):
    page, script = infrastructure
    script.answers[("POST", "/test-connection")] = [
        (400, {"error": "Connection failed", "code": "tls_untrusted", "details": {"fingerprint": FINGERPRINT}}),
        (200, {
            "status": "success", "isCluster": True, "nodeCount": 3, "clusterNodeCount": 3, "version": "8.4.1", "fingerprint": FINGERPRINT, "trusted": True,
            "missingPrivileges": [{"privilege": "VM.Monitor", "path": "/vms", "affects": "use of the disks in guests"}],
        }),
    ]
    script.answers[("POST", "")] = [(201, {"status": "success", "id": "u9"})]
    page.get_by_role("button", name="Add Proxmox VE").click()
    dialog = page.get_by_role("dialog", name="Add Proxmox VE")
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_text("The address of a node is needed.")).to_be_visible()
    expect(dialog.get_by_text("pveum user token add pulse-monitor@pve pulse")).to_be_visible()
    assert script.sent == []

    dialog.get_by_label("Address").fill("pve1.example.lan")
    dialog.get_by_role("button", name="Fill in its id").click()
    dialog.get_by_role("textbox", name="Token secret").fill("00000000-0000-0000-0000-000000000000")
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_test_id("certificate")).to_contain_text("AB:AB:AB")
    _, _, body = script.sent[-1]
    assert body["verifySSL"] is True and "fingerprint" not in body and body["tokenName"] == "pulse-monitor@pve!pulse"

    dialog.get_by_role("button", name="Trust this certificate").click()
    expect(dialog.get_by_test_id("test-passed")).to_contain_text("Proxmox VE 8.4.1, cluster of 3 nodes")
    expect(dialog.get_by_test_id("missing-privileges")).to_contain_text("VM.Monitor on /vms: use of the disks in guests")
    expect(dialog.get_by_text("pveum acl modify /vms --users pulse-monitor@pve --roles PulseExtra")).to_be_visible()
    assert script.sent[-1][2]["fingerprint"] == FINGERPRINT

    dialog.get_by_role("checkbox", name="Backups").uncheck()
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_be_hidden()
    method, path, body = script.sent[-1]
    assert (method, path) == ("POST", "") and body["fingerprint"] == FINGERPRINT and body["monitorBackups"] is False and body["name"] == "pve1.example.lan"
    expect(page).to_have_url(re.compile("/settings/infrastructure$"))
    # The page waits with whoever added it.
    script.records = [*script.records, EDGE | {"id": "u9", "name": "new", "status": "pending"}]
    expect(page.get_by_test_id("waiting")).to_contain_text("Waiting for the first data of new")
    page.get_by_test_id("waiting").get_by_role("button", name="Dismiss").click()
    expect(page.get_by_test_id("waiting")).to_have_count(0)


@pytest.mark.parametrize(
    ("code", "words"),
    [("auth_failed", "token or password was not accepted"), ("dns_failed", "could not be found"), ("connect_refused", "Nothing listens"), ("timeout", "did not answer in time"), ("not_a_pve", "not Proxmox VE")],
)
def test_a_failed_test_says_what_to_do(infrastructure, code, words):
    page, script = infrastructure
    script.answers[("POST", "/test-connection")] = [(400, {"error": "Connection failed.", "code": code})]
    page.goto("/settings/infrastructure?add=pve")
    dialog = page.get_by_role("dialog", name="Add Proxmox VE")
    dialog.get_by_label("Address").fill("x")
    dialog.get_by_label("Token id").fill("a@pve!t")
    dialog.get_by_role("textbox", name="Token secret").fill("s")
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("alert")).to_contain_text(words)
    # It can be saved all the same, after being asked.
    dialog.get_by_role("button", name="Add", exact=True).click()
    assert [path for _, path, _ in script.sent] == ["/test-connection"]
    dialog.get_by_role("button", name="Save untested").click()
    expect(dialog).to_be_hidden()


def test_editing_sends_only_what_changed(infrastructure):
    page, script = infrastructure
    row(page, "prod").get_by_role("button", name="Edit prod").click()
    dialog = page.get_by_role("dialog", name="Edit prod")
    expect(dialog.get_by_role("textbox", name="Token secret")).to_have_value("")
    dialog.get_by_role("checkbox", name="Backups").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    assert script.sent == [("PUT", "/u1", {"monitorBackups": True})]


def test_pause_test_look_for_members_and_remove(infrastructure):
    page, script = infrastructure
    more = row(page, "prod").get_by_role("button", name="More for prod")
    script.answers[("POST", "/u1/test")] = [(200, {"status": "success", "message": "Connected", "latency": 12})]
    more.click()
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.get_by_text("prod: Connected (12 ms)")).to_be_visible()
    script.answers[("POST", "/u1/refresh-cluster")] = [(200, {"status": "success", "clusterName": "prod", "newNodeCount": 3, "nodesAdded": 1})]
    more.click()
    page.get_by_role("button", name="Look for cluster members").click()
    expect(page.get_by_text("Cluster prod: 3 nodes, 1 new.")).to_be_visible()
    more.click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("prod is paused.")).to_be_visible()
    assert script.sent[-1] == ("PUT", "/u1", {"enabled": False})
    more.click()
    page.get_by_role("button", name="Remove…").click()
    expect(page.get_by_label("Type “prod” to go on")).to_be_focused()
    expect(page.get_by_role("dialog")).to_contain_text("History and thresholds are kept")
    script.records = [EDGE]
    expect(page.get_by_role("button", name="Remove connection")).to_be_disabled()
    page.get_by_label("Type “prod” to go on").fill("prod")
    page.get_by_role("button", name="Remove connection").click()
    expect(row(page, "prod")).to_be_hidden()
    assert script.sent[-1] == ("DELETE", "/u1", None)


def test_nothing_yet(infrastructure):
    page, script = infrastructure
    script.records = []
    page.reload()
    expect(page.get_by_role("heading", name="No connections yet")).to_be_visible()


def test_simulated_clusters_can_be_looked_at_and_left(infrastructure):
    page, script = infrastructure
    script.records = []
    page.reload()
    page.get_by_role("button", name="Look around with simulated clusters").click()
    expect(page.get_by_test_id("mock-mode")).to_contain_text("These are simulated clusters.")
    assert script.mock is True
    expect(page.get_by_role("button", name="Add Proxmox VE").first).to_be_disabled()
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_test_id("mock-mode")).to_be_hidden()
    assert script.mock is False


def test_members_are_named_and_asked_elsewhere(infrastructure):
    page, script = infrastructure
    row(page, "prod").get_by_role("button", name="Edit prod").click()
    dialog = page.get_by_role("dialog", name="Edit prod")
    dialog.get_by_text("Members of the cluster (2)").click()
    dialog.get_by_label("Shown as").first.fill("Cellar")
    dialog.get_by_label("Asked at").last.fill("198.51.100.7")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    assert script.sent[-1] == ("PUT", "/u1", {
        "clusterNodeDisplayNameOverrides": [{"nodeIdentity": "pve1", "displayName": "Cellar"}],
        "clusterEndpointOverrides": [{"nodeName": "pve2", "ipOverride": "198.51.100.7"}],
    })


def test_a_diagnosis_says_how_far_it_gets(infrastructure):
    page, script = infrastructure
    script.answers[("POST", "/u2/test")] = [(400, {"error": "Refused.", "code": "auth_failed"})]
    row(page, "edge").get_by_role("button", name="More for edge").click()
    page.get_by_role("button", name="Diagnose…").click()
    dialog = page.get_by_role("dialog", name="Diagnose “edge”")
    expect(dialog.get_by_role("listitem").filter(has_text="It is Proxmox VE")).to_contain_text("Works")
    expect(dialog.get_by_role("listitem").filter(has_text="is accepted")).to_contain_text("Failed")
    expect(dialog.get_by_role("listitem").filter(has_text="is accepted")).to_contain_text("Check the token id")
    expect(dialog.get_by_role("listitem").filter(has_text="Data comes regularly")).to_contain_text("The host did not answer")
    script.answers[("POST", "/u2/test")] = [(200, {"status": "success"})]
    dialog.get_by_role("button", name="Test again").click()
    expect(dialog.get_by_text("Failed")).to_have_count(0)
    dialog.get_by_role("button", name="Edit connection").click()
    expect(page.get_by_role("dialog", name="Edit edge")).to_be_visible()


def test_the_list_is_narrowed_to_what_has_problems(infrastructure):
    page, script = infrastructure
    script.records = [PROD | {"clusterEndpoints": []}, EDGE]
    page.goto("/settings/infrastructure?status=problem")
    expect(row(page, "edge")).to_be_visible()
    expect(row(page, "prod")).to_have_count(0)
    page.get_by_role("group", name="Status").get_by_role("button", name="1 live").click()
    expect(row(page, "prod")).to_be_visible()
    expect(row(page, "edge")).to_have_count(0)


def test_what_was_typed_is_not_lost_by_a_key(infrastructure):
    page, _ = infrastructure
    page.get_by_role("button", name="Add Proxmox VE").click()
    dialog = page.get_by_role("dialog", name="Add Proxmox VE")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Add Proxmox VE").click()
    dialog.get_by_label("Address").fill("pve1")
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Keep editing").click()
    expect(dialog.get_by_label("Address")).to_have_value("pve1")
    dialog.get_by_role("button", name="Close").click()
    dialog.get_by_role("button", name="Discard").click()
    expect(dialog).to_be_hidden()
