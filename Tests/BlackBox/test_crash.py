"""kill -9 at any moment: at most one tick of history is lost, and nothing that was acknowledged."""

import random
import threading
import time

import requests

ROUNDS = 10


class Load(threading.Thread):
    """Changes things until the server goes away, and remembers what was acknowledged."""

    def __init__(self, server, number):
        super().__init__(daemon=True)
        self.caller = server.client(token=server.token)
        self.number = number
        self.notes = {}
        self.tokens = {}
        self.deleted = []

    def run(self):
        index = 0
        try:
            while True:
                index += 1
                name = f"r{self.number}-{index}"
                if self.caller.put(f"/api/guests/metadata/{name}", json={"notes": [name]}).status_code == 200:
                    self.notes[name] = [name]
                made = self.caller.post("/api/security/tokens", json={"name": name, "scopes": ["monitoring:read"]})
                if made.status_code == 200:
                    body = made.json()
                    if index % 3 == 0:
                        if self.caller.delete(f"/api/security/tokens/{body['record']['id']}").status_code == 204:
                            self.deleted.append(body["token"])
                    else:
                        self.tokens[name] = body["token"]
                self.caller.get("/api/state")
        except requests.RequestException:
            pass


def stamps(server):
    target = server.host()["metricsTarget"]
    answer = server.admin.get("/api/metrics-store/history", params={**target, "metric": "memory", "range": "1h"})
    return [point["timestamp"] for point in answer.json()["points"]]


def test_killed_many_times(own_server):
    server = own_server
    browser = server.signed_in()
    identity = server.host()["id"]
    dice = random.Random(1)
    loads = []
    lost_ticks = []
    for number in range(ROUNDS):
        loads.append(Load(server, number))
        loads[-1].start()
        time.sleep(1.2 + dice.random() * 1.3)
        before = stamps(server)
        time.sleep(dice.random() * 0.3)
        server.kill()
        loads[-1].join(timeout=30)
        server.start()
        after = set(stamps(server))
        lost_ticks.append(sum(1 for stamp in before if stamp not in after))
    assert max(lost_ticks) <= 1, f"ticks lost in each round: {lost_ticks}"

    assert server.host()["id"] == identity
    assert browser.get("/api/state").status_code == 200, "the session is gone"
    records = server.admin.get("/api/guests/metadata").json()
    written = {name: notes for load in loads for name, notes in load.notes.items()}
    assert len(written) >= ROUNDS
    assert [name for name, notes in written.items() if records.get(name, {}).get("notes") != notes] == []
    kept = {one["name"] for one in server.admin.get("/api/security/tokens").json()["tokens"]}
    assert [name for load in loads for name in load.tokens if name not in kept] == []
    caller = server.client()
    for token in [load.tokens[name] for load in loads for name in list(load.tokens)[-1:]]:
        assert caller.get("/api/state/summary", headers={"X-API-Token": token}).status_code == 200
    for token in [load.deleted[-1] for load in loads if load.deleted]:
        assert caller.get("/api/state/summary", headers={"X-API-Token": token}).status_code == 401
    points = stamps(server)
    assert len(points) == len(set(points)), "a tick was counted twice"


def test_killed_while_starting(own_server):
    """Also a start that is cut off leaves everything readable."""
    server = own_server
    server.admin.put("/api/guests/metadata/kept", json={"description": "kept"})
    server.stop()
    for delay in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4):
        server.launch()
        time.sleep(delay)
        server.kill()
    server.start()
    assert server.admin.get("/api/guests/metadata/kept").json()["description"] == "kept"


def test_killed_while_being_claimed(make_server):
    """Either the server is claimed or it is not; it is never neither."""
    for delay in (0.0, 0.05, 0.15, 0.4):
        server = make_server().start()
        token = server.bootstrap_token()
        body = {"username": "admin", "password": server.password, "apiToken": "a" * 64}

        def claim(server=server, token=token, body=body):
            try:
                server.client().post("/api/security/quick-setup", json=body, headers={"X-Setup-Token": token})
            except requests.RequestException:
                pass

        thread = threading.Thread(target=claim)
        thread.start()
        time.sleep(delay)
        server.kill()
        thread.join()
        server.start()
        if server.client().get("/api/security/status").json()["hasAuthentication"]:
            assert server.client(token="a" * 64).get("/api/state").status_code == 200
            assert server.client().login().status_code == 200
        else:
            assert server.bootstrap_token()
            server.claim()
            assert server.admin.get("/api/state").status_code == 200
