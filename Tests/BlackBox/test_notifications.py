"""notifications §1, §7, §11 items 1–14, 24: settings, tests of destinations and the ledger."""

import json

import expect
import pytest
from destinations import APPRISE, BASE, EMAIL, MASK, TEST, WEBHOOKS, allow, make_webhook
from receivers import Answer, Receiver, check
from sinks import AppriseAPI, Certificate, SMTPSink


@pytest.fixture(scope="module")
def server(make_module_server):
    """This file's server may reach receivers on loopback and in 10.0.0.0/8."""
    return allow(make_module_server(), "127.0.0.0/8, ::1, 10.0.0.0/8")


@pytest.fixture(autouse=True)
def nothing_configured(server):
    """Each test leaves nothing switched on."""
    yield
    for webhook in server.admin.get(WEBHOOKS).json():
        assert server.admin.delete(f"{WEBHOOKS}/{webhook['id']}").status_code == 200
    server.admin.put(EMAIL, json={"enabled": False})
    server.admin.put(APPRISE, json={"enabled": False})


@pytest.fixture
def receiver():
    with Receiver() as made:
        yield made


@pytest.fixture
def sink():
    made = SMTPSink()
    yield made
    made.close()


READS = ["email", "apprise", "webhooks", "webhook-templates", "webhook-history", "email-providers", "health", "queue/stats", "dlq", "delivery-log", "self-test"]
WRITES = [
    ("PUT", "email"), ("PUT", "apprise"), ("POST", "webhooks"), ("PUT", "webhooks/x"), ("DELETE", "webhooks/x"), ("POST", "webhooks/test"), ("POST", "test"),
    ("POST", "dlq/retry"), ("POST", "dlq/delete"), ("PUT", "self-test"),
]  # fmt: skip


def test_who_may(server):
    only_reads, only_writes, other = server.make_token("settings:read"), server.make_token("settings:write"), server.make_token("monitoring:write")
    for path in READS:
        expect.refusal(server.client().get(f"{BASE}/{path}"), 401)
        expect.missing_scope(other.get(f"{BASE}/{path}"), "settings:read")
        assert only_reads.get(f"{BASE}/{path}").status_code == 200
        assert only_writes.get(f"{BASE}/{path}").status_code == 200
    for method, path in WRITES:
        expect.refusal(server.client().request(method, f"{BASE}/{path}", json={}), 401)
        expect.missing_scope(only_reads.request(method, f"{BASE}/{path}", json={}), "settings:write")
    browser = server.signed_in()
    browser.csrf = False
    expect.refusal(browser.put(EMAIL, json={}), 403)


def test_unknown_paths_and_methods(server):
    expect.refusal(server.admin.get(f"{BASE}/pigeons"), 404)
    for path in ("queue/stats", "dlq"):
        expect.refusal(server.admin.post(f"{BASE}/{path}", json={}), 405)
    for path in ("dlq/retry", "dlq/delete"):
        expect.refusal(server.admin.get(f"{BASE}/{path}"), 405)


class TestEmail:
    def test_defaults(self, server):
        config = server.admin.get(EMAIL).json()
        assert config["password"] == "" and config["port"] in range(1, 65536) and isinstance(config["to"], list)

    def test_values_are_brought_into_order(self, server):
        assert server.admin.put(EMAIL, json={"port": 0, "to": [" A@x.org", "a@x.org ", ""], "rateLimit": 0}).json() == {"status": "success"}
        config = server.admin.get(EMAIL).json()
        assert config["port"] == 587 and config["to"] == ["A@x.org"] and config["rateLimit"] == 60
        assert server.admin.put(EMAIL, json={"port": 70000, "rateLimit": 7}).status_code == 200
        assert server.admin.put(EMAIL, json={"from": "p@x.org"}).status_code == 200
        config = server.admin.get(EMAIL).json()
        assert config["port"] == 587 and config["rateLimit"] == 7 and config["from"] == "p@x.org"

    def test_what_is_no_configuration(self, server):
        expect.refusal(server.admin.put(EMAIL, data="{"), 400)
        expect.refusal(server.admin.put(EMAIL, json={"port": "many"}), 400)
        expect.refusal(server.admin.put(EMAIL, json={"server": "x" * 40_000}), 413)
        expect.refusal(server.admin.put(EMAIL, json={"tagFilterMode": "some"}), 400)

    def test_the_password_is_kept_and_never_shown(self, server):
        sink = SMTPSink(users={"ops": "s3cret-word"})
        try:
            settings = sink.settings(username="ops", password="s3cret-word", allowInsecureAuth=True)
            assert server.admin.put(EMAIL, json=settings).status_code == 200
            assert server.admin.get(EMAIL).json()["password"] == ""
            assert server.admin.put(EMAIL, json={**settings, "password": ""}).status_code == 200
            sent = server.admin.post(TEST, json={"method": "email"})
            assert sent.status_code == 200 and sent.json()["status"] == "success", sent.text
            assert sink.logins[-1][1:] == ("ops", "s3cret-word")
            assert b"s3cret-word" not in (server.data / "pulse.db").read_bytes()
        finally:
            sink.close()

    def test_a_mail_is_readable_and_nothing_is_injected(self, server, sink):
        settings = sink.settings(to=["ops@example.org\r\nBcc: evil@example.org"])
        sent = server.admin.post(TEST, json={"method": "email", "config": sink.settings()})
        assert sent.status_code == 200, sent.text
        mail = sink.wait()[0]
        assert mail.subject.startswith("[Pulse Alert] Warning: ") and mail.text and mail.html
        assert mail.recipients == ["ops@example.org"]
        server.admin.post(TEST, json={"method": "email", "config": settings})
        assert all("evil" not in str(mail.message["Bcc"]) and mail.recipients != ["evil@example.org"] for mail in sink.mails)

    def test_starttls_that_is_not_offered(self, server, sink):
        refused = server.admin.post(TEST, json={"method": "email", "config": sink.settings(startTLS=True, username="u", password="hidden-word")})
        body = expect.refusal(refused, 400)
        assert body["code"] == "tls" and "tls" in body["error"].lower() and "hidden-word" not in refused.text
        assert sink.mails == [] and b"MAIL FROM" not in sink.clear and b"AUTH" not in sink.clear

    def test_starttls(self, server, tmp_path):
        sink = SMTPSink(tls="starttls", certificate=Certificate(tmp_path), users={"u": "word"})
        try:
            sent = server.admin.post(TEST, json={"method": "email", "config": sink.settings(username="u", password="word")})
            assert sent.status_code == 200, sent.text
            assert sink.wait()[0].encrypted
        finally:
            sink.close()

    def test_wrong_password_is_named_so(self, server, tmp_path):
        sink = SMTPSink(tls="implicit", certificate=Certificate(tmp_path), users={"u": "word"})
        try:
            refused = server.admin.post(TEST, json={"method": "email", "config": sink.settings(username="u", password="other-word")})
            assert expect.refusal(refused, 400)["code"] == "authentication" and "other-word" not in refused.text
        finally:
            sink.close()

    def test_without_a_server(self, own_server):
        expect.refusal(own_server.admin.post(TEST, json={"method": "email"}), 400, text="not enabled")

    def test_providers(self, server):
        providers = server.admin.get(f"{BASE}/email-providers").json()
        assert len(providers) == 11 and providers[0]["smtpHost"] == "smtp.gmail.com" and providers[-1]["smtpHost"] == ""
        for one in providers:
            assert (one["smtpPort"], one["tls"], one["startTLS"], one["authRequired"]) == (587, False, True, True)
            assert one["name"] and one["instructions"]


class TestApprise:
    def test_values_are_brought_into_order(self, server):
        off = server.admin.put(APPRISE, json={"enabled": True, "mode": "cli", "targets": []}).json()
        assert off["enabled"] is False
        assert server.admin.put(APPRISE, json={"enabled": True, "mode": "http", "serverUrl": ""}).json()["enabled"] is False
        for sent, kept in ((1, 5), (999, 120), (20, 20)):
            assert server.admin.put(APPRISE, json={"timeoutSeconds": sent}).json()["timeoutSeconds"] == kept
        assert server.admin.put(APPRISE, json={"cliPath": "/bin/sh"}).json()["cliPath"] == "apprise"
        expect.refusal(server.admin.put(APPRISE, data="{"), 400)
        expect.refusal(server.admin.put(APPRISE, json={"mode": "pigeon"}), 400)

    def test_secrets_are_masked_and_kept(self, server):
        body = {"enabled": True, "mode": "cli", "targets": [" json://secret-one ", "json://secret-two", "json://secret-one"], "apiKey": "secret-key"}
        saved = server.admin.put(APPRISE, json=body).json()
        assert saved["targets"] == [MASK, MASK] and saved["apiKey"] == MASK and saved["enabled"] is True
        again = server.admin.put(APPRISE, json={**saved, "targets": [MASK, MASK, "json://new"]}).json()
        assert again["targets"] == [MASK] * 3
        assert "secret" not in server.admin.get(APPRISE).text

    @pytest.mark.parametrize("url", ["http://169.254.169.254/", "http://192.168.3.4/", "ftp://example.org/", "http://u:p@10.0.0.1/"])
    def test_refused_addresses(self, server, url):
        expect.refusal(server.admin.put(APPRISE, json={"enabled": True, "mode": "http", "serverUrl": url}), 400, text="Invalid Apprise server URL")

    def test_over_http(self, server):
        api = AppriseAPI(api_key="secret-key")
        try:
            body = {"enabled": True, "mode": "http", "serverUrl": api.url, "apiKey": "secret-key", "targets": ["json://localhost"]}
            saved = server.admin.put(APPRISE, json=body)
            assert saved.status_code == 200, saved.text
            for request in ({"method": "apprise"}, {"method": "apprise", "config": {**body, "apiKey": ""}}):
                sent = server.admin.post(TEST, json=request)
                assert sent.status_code == 200, sent.text
            api.wait()
            refused = server.admin.post(TEST, json={"method": "apprise", "config": {**body, "apiKey": "other-key"}})
            assert expect.refusal(refused, 400)["code"] == "authentication"
        finally:
            api.stop()


class TestWebhooks:
    @pytest.mark.parametrize(
        "url",
        [
            "http://169.254.169.254/latest", "http://[::ffff:169.254.169.254]/", "http://metadata.google.internal/", "http://192.168.1.5/", "http://0.0.0.0/",
            "http://user:pw@example.org/", "ftp://example.org/", "", "http://", "http://224.0.0.1/", "http://does-not-exist.invalid/",
        ],
    )  # fmt: skip
    def test_refused_addresses(self, server, url):
        expect.refusal(server.admin.post(WEBHOOKS, json={"name": "x", "url": url}), 400, text="Invalid webhook URL: ")
        assert server.admin.get(WEBHOOKS).json() == []

    def test_private_addresses_are_refused_unless_allowed(self, server, own_server):
        for url in ("http://10.0.0.5/", "http://localhost:1/", "http://127.0.0.1:1/", "http://[::1]/"):
            expect.refusal(own_server.admin.post(WEBHOOKS, json={"name": "x", "url": url}), 400, text="Invalid webhook URL: ")
            make_webhook(server, url)

    def test_secrets_are_masked_and_kept_by_key(self, server, receiver):
        made = make_webhook(server, receiver.url(), headers={"Authorization": "Bearer x-secret", "X-Team": "ops"}, signingSecret="sign-secret")
        assert made["id"] and made["headers"] == {"Authorization": MASK, "X-Team": MASK} and made["signingSecret"] == MASK
        listed = server.admin.get(WEBHOOKS)
        assert listed.json() == [made] and "secret" not in listed.text
        changed = server.admin.put(f"{WEBHOOKS}/{made['id']}", json={**made, "name": "renamed", "headers": {"Authorization": MASK, "X-Team": "dev"}})
        assert changed.status_code == 200 and changed.json()["name"] == "renamed"
        assert server.admin.post(TEST, json={"method": "webhook", "webhookId": made["id"]}).status_code == 200
        hook = receiver.wait()[0]
        assert hook.header("Authorization") == "Bearer x-secret" and hook.header("X-Team") == "dev"
        hook.assert_signed("sign-secret")
        check("generic", hook)

    def test_tokens_in_addresses_are_for_writers(self, server):
        make_webhook(server, "http://10.0.0.5/message?token=very-secret", service="gotify")
        assert "very-secret" in server.admin.get(WEBHOOKS).text
        shown = server.make_token("settings:read").get(WEBHOOKS)
        assert "very-secret" not in shown.text and "REDACTED" in shown.json()[0]["url"]

    def test_unknown(self, server):
        expect.refusal(server.admin.put(f"{WEBHOOKS}/none", json={"name": "x", "url": "http://10.0.0.5/"}), 404)
        expect.refusal(server.admin.delete(f"{WEBHOOKS}/none"), 404)
        made = make_webhook(server, "http://10.0.0.5/")
        assert server.admin.delete(f"{WEBHOOKS}/{made['id']}").json() == {"status": "success"}
        expect.refusal(server.admin.delete(f"{WEBHOOKS}/{made['id']}"), 404)

    def test_trying_settings(self, server, receiver):
        receiver.answer = Answer(500, b"broken inside")
        refused = server.admin.post(f"{WEBHOOKS}/test", json={"name": "x", "url": receiver.url()})
        assert refused.status_code == 400
        assert refused.json().items() >= {"status": 500, "success": False, "response": "broken inside"}.items() and refused.json()["error"]
        receiver.answer = Answer(204)
        sent = server.admin.post(f"{WEBHOOKS}/test", json={"name": "x", "url": receiver.url()})
        assert sent.status_code == 200 and sent.json().items() >= {"status": 204, "success": True}.items()
        assert receiver.hooks[-1].header("User-Agent") == "Pulse-Monitoring/2.0 (Test)"
        large = server.admin.post(f"{WEBHOOKS}/test", json={"name": "x", "url": receiver.url(), "template": "x" * 70_000})
        expect.refusal(large, 413, text="Request body too large")

    def test_redirects_to_what_is_refused(self, server, receiver):
        receiver.answer = Answer.redirect("http://169.254.169.254/latest")
        refused = server.admin.post(f"{WEBHOOKS}/test", json={"name": "x", "url": receiver.url()})
        assert refused.status_code == 400 and refused.json()["code"] == "configuration"

    def test_own_templates(self, server, receiver):
        body = {"name": "x", "url": receiver.url(), "template": '{"x":"{{.Message | jsonString}}"}'}
        assert server.admin.post(f"{WEBHOOKS}/test", json=body).status_code == 200
        assert receiver.wait()[0].json["x"]
        receiver.forget()
        refused = server.admin.post(f"{WEBHOOKS}/test", json={**body, "template": '{"x":{{.Message}}}'})
        assert refused.status_code == 400 and refused.json()["code"] == "configuration" and receiver.hooks == []
        newest = server.admin.get(f"{BASE}/webhook-history").json()[0]
        assert newest["success"] is False and newest["retryAttempts"] == 0 and newest["errorMessage"]

    def test_a_preview_shows_what_would_be_sent_and_sends_nothing(self, server, receiver):
        secrets = {"headers": {"Authorization": "Bearer x-secret"}, "customFields": {"token": "field-secret"}}
        body = {"name": "x", "url": receiver.url("/hook?token=url-secret"), "template": '{"text":"{{.Message | jsonString}} {{.CustomFields.token}}"}', **secrets}
        history = server.admin.get(f"{BASE}/webhook-history").json()
        shown = server.admin.post(f"{WEBHOOKS}/preview", json=body)
        assert shown.status_code == 200 and "secret" not in shown.text
        shown = shown.json()
        assert shown["method"] == "POST" and shown["headers"]["Authorization"] == MASK
        text = json.loads(shown["body"])["text"]
        assert receiver.hooks == [] and server.admin.get(f"{BASE}/webhook-history").json() == history
        # What is really sent is the same.
        assert server.admin.post(f"{WEBHOOKS}/test", json=body).status_code == 200
        assert receiver.wait()[0].json["text"].replace("field-secret", "REDACTED") == text
        over = server.admin.post(f"{WEBHOOKS}/preview?event=resolved", json={"name": "x", "url": "http://10.0.0.5/", "service": "generic"}).json()
        assert json.loads(over["body"])["event"] == "resolved"
        for wrong in ('{"text":{{.Message}}}', '{"text":"{{.Message | nonsense}}"}'):
            refused = server.admin.post(f"{WEBHOOKS}/preview", json={**body, "template": wrong})
            expect.refusal(refused, 400, "webhook_configuration")
        assert server.make_token("settings:read").post(f"{WEBHOOKS}/preview", json=body).status_code == 403

    def test_templates(self, server):
        templates = server.admin.get(f"{BASE}/webhook-templates").json()
        names = "discord telegram slack teams pagerduty teams-adaptive pushover gotify ntfy mattermost generic".split()
        assert [one["service"] for one in templates] == names
        for one in templates:
            assert all(isinstance(value, dict if name == "headers" else str) for name, value in one.items()), one["service"]
            assert len(one) == 12 and one["label"] and one["payloadTemplate"] and one["resolvedPayloadTemplate"] and one["instructions"]

    @pytest.mark.parametrize("service", ["discord", "slack", "teams", "teams-adaptive", "mattermost", "generic", "gotify", "ntfy"])
    def test_services(self, server, receiver, service):
        sent = server.admin.post(f"{WEBHOOKS}/test", json={"name": "x", "url": receiver.url("/message?token=abc"), "service": service})
        assert sent.status_code == 200, sent.text
        check(service, receiver.wait()[0])


class TestTests:
    def test_all_channels_at_once(self, server, receiver, sink):
        server.admin.put(EMAIL, json=sink.settings())
        make_webhook(server, receiver.url())
        make_webhook(server, receiver.url("/off"), enabled=False)
        sent = server.admin.post(TEST, json={})
        assert sent.status_code == 200, sent.text
        assert sorted(one["destination"].split(":")[0] for one in sent.json()["results"]) == ["email", "webhook"]
        assert len(receiver.wait()) == 1 and len(sink.wait()) == 1

    def test_one_of_all_that_fails_is_named(self, server, receiver):
        make_webhook(server, receiver.url(), name="good")
        make_webhook(server, receiver.url("/bad"), name="bad")
        receiver.answer = lambda hook: Answer(500 if hook.path == "/bad" else 200)
        failed = server.admin.post(TEST, json={})
        assert failed.status_code == 400
        assert {one["name"]: one["success"] for one in failed.json()["results"]} == {"good": True, "bad": False}

    def test_what_cannot_be_tested(self, server):
        expect.refusal(server.admin.post(TEST, json={"method": "pigeon"}), 400, text="pigeon")
        expect.refusal(server.admin.post(TEST, json={"method": "webhook", "webhookId": "no"}), 404)
        expect.refusal(server.admin.post(TEST, json={}), 400)
        expect.refusal(server.admin.post(TEST, data="{"), 400)

    def test_every_attempt_is_in_the_ledger(self, server, receiver):
        made = make_webhook(server, receiver.url("/message?token=very-secret"), name="ledger", service="gotify")
        receiver.script.append(Answer(503, b"later"))
        server.admin.post(TEST, json={"method": "webhook", "webhookId": made["id"]})
        server.admin.post(TEST, json={"method": "webhook", "webhookId": made["id"]})
        answer = server.admin.get(f"{BASE}/delivery-log?destination=webhook:{made['id']}&limit=10")
        good, bad = answer.json()
        assert good["outcome"] == "delivered" and good["test"] is True and good["status"] == 200 and good["payloadSize"] > 0
        assert bad["outcome"] == "failed" and bad["status"] == 503 and bad["class"] and bad["summary"] and bad["destinationName"] == "ledger"
        history = server.admin.get(f"{BASE}/webhook-history")
        first = history.json()[0]
        assert first["webhookName"] == "ledger" and first["success"] is True and first["statusCode"] == 200 and expect.TIMESTAMP.match(first["timestamp"])
        assert "very-secret" not in history.text + answer.text
        assert len(history.json()) <= 100


def test_settings_outlive_the_process_and_lie_encrypted(make_server):
    server = allow(make_server().start().claim(), "10.0.0.0/8")
    make_webhook(server, "http://10.0.0.5/", signingSecret="deep-secret")
    server.kill()
    server.start()
    assert server.admin.get(WEBHOOKS).json()[0]["signingSecret"] == MASK
    for file in server.data.glob("pulse.db*"):
        assert b"deep-secret" not in file.read_bytes()


@pytest.mark.parametrize("blocks", ["0.0.0.0/0", "::/0", "nonsense"])
def test_blocks_that_cannot_be_allowed(server, blocks):
    expect.refusal(server.admin.post("/api/system/settings/update", json={"webhookAllowedPrivateCIDRs": blocks}), 400)


def test_audit_webhooks_need_a_licence(server):
    for method in ("GET", "POST"):
        answer = server.admin.request(method, "/api/admin/webhooks/audit", json={"urls": []})
        assert expect.refusal(answer, 402)["feature"] == "audit_logging"
    expect.missing_scope(server.make_token("settings:read").post("/api/admin/webhooks/audit", json={"urls": []}), "settings:write")


def test_the_api_document_knows_the_routes(server):
    document = server.admin.get("/api/openapi.json").json()
    assert {path for path in READS} <= {path.removeprefix(f"{BASE}/") for path in document["paths"]}
