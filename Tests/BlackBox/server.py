"""A real Pulse server in its own process and data directory."""

import contextlib
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("PULSE_BINARY", ROOT / ".build/debug/pulse")).absolute()
PASSWORD = "CorrectHorse12"


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment():
    """This process's environment without anything that would configure Pulse."""
    prefixes = ("PULSE_", "PROXY_AUTH_", "LOG_", "TLS_")
    names = {"BIND_ADDRESS", "FRONTEND_PORT", "PORT", "METRICS_PORT", "ALLOWED_ORIGINS", "HTTPS_ENABLED", "DEMO_MODE"}
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes) and name not in names}


def wait_until(condition, timeout=20, every=0.1, what="the condition"):
    """The first true answer of `condition`; fails with `what` when the time is over."""
    deadline = time.monotonic() + timeout
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited {timeout} s for {what}"
        time.sleep(every)


class Server:
    """Starts, stops and kills one server; its data directory outlives the process."""

    def __init__(self, data, **environment):
        self.data = pathlib.Path(data)
        self.port = free_port()
        self.metrics_port = free_port()
        self.log_path = self.data.parent / f"{self.data.name}.log"
        self.process = None
        self.start_seconds = None
        self.environment = {
            **clean_environment(),
            "PULSE_DATA_DIR": str(self.data),
            "BIND_ADDRESS": "127.0.0.1",
            "FRONTEND_PORT": str(self.port),
            "PULSE_METRICS_PORT": str(self.metrics_port),
            "PULSE_HOST_INTERVAL": "1s",
            "PULSE_TRUSTED_PROXY_CIDRS": "127.0.0.1/32",
            **environment,
        }

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def launch(self):
        """Starts the process without waiting for it."""
        assert self.process is None or self.process.poll() is not None, "already running"
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve"], env=self.environment, cwd=self.data.parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        return self

    def start(self):
        """Starts the process and waits for the first healthy answer."""
        began = time.monotonic()
        self.launch()

        def healthy():
            code = self.process.poll()
            assert code is None, f"the server ended with {code}:\n{self.log[-3000:]}"
            with contextlib.suppress(requests.RequestException):
                return requests.get(f"{self.base}/api/health", timeout=2).status_code == 200

        wait_until(healthy, timeout=30, every=0.01, what="a healthy answer")
        self.start_seconds = time.monotonic() - began
        return self

    def wait_for_exit(self, timeout=20):
        """The exit code of a process that is expected to end by itself."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"still running after {timeout} s:\n{self.log[-2000:]}") from None

    def stop(self):
        """Asks the process to end and gives its exit code."""
        if self.process is None or self.process.poll() is not None:
            return None
        self.process.send_signal(signal.SIGTERM)
        return self.wait_for_exit()

    def kill(self):
        """Ends the process as a power cut would."""
        self.process.kill()
        self.process.wait()

    def restart(self):
        self.stop()
        return self.start()

    def command(self, *arguments, **environment):
        """Runs `pulse ARGUMENTS` with this server's environment."""
        return subprocess.run(
            [BINARY, *arguments], env={**self.environment, **environment}, capture_output=True, text=True, timeout=30, cwd=self.data.parent
        )

    def bootstrap_token(self):
        result = self.command("bootstrap-token")
        found = re.search(r"Token:\s+([0-9a-f]{48})\b", result.stdout)
        assert result.returncode == 0 and found, f"bootstrap-token: {result.returncode} {result.stdout}{result.stderr}"
        return found[1]

    def client(self, **options):
        return Client(self.base, **options)


class Client:
    """One caller: an address, perhaps a token, perhaps cookies. Sends the CSRF token as the page does."""

    addresses = iter(f"203.0.{third}.{fourth}" for third in range(113, 255) for fourth in range(1, 255))

    def __init__(self, base, token=None, address="new", csrf=True):
        self.base = base
        self.token = token
        self.csrf = csrf
        # Behind a trusted proxy each caller has an address of its own, so that limits of one test never meet another.
        self.address = next(self.addresses) if address == "new" else address
        self.session = requests.Session()
        self.session.trust_env = False

    def request(self, method, path, headers=None, **options):
        all_headers = {"Accept": "application/json"}
        if self.address:
            all_headers["X-Forwarded-For"] = self.address
        if self.token:
            all_headers["X-API-Token"] = self.token
        if self.csrf and method not in ("GET", "HEAD") and "pulse_csrf" in self.session.cookies:
            all_headers["X-CSRF-Token"] = self.session.cookies["pulse_csrf"]
        all_headers.update(headers or {})
        return self.session.request(method, self.base + path, headers=all_headers, timeout=20, allow_redirects=False, **options)

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, **options):
        return self.request("POST", path, **options)

    def put(self, path, **options):
        return self.request("PUT", path, **options)

    def delete(self, path, **options):
        return self.request("DELETE", path, **options)

    def login(self, username="admin", password=PASSWORD, **fields):
        return self.post("/api/login", json={"username": username, "password": password, **fields})


class ClaimedServer(Server):
    """A server that has been set up: user `admin`, and an administrator's token."""

    username = "admin"
    password = PASSWORD

    def claim(self):
        self.token = secrets.token_hex(32)
        answer = self.client().post(
            "/api/security/quick-setup",
            headers={"X-Setup-Token": self.bootstrap_token()},
            json={"username": self.username, "password": self.password, "apiToken": self.token},
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["success"] is True
        return self

    @property
    def admin(self):
        """A caller with the administrator's token."""
        return self.client(token=self.token)

    def make_token(self, *scopes, **fields):
        """A caller with a new token of just these scopes."""
        answer = self.admin.post("/api/security/tokens", json={"name": "test", "scopes": list(scopes), **fields})
        assert answer.status_code == 200, answer.text
        caller = self.client(token=answer.json()["token"])
        caller.token_id = answer.json()["record"]["id"]
        return caller

    def signed_in(self, **fields):
        """A caller with a session, as the page has one."""
        caller = self.client()
        answer = caller.login(**fields)
        assert answer.status_code == 200, answer.text
        return caller

    def host(self):
        """The resource that is this machine, once it has been measured twice (so that rates are known)."""

        def measured():
            rows = self.admin.get("/api/resources?type=agent").json()["data"]
            return next((row for row in rows if "netIn" in row.get("metrics", {}) and "cpu" in row["metrics"]), None)

        return wait_until(measured, what="the first readings of this machine")
