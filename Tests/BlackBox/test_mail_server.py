"""notifications §3: mail through a real Debian mail server, from the alert to the Maildir."""

import mail_server
import pytest
from alerts import change_config, memory_alert, no_memory_alert, watch_memory
from destinations import BASE, EMAIL, TEST
from expect import refusal
from server import wait_until
from sinks import Certificate

pytestmark = pytest.mark.skipif(mail_server.PROGRAM is None, reason="no exim4 on this machine; Debian: apt-get install exim4-daemon-light")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return Certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def exim(certificate):
    made = mail_server.Exim(certificate)
    yield made
    made.stop()


@pytest.fixture
def settings(exim, certificate):
    return {
        "enabled": True, "server": "localhost", "port": exim.port, "username": "pulse", "password": "word of pulse", "from": "Pulse <pulse@example.org>",
        "to": ["ops@example.org"], "tls": False, "startTLS": True, "caCertificate": certificate.authority,
    }  # fmt: skip


def test_a_mail_arrives_encrypted_and_whole(server, exim, settings):
    before = len(exim.mails)
    sent = server.admin.post(TEST, json={"method": "email", "config": {**settings, "to": ["ops@example.org", "Zweite Wache <wache@example.org>"]}})
    assert sent.status_code == 200, sent.text
    # Into one file for each recipient.
    mails = exim.wait(before + 2)[before:]
    mail = mails[0]
    assert mail["Subject"].startswith("[Pulse Alert] Warning: ") and not mail.defects and not any(part.defects for part in mail.walk())
    # The server's own words: extended SMTP, encrypted, logged in.
    assert "with esmtpsa" in mail["Received"] and "TLS1." in mail["Received"]
    assert {one["Envelope-To"] for one in mails} == {"ops@example.org", "wache@example.org"}
    assert "95.5%" in mail.get_body(("plain",)).get_content() and "95.5%" in mail.get_body(("html",)).get_content()


def test_what_it_refuses_is_told(server, exim, settings):
    before = len(exim.mails)
    cases = [
        ({"password": "wrong"}, "authentication"),
        ({"username": "", "password": ""}, "rejected"),
        ({"to": ["nobody@example.org"]}, "rejected"),
        ({"caCertificate": ""}, "tls"),
        ({"startTLS": False}, "tls"),
    ]
    for change, code in cases:
        refused = server.admin.post(TEST, json={"method": "email", "config": {**settings, **change}})
        body = refusal(refused, 400)
        if change == {"startTLS": False}:
            # A password is not sent in clear; on loopback only the missing offer of a login stops it.
            assert body["code"] in ("authentication", "configuration", "rejected"), body
        else:
            assert body["code"] == code, (change, body)
        assert "word of pulse" not in refused.text
    assert len(exim.mails) == before


def test_an_alert_and_its_end_are_one_thread_even_when_the_mail_server_dies(server, exim, settings):
    """The server is killed before the alert; the message waits, and arrives once it is back."""
    before = len(exim.mails)
    server.host()
    assert server.admin.put(EMAIL, json=settings).status_code == 200
    change_config(server.admin, lambda config: (config.update(activationState="active"), config["schedule"]["grouping"].update(enabled=False)))
    exim.kill()
    watch_memory(server.admin, 1)
    alert = memory_alert(server)

    def entries():
        return server.admin.get(f"{BASE}/delivery-log?destination=email").json()

    first = wait_until(lambda: [entry for entry in entries() if not entry["test"]], what="the first attempt")[-1]
    assert first["outcome"] == "failed" and first["class"] == "connectivity" and first["attempt"] == 1
    exim.start()
    exim.wait(before + 1, timeout=60)
    watch_memory(server.admin, 99.9)
    no_memory_alert(server)
    fired, over = exim.wait(before + 2)[-2:]
    assert alert["resourceName"] in fired["Subject"] and "resolved" in over["Subject"]
    assert fired["In-Reply-To"] == over["In-Reply-To"] and fired["Message-ID"] != over["Message-ID"]
    assert server.admin.put(EMAIL, json={"enabled": False}).status_code == 200
