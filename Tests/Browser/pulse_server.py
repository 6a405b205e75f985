"""A really started Pulse server for the browser tests."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PULSE_BINARY", str(ROOT / ".build/debug/pulse"))
WEB_DIR = os.environ.get("PULSE_WEB_DIR", str(ROOT / ".build/web"))

USER = "admin"
PASSWORD = "correct horse battery staple"


class PulseServer:
    def __init__(self, data: pathlib.Path):
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.log = data.parent / f"{data.name}.log"

    def _environment(self):
        return os.environ | {
            "PULSE_DATA_DIR": str(self.data),
            "FRONTEND_PORT": str(self.port),
            "PULSE_METRICS_PORT": "0",
            "BIND_ADDRESS": "127.0.0.1",
            "PULSE_WEB_DIR": WEB_DIR,
        }

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([BINARY, "serve"], env=self._environment(), stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{self.base}/api/health", timeout=2).read()
                return self
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-2000:]}") from None
                time.sleep(0.05)

    def kill(self):
        """Ends it at once, as a crash would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def bootstrap_token(self) -> str:
        out = subprocess.run([BINARY, "bootstrap-token"], env=self._environment(), capture_output=True, text=True, timeout=30)
        return re.search(r"\b[0-9a-f]{48}\b", out.stdout)[0]

    def claim(self):
        """Does the first run by the API, for tests that are about something else."""
        body = {"username": USER, "password": PASSWORD, "apiToken": os.urandom(32).hex()}
        status, _ = self.call("POST", "/api/security/quick-setup", body, {"X-Setup-Token": self.bootstrap_token()})
        assert status == 200, status
        return self

    def call(self, method, path, body=None, headers=None):
        request = urllib.request.Request(self.base + path, method=method, headers={"Content-Type": "application/json"} | (headers or {}))
        request.data = json.dumps(body).encode() if body is not None else None
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
