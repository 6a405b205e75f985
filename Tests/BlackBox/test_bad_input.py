"""Every endpoint meets malformed, mistyped, oversized and hostile input with a clear error and never with 5xx."""

import socket

import expect
import pytest

# Method, path, whether the body is what is wrong (then a 4xx is due), or a free-form call that must merely not break.
WITH_BODY = [
    ("POST", "/api/login"),
    ("POST", "/api/security/tokens"),
    ("POST", "/api/security/validate-token"),
    ("POST", "/api/security/change-password"),
    ("POST", "/api/security/reset-lockout"),
    ("POST", "/api/security/quick-setup"),
    ("POST", "/api/security/validate-bootstrap-token"),
    ("POST", "/api/resources/agent-0000000000000000/link"),
    ("POST", "/api/resources/agent-0000000000000000/unlink"),
    ("POST", "/api/resources/agent-0000000000000000/report-merge"),
    ("PUT", "/api/guests/metadata/bad"),
    ("PUT", "/api/docker/metadata/bad"),
    ("PUT", "/api/docker/runtimes/metadata/bad"),
    ("PUT", "/api/agents/metadata/bad"),
]
READS = """
/api/health /api/version /api/server/info /api/config /api/config/system /api/state /api/state/summary /simple-stats /api/storage/ /api/storage/x
/api/resources /api/resources/stats /api/resources/k8s/namespaces /api/resources/x /api/resources/x/children /api/resources/x/metrics
/api/guests/metadata /api/guests/metadata/x /api/docker/metadata /api/docker/metadata/x /api/docker/runtimes/metadata /api/docker/runtimes/metadata/x
/api/agents/metadata /api/agents/metadata/x /api/charts /api/storage-charts /api/metrics-store/stats /api/metrics-store/history
/api/security/status /api/security/tokens /api/openapi.json
/api/ai/intelligence/changes /api/resources/timeline /api/resources/x/timeline /api/resources/x/facets /api/ai/forecast /api/ai/forecasts/overview
/api/ai/intelligence/baselines /api/ai/intelligence/anomalies /api/ai/intelligence/learning /api/ai/intelligence/patterns
/api/ai/intelligence/predictions /api/ai/intelligence/correlations /api/ai/incidents /api/ai/incidents/x
""".split()
BODIES = {
    "nothing": b"",
    "half": b'{"a":',
    "text": b"not json",
    "array": b"[1,2]",
    "number": b"17",
    "null": b"null",
    "two": b"{}{}",
    "deep": b"[" * 100_000,
    "deep object": b'{"a":' * 20_000,
    "bytes": bytes(range(256)),
    "bad utf-8": b'{"name":"\xff\xfe","username":"\xff","targetId":"\xff","description":"\xff"}',
    "lone surrogate": b'{"name":"\\ud800","username":"\\ud800","password":"\\ud800","targetId":"\\ud800","token":"\\ud800"}',
    "mistyped": b'{"username":1,"password":[],"name":{},"scopes":7,"token":1,"identifier":[],"targetId":{},"sources":1,"customUrl":1,"tags":"x","currentPassword":1,"newPassword":2}',
    "huge number": b'{"username":1e999,"targetId":1e999,"tags":1e999,"token":1e999,"name":1e999,"identifier":1e999}',
    "nul": b'{"username":"\\u0000","password":"\\u0000","targetId":"\\u0000","name":"\\u0000","token":"\\u0000","identifier":"\\u0000","customUrl":"\\u0000"}',
    "large": b'{"name":"' + b"x" * 2_000_000 + b'"}',
}
QUERIES = {
    "controls": "?q=%00%01&range=%00&resourceType=%00&resourceId=%00&node=%0a&type=%00&cluster=%00",
    "bad percent": "?q=%zz&range=%&resourceType=%e&cluster=%",
    "bad utf-8": "?q=%ff%fe&range=%ff&resourceType=%ff&resourceId=%ff&cluster=%ff",
    "numbers": "?page=99999999999999999999&limit=-99999999999999999999&maxPoints=1e999&range=99999999999999999999h&tzOffsetMinutes=1e9",
    "repeated": "?page=1&page=2&limit=3&limit=4&range=1h&range=7d",
    "long": "?q=" + "x" * 6000,
    "sql": "?q=%27%20OR%201%3D1--&resourceId=%27%3BDROP%20TABLE%20x%3B--&resourceType=agent&metric=%27%20OR%201%3D1--",
    "empty": "?&&=&q&type=&source=&status=&limit=&page=&range=",
}


def never_breaks(answer):
    # 501 is the contract's word for organizations that are switched off.
    assert answer.status_code < 500 or answer.status_code == 501, f"{answer.request.method} {answer.request.url[:200]}: {answer.status_code} {answer.text[:300]}"
    if answer.status_code >= 400 and answer.request.path_url.startswith("/api/") and answer.request.method != "HEAD":
        # A request that is no HTTP is refused by the protocol itself, without a body.
        if answer.status_code == 400 and not answer.content:
            return
        if answer.headers["Content-Type"].startswith("application/json"):
            body = answer.json()
            assert isinstance(body, dict) and (body.get("error") or body.get("valid") is False), body
            assert ".swift" not in answer.text and "Fatal" not in answer.text
        else:
            assert len(answer.text) < 1000 and "<" not in answer.text.replace("<container>", "")


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_bodies(server, method, path):
    for name, body in BODIES.items():
        caller = server.admin
        answer = caller.request(method, path, data=body, headers={"Content-Type": "application/json"})
        never_breaks(answer)
        # An empty body asks for a token with every default, and a text may hold any character where no rule forbids it.
        if (path, name) != ("/api/security/tokens", "nothing") and name not in ("nul", "lone surrogate"):
            assert 400 <= answer.status_code < 500, f"{name}: {answer.status_code} {answer.text[:200]}"
    assert server.client().get("/api/health").status_code == 200


def test_codes_are_stable(server):
    writer = server.admin
    for method, path in WITH_BODY:
        if path in ("/api/security/quick-setup", "/api/security/validate-bootstrap-token", "/api/security/validate-token"):
            continue
        body = expect.refusal(server.client(token=writer.token).request(method, path, data=b'{"a":', headers={"Content-Type": "application/json"}), (400, 403, 404))
        assert body["code"] and body["code"].replace("_", "").isalnum() and body["code"].islower(), body
        assert body["status_code"] in (400, 403, 404) and isinstance(body["timestamp"], int) and isinstance(body["details"], dict)


@pytest.mark.parametrize("path", READS)
def test_queries(server, path):
    caller = server.admin
    for query in QUERIES.values():
        never_breaks(caller.get(path + query))
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
        if (method, path) in (("POST", "/api/security/tokens"),) or (method in ("POST", "PUT", "DELETE") and "/metadata/" in path):
            continue
        answer = caller.request(method, path, data=b"{}")
        never_breaks(answer)
        assert answer.status_code in (400, 404, 405, 501), f"{method} {path}: {answer.status_code}"


@pytest.mark.parametrize("name", ["X-API-Token", "Authorization", "Cookie", "X-CSRF-Token", "X-Forwarded-For", "X-Pulse-Org-ID", "If-None-Match", "X-Setup-Token", "Accept-Encoding", "Origin"])
def test_headers(server, name):
    for value in ("", "x" * 5000, "=;=;=", "ü".encode().decode("latin-1"), "999.999.999.999", ",,,,", '"', "*"):
        caller = server.client(token=None if name in ("X-API-Token", "Authorization", "Cookie") else server.token)
        never_breaks(caller.get("/api/state/summary", headers={name: value.encode("latin-1")}))


def test_ids(server):
    caller = server.admin
    for identity in ("%00", "%2e%2e", "%ff", "x" * 3000, "a%2Fb%2F..%2Fc", "'", "%25", "%F0%9F%98%80", "+", "a%20b", ";", "a%3Fb%3Dc"):
        for prefix in ("/api/resources/", "/api/storage/", "/api/guests/metadata/", "/api/docker/metadata/", "/api/agents/metadata/", "/api/docker/runtimes/metadata/"):
            never_breaks(caller.get(prefix + identity))
    for identity in ("%00", "x" * 3000):
        never_breaks(caller.put(f"/api/guests/metadata/{identity}", json={"description": "x"}))
        caller.delete(f"/api/guests/metadata/{identity}")


RAW = {
    "not http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    "garbage": b"\x00\xff" * 500 + b"\r\n\r\n",
    "no version": b"GET /api/health\r\n\r\n",
    "huge line": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "huge header": b"GET /api/health HTTP/1.1\r\nHost: x\r\nX-Large: " + b"a" * 400_000 + b"\r\n\r\n",
    "many headers": b"GET /api/health HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 50_000 + b"\r\n",
    "negative length": b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "two lengths": b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "lying length": b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{}",
    "bad chunk": b"POST /api/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "endless chunks": b"POST /api/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 4096 + b"\r\n",
    "broken upgrade": b"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "connect": b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
}


@pytest.mark.parametrize("name", RAW)
def test_bytes_on_the_wire(server, name):
    with socket.create_connection(("127.0.0.1", server.port), timeout=3) as connection:
        try:
            connection.sendall(RAW[name])
            answer = connection.recv(65536)
        except OSError:
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 2") and not answer.startswith(b"HTTP/1.1 5"), answer[:200]
    assert server.client().get("/api/health").status_code == 200
    assert server.process.poll() is None


def test_the_server_is_still_the_same(server):
    """Runs last in this file: nothing above ended the process or wrote an error of the program itself."""
    assert server.process.poll() is None
    assert "Fatal error" not in server.log and "internal_error" not in server.log
    assert server.admin.get("/api/state").status_code == 200
