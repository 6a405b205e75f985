"""resources-metrics-recovery §7, §11 item 21; reporting-operations 24."""

import re

import pytest
import requests
from server import wait_until

LINE = re.compile(r'^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*\})? (NaN|[+-]?Inf|[-+0-9.eE]+)( -?\d+)?$')


def scrape(server, **headers):
    return requests.get(f"http://127.0.0.1:{server.metrics_port}/metrics", headers=headers, timeout=5)


def test_the_text_format(server, reader):
    reader.get("/api/resources/unknown-0000")
    reader.get("/api/health")
    answer = scrape(server)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain")
    assert "0.0.4" in answer.headers["Content-Type"]
    lines = answer.text.splitlines()
    assert [line for line in lines if line and not line.startswith("#") and not LINE.match(line)] == []
    types = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(types) == len(set(types)), "a family is declared twice"


def test_requests_are_counted_by_route(server, reader):
    reader.get("/api/resources/unknown-0000")
    text = scrape(server).text
    assert "unknown-0000" not in text, "a raw path became a label"
    counted = [line for line in text.splitlines() if line.startswith("pulse_http_requests_total{")]
    assert any('route="/api/resources/{id}"' in line or 'route="/api/resources/:id"' in line for line in counted)
    assert any('status="404"' in line for line in counted)
    assert "pulse_http_request_duration_seconds_bucket{" in text
    assert 'le="+Inf"' in text


def test_polls_are_counted(server):
    server.host()
    text = scrape(server).text
    assert re.search(r'pulse_monitor_poll_total\{[^}]*result="success"[^}]*\} [1-9]', text)
    assert "pulse_monitor_poll_duration_seconds_count" in text


def test_not_on_the_main_port(server, reader):
    answer = reader.get("/metrics")
    assert "pulse_http_requests_total" not in answer.text
    assert requests.get(f"http://127.0.0.1:{server.metrics_port}/api/health", timeout=5).status_code == 404


def test_a_bearer_token(make_server):
    server = make_server(PULSE_METRICS_TOKEN="scrape-me-please").start()
    assert scrape(server).status_code == 401
    assert scrape(server, Authorization="Bearer wrong").status_code == 401
    assert scrape(server, Authorization="Bearer scrape-me-please").status_code == 200
    assert "scrape-me-please" not in server.log


@pytest.mark.parametrize("token", ["", "secret-token"])
def test_not_in_clear_text_beyond_loopback(make_server, token):
    server = make_server(PULSE_METRICS_BIND_ADDRESS="0.0.0.0", PULSE_METRICS_TOKEN=token)
    server.launch()

    def settled():
        if server.process.poll() is not None:
            return True
        try:
            return requests.get(f"{server.base}/api/health", timeout=1).status_code == 200
        except requests.RequestException:
            return False

    wait_until(settled, what="a start or a refusal")
    with pytest.raises(requests.RequestException):
        scrape(server)
    assert "metrics" in server.log.lower()
