"""notifications §1.2, §3, §7: mail servers that misbehave, the real `apprise` program and an Apprise server."""

from collections import deque

import expect
import pytest
from receivers import Answer, Receiver
from sinks import AppriseAPI, Certificate, SMTPSink, apprise_environment

TEST = "/api/notifications/test"


@pytest.fixture(scope="module")
def server(make_module_server):
    """This file's server finds the real `apprise`, and may reach loopback."""
    made = make_module_server(**apprise_environment())
    answer = made.admin.post("/api/system/settings/update", json={"webhookAllowedPrivateCIDRs": "127.0.0.0/8, ::1"})
    assert answer.status_code == 200, answer.text
    return made


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return Certificate(tmp_path_factory.mktemp("certificate"))


def try_mail(server, sink, **changes):
    return server.admin.post(TEST, json={"method": "email", "config": sink.settings(**changes)})


def try_apprise(server, **config):
    return server.admin.post(TEST, json={"method": "apprise", "config": {"enabled": True, **config}})


class TestMail:
    @pytest.fixture
    def sink(self):
        made = SMTPSink()
        yield made
        made.close()

    @pytest.mark.parametrize("tls", ["starttls", "implicit"])
    def test_a_certificate_that_nobody_trusts(self, server, certificate, tls):
        sink = SMTPSink(tls=tls, certificate=certificate, users={"u": "word-of-u"})
        try:
            refused = try_mail(server, sink, username="u", password="word-of-u", caCertificate="")
            assert expect.refusal(refused, 400)["code"] == "tls"
            assert sink.mails == [] and sink.logins == [] and b"AUTH" not in sink.clear
        finally:
            sink.close()

    def test_a_certificate_for_another_name(self, server, tmp_path):
        sink = SMTPSink(tls="implicit", certificate=Certificate(tmp_path, name="mail.example.org", addresses=()))
        try:
            assert expect.refusal(try_mail(server, sink), 400)["code"] == "tls"
        finally:
            sink.close()

    @pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
    def test_each_way_to_log_in(self, server, certificate, mechanism):
        sink = SMTPSink(tls="starttls", certificate=certificate, users={"u": "wörd of u"}, mechanisms=(mechanism,))
        try:
            sent = try_mail(server, sink, username="u", password="wörd of u")
            assert sent.status_code == 200, sent.text
            assert sink.logins == [(mechanism, "u", "wörd of u")] and sink.wait()[0].user == "u"
        finally:
            sink.close()

    @pytest.mark.parametrize(
        ("verb", "reply", "code"),
        [
            ("RCPT", "550 5.1.1 no such user", "rejected"),
            ("MESSAGE", "554 5.7.1 looks like spam", "rejected"),
            ("MAIL", "450 4.2.1 sending rate exceeded", "rate_limited"),
            ("EHLO", "close", "connectivity"),
            ("MAIL", "530 5.7.0 log in first", "authentication"),
        ],
    )
    def test_refusals_are_told_by_kind(self, server, sink, verb, reply, code):
        sink.replies[verb] = reply
        refused = try_mail(server, sink)
        body = expect.refusal(refused, 400)
        assert body["code"] == code
        assert reply == "close" or reply.split(" ", 1)[1] in refused.text, "the server's own words help"

    def test_one_wrong_recipient_of_two(self, server, sink):
        sink.replies["RCPT"] = deque(["550 5.1.1 no such user"])
        sent = try_mail(server, sink, to=["wrong@example.org", "right@example.org"])
        assert sent.status_code == 200, sent.text
        assert sink.wait()[0].recipients == ["right@example.org"]

    def test_the_mail_is_whole(self, server, sink):
        assert try_mail(server, sink, to=["Ops Team <ops@example.org>", "b@example.org"]).status_code == 200
        mail = sink.wait()[0]
        message = mail.message
        assert not message.defects and not any(part.defects for part in message.walk())
        assert mail.sender == "pulse@example.org" and mail.recipients == ["ops@example.org", "b@example.org"]
        assert message["Auto-Submitted"] == "auto-generated" and message["X-Mailer"] == "Pulse Monitoring System"
        assert message["Message-ID"].endswith("@pulse-monitoring>") and message["Date"].datetime
        assert "95.5%" in mail.text and "95.5%" in mail.html
        assert all(len(line) <= 998 and max(line, default=0) < 128 for line in mail.raw.split(b"\r\n"))


class TestAppriseProgram:
    def test_the_real_one_delivers(self, server):
        with Receiver() as receiver:
            sent = try_apprise(server, mode="cli", targets=[f"json://127.0.0.1:{receiver.port}/word-of-target"])
            assert sent.status_code == 200, sent.text
            body = receiver.wait()[0].json
            assert body["type"] == "warning" and "Pulse alert" in body["title"] and "95.5%" in body["message"]

    def test_a_target_that_refuses(self, server):
        with Receiver() as receiver:
            receiver.answer = Answer(status=500)
            refused = try_apprise(server, mode="cli", targets=[f"json://127.0.0.1:{receiver.port}/word-of-target"])
            assert expect.refusal(refused, 400)["code"] == "rejected" and "word-of-target" not in refused.text

    def test_a_target_that_is_none(self, server):
        refused = try_apprise(server, mode="cli", targets=["pigeon://word-of-target"])
        assert expect.refusal(refused, 400)["code"] == "configuration" and "word-of-target" not in refused.text

    def test_targets_are_no_options(self, server, tmp_path):
        refused = try_apprise(server, mode="cli", targets=[f"--plugin-path={tmp_path}", "-c/etc/passwd"])
        assert refused.status_code == 400


class TestAppriseServer:
    def test_it_passes_the_message_on(self, server):
        with Receiver() as receiver:
            api = AppriseAPI({"ops team": [f"json://127.0.0.1:{receiver.port}"]}, delivers=True)
            try:
                sent = try_apprise(server, mode="http", serverUrl=api.url, configKey="ops team")
                assert sent.status_code == 200, sent.text
                assert receiver.wait()[0].json["type"] == "warning"
                unknown = try_apprise(server, mode="http", serverUrl=api.url, configKey="nobody")
                assert expect.refusal(unknown, 400)["code"] == "configuration"
                receiver.answer = Answer(status=500)
                failed = try_apprise(server, mode="http", serverUrl=api.url, configKey="ops team")
                assert expect.refusal(failed, 400)["code"] == "rejected"
            finally:
                api.stop()

    def test_a_certificate_of_its_own(self, server, certificate):
        api = AppriseAPI(certificate=certificate)
        try:
            config = {"mode": "http", "serverUrl": api.url, "targets": ["json://127.0.0.1"]}
            assert expect.refusal(try_apprise(server, **config), 400)["code"] == "tls"
            assert try_apprise(server, **config, skipTlsVerify=True).status_code == 200
        finally:
            api.stop()
