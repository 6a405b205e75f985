"""A receiver of webhooks that a test bends as it likes, and checks of what the known services would refuse."""

import contextlib
import hashlib
import hmac
import http.server
import json
import ssl
import threading
import time
import urllib.parse
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Hook:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict
    body: bytes
    arrived: float

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def query(self):
        return {name: values[0] for name, values in urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).items()}

    def header(self, name):
        """The value of the header, whatever its case; None when it was not sent."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), None)

    def assert_signed(self, secret):
        """The signature is that of `notifications` §4.1 over what arrived."""
        moment = self.header("X-Pulse-Timestamp")
        assert moment and moment.isdigit(), self.headers
        expected = hmac.new(secret.encode(), moment.encode() + b"." + self.body, hashlib.sha256).hexdigest()
        assert self.header("X-Pulse-Signature") == f"v1={expected}"


@dataclass
class Answer:
    """What the receiver does with a request."""

    status: int = 200
    body: bytes = b"ok"
    headers: dict = field(default_factory=dict)
    hang: float = 0
    """Seconds before it answers."""
    close: bool = False
    """Hangs up without an answer."""

    @classmethod
    def redirect(cls, location, status=307):
        return cls(status=status, headers={"Location": location})

    @classmethod
    def later(cls, seconds, status=429):
        return cls(status=status, headers={"Retry-After": str(seconds)})


class Receiver:
    """Listens on loopback. `answer` is what every request gets once the `script` of single answers is used up; `hooks` lists what arrived."""

    def __init__(self, certificate=None, host="127.0.0.1", port=0):
        """`certificate` is a PEM file with certificate and key; with it the receiver speaks HTTPS."""
        self.answer = Answer()
        self.script = deque()
        self.hooks = []
        self.closing = threading.Event()
        self._changed = threading.Condition()
        self._scheme = "https" if certificate else "http"
        self._certificate = certificate
        self._host = host
        self._open(port)

    def _open(self, port):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def respond(self):
                length = int(self.headers.get("Content-Length") or 0)
                hook = Hook(self.command, self.path, dict(self.headers.items()), self.rfile.read(length), time.time())
                receiver._perform(self, receiver._take(hook))

            do_POST = do_PUT = do_GET = do_DELETE = respond

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            # Five, the default, are fewer than the lanes of a server: the kernel would drop connections, and they would come a second late.
            request_queue_size = 128

            def handle_error(self, *_):
                """A client that hangs up is nothing to tell."""

        self.server = Server((self._host, port), Handler)
        if self._certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def _take(self, hook):
        with self._changed:
            self.hooks.append(hook)
            found = self.script.popleft() if self.script else self.answer
            self._changed.notify_all()
        return found(hook) if callable(found) else found

    def _perform(self, handler, answer):
        if answer.hang:
            self.closing.wait(answer.hang)
        handler.close_connection = True
        if answer.close:
            return
        with contextlib.suppress(OSError):
            handler.send_response(answer.status)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            body = b"" if answer.status in (204, 304) else answer.body
            if "Content-Length" not in answer.headers:
                handler.send_header("Content-Length", str(len(body)))
            handler.send_header("Connection", "close")
            handler.end_headers()
            handler.wfile.write(body)

    @property
    def origin(self):
        return f"{self._scheme}://{self._host}:{self.port}"

    def url(self, path="/hook"):
        return self.origin + path

    def at(self, path):
        """What arrived at the path, whatever its query."""
        with self._changed:
            return [hook for hook in self.hooks if hook.path.split("?")[0] == path]

    def wait(self, count=1, path=None, timeout=30):
        """Waits until so many requests have arrived and returns them all."""
        deadline = time.monotonic() + timeout
        while True:
            found = self.hooks if path is None else self.at(path)
            if len(found) >= count:
                return list(found)
            left = deadline - time.monotonic()
            assert left > 0, f"{len(found)} of {count} requests arrived in {timeout} s: {[hook.path for hook in found]}"
            with self._changed:
                self._changed.wait(min(left, 0.2))

    def forget(self):
        with self._changed:
            self.hooks.clear()
            self.script.clear()

    def down(self):
        """Stops listening; the port stays this receiver's for `up`."""
        self.server.shutdown()
        self.server.server_close()

    def up(self):
        self._open(self.port)

    def stop(self):
        self.closing.set()
        with contextlib.suppress(OSError):
            self.down()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


# What the services document about their payloads; each check fails with what is wrong.


def _text(value, most, least=1, unit=len):
    assert isinstance(value, str), value
    assert least <= unit(value) <= most, (unit(value), most, value[:80])


def _utf16(text):
    return len(text.encode("utf-16-le")) // 2


def _bytes(text):
    return len(text.encode())


def check_discord(hook):
    """https://discord.com/developers/docs/resources/webhook#execute-webhook and …/message#embed-object-embed-limits"""
    body = hook.json
    _text(body.get("username", "x"), 80)
    assert "content" in body or body.get("embeds")
    _text(body.get("content", ""), 2000, 0)
    assert len(body.get("embeds", [])) <= 10
    total = 0
    for embed in body.get("embeds", []):
        _text(embed.get("title", ""), 256, 0)
        _text(embed.get("description", ""), 4096, 0)
        total += len(embed.get("title", "")) + len(embed.get("description", "")) + len(embed.get("footer", {}).get("text", ""))
        assert isinstance(embed.get("color", 0), int) and 0 <= embed.get("color", 0) <= 0xFFFFFF
        fields = embed.get("fields", [])
        assert len(fields) <= 25
        for item in fields:
            _text(item["name"], 256)
            _text(item["value"], 1024)
            total += len(item["name"]) + len(item["value"])
    assert total <= 6000


def check_telegram(hook):
    """https://core.telegram.org/bots/api#sendmessage"""
    body = hook.json
    assert "/bot" in hook.path and hook.path.split("?")[0].endswith("/sendMessage")
    assert "chat_id" not in hook.query
    assert str(body["chat_id"]).lstrip("-").isdigit()
    assert body.get("parse_mode") in (None, "HTML", "MarkdownV2")
    _text(body["text"], 12000)
    if body.get("parse_mode") == "HTML":
        plain, stack = _telegram_plain(body["text"])
        assert not stack, stack
        assert 1 <= _utf16(plain) <= 4096


def _telegram_plain(text):
    import html
    import re

    stack, plain, position = [], "", 0
    for tag in re.finditer(r"<(/?)(b|i|u|s|code|pre|a)(?: href=\"[^\"<>]*\")?>", text):
        plain += text[position : tag.start()]
        position = tag.end()
        if tag.group(1):
            assert stack and stack.pop() == tag.group(2), text
        else:
            stack.append(tag.group(2))
    plain += text[position:]
    assert "<" not in plain and ">" not in plain, plain
    assert re.sub(r"&(lt|gt|amp|quot|#\d+);", "", plain).count("&") == 0, plain
    return html.unescape(plain), stack


def check_slack(hook):
    """https://docs.slack.dev/reference/block-kit/blocks"""
    body = hook.json
    _text(body["text"], 40000)
    assert len(body.get("blocks", [])) <= 50
    for block in body.get("blocks", []):
        match block["type"]:
            case "header":
                assert block["text"]["type"] == "plain_text"
                _text(block["text"]["text"], 150)
            case "section":
                assert "text" in block or block["fields"]
                if "text" in block:
                    _text(block["text"]["text"], 3000)
                assert len(block.get("fields", [])) <= 10
                for item in block.get("fields", []):
                    assert item["type"] in ("mrkdwn", "plain_text")
                    _text(item["text"], 2000)
            case "context":
                assert 1 <= len(block["elements"]) <= 10
            case "divider" | "actions":
                pass
            case other:
                raise AssertionError(other)


def check_teams(hook):
    """The retired connectors' MessageCard."""
    body = hook.json
    assert body["@type"] == "MessageCard" and body["@context"]
    assert body.get("summary") or body.get("text")
    assert len(hook.body) <= 28 * 1024


def check_teams_adaptive(hook):
    """Workflows: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using"""
    body = hook.json
    assert len(hook.body) <= 28 * 1024
    assert body["type"] == "message"
    for attachment in body["attachments"]:
        assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
        card = attachment["content"]
        assert card["type"] == "AdaptiveCard" and card["version"] == "1.4"
        for element in card["body"]:
            assert element["type"] in ("TextBlock", "FactSet", "Container")
            for fact in element.get("facts", []):
                assert isinstance(fact["title"], str) and isinstance(fact["value"], str)


def check_pagerduty(hook):
    """https://developer.pagerduty.com/docs/send-alert-event"""
    body = hook.json
    assert len(hook.body) <= 512 * 1024
    _text(body["routing_key"], 32)
    assert body["event_action"] in ("trigger", "acknowledge", "resolve")
    _text(body["dedup_key"], 255)
    if body["event_action"] == "trigger":
        payload = body["payload"]
        _text(payload["summary"], 1024)
        assert payload["source"] and payload["severity"] in ("critical", "warning", "error", "info")
    for link in body.get("links", []):
        assert link["href"].startswith("http")


def check_pushover(hook):
    """https://pushover.net/api"""
    body = hook.json
    assert body["token"] and body["user"]
    _text(body["message"], 1024)
    _text(body.get("title", ""), 250, 0)
    assert isinstance(body["priority"], int) and -2 <= body["priority"] <= 2
    if body["priority"] == 2:
        assert body["retry"] >= 30 and body["expire"] <= 10800
    assert isinstance(body.get("timestamp", 0), int) and body.get("timestamp", 0) < 10**11


def check_gotify(hook):
    """https://gotify.net/docs/pushmsg"""
    body = hook.json
    _text(body["message"], 1 << 20)
    assert isinstance(body["priority"], int) and 0 <= body["priority"] <= 10
    assert all("::" in name for name in body.get("extras", {}))


def check_ntfy(hook):
    """https://docs.ntfy.sh/publish"""
    _text(hook.text, 4096, unit=_bytes)
    assert (hook.header("Content-Type") or "").startswith("text/plain")
    assert hook.header("Priority") in ("urgent", "high", "default", "low", "min", "1", "2", "3", "4", "5")
    assert hook.header("Title") and "\n" not in hook.header("Title")


def check_mattermost(hook):
    """https://developers.mattermost.com/integrate/webhooks/incoming"""
    body = hook.json
    _text(body["text"], 16383)


def check_generic(hook):
    """`notifications` §4.3"""
    body = hook.json
    assert body["source"] == "pulse-monitoring"
    assert body["event"] in ("alert", "resolved")
    assert body["count"] == len(body["alerts"]) >= 1
    assert body["alert"]["id"] == body["alerts"][0]["id"]


CHECKS = {
    "discord": check_discord,
    "telegram": check_telegram,
    "slack": check_slack,
    "teams": check_teams,
    "pagerduty": check_pagerduty,
    "teams-adaptive": check_teams_adaptive,
    "pushover": check_pushover,
    "gotify": check_gotify,
    "ntfy": check_ntfy,
    "mattermost": check_mattermost,
    "generic": check_generic,
}


def check(service, hook):
    """The service would take what arrived."""
    assert hook.method == "POST"
    CHECKS[service](hook)
