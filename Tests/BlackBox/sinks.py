"""Where mail and Apprise messages end: an SMTP server and an Apprise server on loopback that tests bend as they like."""

import asyncio
import email
import email.policy
import http.server
import json
import logging
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse
import warnings
from collections import deque
from dataclasses import dataclass, field

import apprise
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

# Logging in without TLS is what some tests are about.
warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Certificate:
    """A certificate that signs itself, made by openssl: `pem` is a file with certificate and key, `authority` the text to trust."""

    def __init__(self, folder, name="localhost", addresses=("127.0.0.1",)):
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
        names = ",".join([f"DNS:{name}", *(f"IP:{address}" for address in addresses)])
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj"]
            + [f"/CN={name}", "-addext", f"subjectAltName={names}", "-keyout", str(key), "-out", str(certificate)],
            check=True,
            capture_output=True,
        )
        self.authority = certificate.read_text()
        self.pem = folder / f"{name}.pem"
        self.pem.write_text(self.authority + key.read_text())

    def server_context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.pem)
        return context


@dataclass
class Mail:
    """One mail as it arrived."""

    sender: str
    recipients: list
    raw: bytes
    user: str | None
    encrypted: bool
    arrived: float = field(default_factory=time.time)

    @property
    def message(self):
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content()

    @property
    def pictures(self):
        """The inline pictures, by Content-ID without its brackets."""
        parts = [part for part in self.message.walk() if part.get_content_maintype() == "image"]
        return {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in parts}


class _Protocol(SMTP):
    """aiosmtpd's server, which also keeps what came in and answers as the script says."""

    sink = None

    def data_received(self, data):
        encrypted = self.sink.tls == "implicit" or (self.session is not None and self.session.ssl is not None)
        self.sink._keep(data, encrypted)
        super().data_received(data)

    async def scripted(self, verb):
        """Whether the script answered instead of the server."""
        delay = self.sink.hang.get(verb)
        if delay:
            await asyncio.sleep(delay)
        reply = self.sink.replies.get(verb)
        if isinstance(reply, deque):
            reply = reply.popleft() if reply else None
        if reply is None:
            return False
        if reply == "close":
            self.transport.close()
        else:
            await self.push(reply)
        return True

    async def smtp_EHLO(self, hostname):
        if not await self.scripted("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg):
        if not await self.scripted("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_STARTTLS(self, arg):
        if not await self.scripted("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_MAIL(self, arg):
        if not await self.scripted("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if not await self.scripted("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if not await self.scripted("DATA"):
            await super().smtp_DATA(arg)


class SMTPSink:
    """An SMTP server on 127.0.0.1.

    `tls` is `none`, `starttls` or `implicit` (the last two need a `certificate`); `users` maps names to passwords, and with any
    a login is required. `mechanisms` is what the server offers. `replies` maps a verb (EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA,
    MESSAGE for the end of the mail) to a reply that is given instead of the real one, to `"close"`, or to a deque of replies
    for one use each; `hang` maps a verb to seconds of waiting.
    """

    def __init__(self, tls="none", certificate=None, users=None, mechanisms=("PLAIN", "LOGIN"), port=0):
        self.tls = tls
        self.users = users or {}
        self.replies = {}
        self.hang = {}
        self.mails = []
        self.logins = []
        """Each try to log in, as (mechanism, user, password)."""
        self.clear = b""
        """All that came in without encryption."""
        self.sealed = b""
        self._certificate = certificate
        self._mechanisms = mechanisms
        self._changed = threading.Condition()
        self._controller = None
        self.open(port)

    def open(self, port=0):
        """Listens, again after `close`."""
        sink = self
        context = self._certificate.server_context() if self._certificate else None
        options = {"hostname": "sink.test", "enable_SMTPUTF8": True, "auth_require_tls": self.tls == "starttls"}
        excluded = [name for name in ("PLAIN", "LOGIN") if name not in self._mechanisms]
        options["auth_exclude_mechanism"] = excluded
        if self.users:
            options |= {"authenticator": self._authenticate, "auth_required": True}
        if self.tls == "implicit":
            options["auth_require_tls"] = False
        if self.tls == "starttls":
            options |= {"tls_context": context, "require_starttls": False}

        class Listener(Controller):
            def factory(self):
                protocol = _Protocol(sink, **options)
                protocol.sink = sink
                return protocol

        # aiosmtpd wants to know the port before it listens and says hello to itself through it.
        self._controller = Listener(
            self, hostname="127.0.0.1", port=port or _free_port(), ssl_context=context if self.tls == "implicit" else None
        )
        self._controller.start()
        self.port = self._controller.port
        time.sleep(0.05)
        with self._changed:
            self.clear = self.sealed = b""

    def close(self):
        """Refuses connections from now on; `open(port)` listens again."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    stop = close

    def _keep(self, data, encrypted):
        with self._changed:
            if encrypted:
                self.sealed = (self.sealed + data)[-4_000_000:]
            else:
                self.clear = (self.clear + data)[-4_000_000:]

    def _authenticate(self, server, session, envelope, mechanism, data):
        assert isinstance(data, LoginPassword)
        name, password = data.login.decode(), data.password.decode()
        self.logins.append((mechanism, name, password))
        accepted = self.users.get(name) == password
        if accepted:
            session.user_name = name
        return AuthResult(success=accepted, handled=False)

    async def handle_DATA(self, server, session, envelope):
        reply = self.replies.get("MESSAGE")
        if isinstance(reply, deque):
            reply = reply.popleft() if reply else None
        if reply is not None:
            return reply
        encrypted = self.tls == "implicit" or session.ssl is not None
        mail = Mail(envelope.mail_from, list(envelope.rcpt_tos), envelope.content, getattr(session, "user_name", None), encrypted)
        with self._changed:
            self.mails.append(mail)
            self._changed.notify_all()
        return "250 2.0.0 queued"

    def wait(self, count=1, timeout=30):
        """The mails once there are `count` of them."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: len(self.mails) >= count, timeout)
            assert arrived, f"{len(self.mails)} of {count} mails after {timeout} s"
            return list(self.mails)

    def settings(self, **changes):
        """The body of PUT /api/notifications/email that leads here."""
        body = {
            "enabled": True,
            "server": "localhost" if self._certificate else "127.0.0.1",
            "port": self.port,
            # Nobody logs in unless a test says so, whatever was saved before.
            "username": "",
            "from": "pulse@example.org",
            "to": ["ops@example.org"],
            "tls": self.tls == "implicit",
            "startTLS": self.tls == "starttls",
        }
        if self._certificate:
            body["caCertificate"] = self._certificate.authority
        return body | changes


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def apprise_environment():
    """What a server needs in its environment to find the real `apprise` program, installed with the test tools."""
    return {"PATH": os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])}


class AppriseAPI:
    """The HTTP interface of an Apprise server (POST /notify and /notify/<key>); the messages go out through the real library.

    `configurations` maps a key to URLs. With `api_key`, requests without it get 401. `status` forces an answer.
    """

    KINDS = {"info", "success", "warning", "failure"}

    def __init__(self, configurations=None, api_key=None, header="X-API-KEY", certificate=None, delivers=False, port=0):
        self.configurations = configurations or {}
        self.api_key = api_key
        self.header = header
        self.delivers = delivers
        self.status = None
        self.requests = []
        """Each as {path, headers, body}; `body` is the JSON that came."""
        self._changed = threading.Condition()
        self._certificate = certificate
        self._open(port)

    def _open(self, port):
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer = api._answer(urllib.parse.unquote(self.path), dict(self.headers.items()), body)
                data = b"" if status == 204 else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A client that is killed is nothing to tell."""

        self._server = Server(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        if self._certificate:
            context = self._certificate.server_context()
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http{'s' if self._certificate else ''}://127.0.0.1:{self.port}"

    def _answer(self, path, headers, body):
        try:
            content = json.loads(body)
        except ValueError:
            return 400, {"error": "Invalid JSON provided"}
        with self._changed:
            self.requests.append({"path": path, "headers": headers, "body": content})
            self._changed.notify_all()
        if self.status is not None:
            return self.status, {"error": "scripted"}
        given = next((value for name, value in headers.items() if name.lower() == self.header.lower()), None)
        if self.api_key is not None and given != self.api_key:
            return 401, {"error": "Unauthorized"}
        if not content.get("body"):
            return 400, {"error": "Payload lacks minimum requirements"}
        if content.get("type", "info") not in self.KINDS:
            return 400, {"error": "An invalid notification type was specified"}
        key = path.removeprefix("/notify").strip("/")
        if key:
            urls = self.configurations.get(key)
            if urls is None:
                return 204, {}
        else:
            urls = content.get("urls") or []
            urls = urls.replace(",", " ").split() if isinstance(urls, str) else urls
        if not urls:
            return 400, {"error": "No URLs to notify"}
        if not self.delivers:
            return 200, {"error": None}
        sender = apprise.Apprise()
        for url in urls:
            sender.add(url)
        sent = sender.notify(body=content["body"], title=content.get("title", ""), notify_type=content.get("type", "info"))
        return (200, {"error": None}) if sent else (424, {"error": "One or more notification could not be sent"})

    def wait(self, count=1, timeout=30):
        """The requests once there are `count` of them."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: len(self.requests) >= count, timeout)
            assert arrived, f"{len(self.requests)} of {count} requests after {timeout} s"
            return list(self.requests)

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
