"""Servers that Pulse watches: the laboratory in a process of its own, and a plain HTTP one that a test bends as it likes."""

import contextlib
import http.server
import json
import subprocess
import threading
import time

import requests
from server import BINARY, clean_environment

TOKEN_ID = "pulse@pve!test"
TOKEN_SECRET = "7b1d3a52-0000-4000-8000-000000000001"


class Laboratory:
    """`pulse lab`: simulated clusters over TLS. With a directory for its state it can be killed and started again as the same."""

    def __init__(self, clusters=1, nodes=3, guests=6, port=0, state=None, version="9.0", steady=False):
        self.arguments = ["lab", "--clusters", str(clusters), "--nodes", str(nodes), "--guests", str(guests), "--port", str(port)]
        self.arguments += ["--version", version, "--control-port", "0", "--json", *(["--state", str(state)] if state else []), *(["--steady"] if steady else [])]
        self.start()

    def start(self):
        self.process = subprocess.Popen([BINARY, *self.arguments], env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        found = json.loads(self.process.stdout.readline())
        self.clusters = found["clusters"]
        self.control = f"http://127.0.0.1:{found['controlPort']}/lab"

    def name(self, cluster):
        return self.clusters[cluster]["name"]

    def fault(self, cluster, effect, **fields):
        answer = requests.post(f"{self.control}/faults", json={"cluster": self.name(cluster), "effect": effect, **fields}, timeout=10)
        assert answer.status_code == 200, answer.text

    def mend(self, *clusters):
        """Ends the faults of these clusters."""
        for cluster in clusters:
            assert requests.delete(f"{self.control}/faults", params={"cluster": self.name(cluster)}, timeout=10).status_code == 200

    def event(self, cluster, event, **fields):
        answer = requests.post(f"{self.control}/events", json={"cluster": self.name(cluster), "event": event, **fields}, timeout=10)
        assert answer.status_code == 200, answer.text

    def asked(self, cluster):
        """What the cluster was asked since the counts were last taken anew."""
        return requests.get(f"{self.control}/requests", timeout=10).json()[self.name(cluster)]

    def count_anew(self):
        assert requests.delete(f"{self.control}/requests", timeout=10).status_code == 200

    def body(self, cluster=0, member=0, **fields):
        """A connection to one member, by token."""
        found = self.clusters[cluster]
        return {
            "type": "pve",
            "name": found["name"],
            "host": found["endpoints"][member]["origin"],
            "tokenName": found["tokenId"],
            "tokenValue": found["tokenSecret"],
            **fields,
        }

    def kill(self):
        """As a power cut: no goodbye to anybody."""
        self.process.kill()
        self.process.wait(20)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


class FakePVE:
    """One node over plain HTTP. `status` is what every request gets, `hang` how long answers take; `seen` lists paths, `asked` what came with them."""

    def __init__(self):
        self.token = f"PVEAPIToken={TOKEN_ID}={TOKEN_SECRET}"
        self.status = 200
        self.hang = 0
        self.seen = []
        self.asked = []
        self.text = None
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                fake.seen.append(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                fake.asked.append((self.command, self.path.split("?")[0], {name.lower(): value for name, value in self.headers.items()}, self.rfile.read(length)))
                deadline = time.monotonic() + fake.hang
                while time.monotonic() < deadline and not fake.closing.is_set():
                    time.sleep(0.05)
                status = fake.permits(self.command, self.path, self.headers)
                body = fake.answer(self.path) if status == 200 else json.dumps({"data": None, "message": fake.refusal(self.path)}).encode()
                if fake.text is not None:
                    body = fake.text
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.closing = threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def permits(self, method, path, headers):
        """The status of the answer to a request."""
        return self.status if headers.get("Authorization") == self.token else 401

    def refusal(self, path):
        """What a request is told that is not permitted."""
        return "upstream secret words"

    def answer(self, path):
        path = path.split("?")[0].removeprefix("/api2/json")
        node = {"node": "solo", "status": "online", "cpu": 0.1, "maxcpu": 4, "mem": 1 << 30, "maxmem": 4 << 30, "disk": 1 << 30, "maxdisk": 8 << 30, "uptime": 1000}
        guest = {"id": "qemu/100", "type": "qemu", "vmid": 100, "name": "web", "node": "solo", "status": "running", "maxcpu": 1, "maxmem": 1 << 30, "mem": 1 << 29, "uptime": 500}
        answers = {
            "/version": {"version": "8.4.1", "release": "8.4", "repoid": "abc"},
            "/nodes": [node],
            "/cluster/status": [{"type": "node", "name": "solo", "id": "node/solo", "nodeid": 0, "ip": "127.0.0.1", "online": 1, "local": 1, "level": ""}],
            "/cluster/resources": [{**node, "id": "node/solo", "type": "node"}, guest],
            "/access/permissions": {"/": {"Sys.Audit": 1, "VM.Audit": 1, "Datastore.Audit": 1}},
            "/nodes/solo/status": {"uptime": 1000, "memory": {"total": 4 << 30, "used": 1 << 30, "free": 3 << 30}, "loadavg": ["0.1", "0.1", "0.1"]},
        }
        return json.dumps({"data": self.data(path, answers)}).encode()

    def data(self, path, answers):
        return answers.get(path, [])

    def body(self, **fields):
        return {"type": "pve", "name": "solo", "host": self.host, "tokenName": TOKEN_ID, "tokenValue": TOKEN_SECRET, **fields}

    def stop(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
