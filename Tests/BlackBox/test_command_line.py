"""reporting-operations §9–11, items 23, 25: the program itself."""

import signal
import threading
import time

import live
import pytest


def test_help_teaches(make_server):
    server = make_server()
    top = server.command("--help")
    assert top.returncode == 0
    for word in ("serve", "bootstrap-token", "version"):
        assert word in top.stdout
    serve = server.command("serve", "--help").stdout
    for name in ("PULSE_DATA_DIR", "BIND_ADDRESS", "FRONTEND_PORT", "PULSE_METRICS_PORT", "LOG_LEVEL", "TLS_CERT_FILE", "PULSE_HOST_INTERVAL", "7655", "9091"):
        assert name in serve
    assert not server.data.exists(), "asking for help makes no data directory"


@pytest.mark.parametrize("arguments", [["no-such-command"], ["serve", "--no-such-option"], ["version", "extra"]])
def test_what_is_not_understood(make_server, arguments):
    result = make_server().command(*arguments)
    assert result.returncode != 0 and "usage" in (result.stdout + result.stderr).lower()


def test_version(make_server):
    for arguments in (["version"], ["--version"]):
        result = make_server().command(*arguments)
        assert result.returncode == 0 and any(character.isdigit() for character in result.stdout)


def test_it_says_where_it_is(make_server):
    server = make_server().start()
    assert f"127.0.0.1:{server.port}" in server.log
    assert "bootstrap-token" in server.log


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_graceful_end(own_server, kind):
    """Ends with 0 although requests, a live feed and polls are under way."""
    caller = own_server.admin
    stop = threading.Event()
    broken = []

    def ask():
        while not stop.is_set():
            try:
                status = caller.get("/api/state").status_code
                if status not in (200, 503):
                    broken.append(status)
            except Exception:
                return

    thread = threading.Thread(target=ask)
    thread.start()
    with live.open_feed(own_server, token=own_server.token) as feed:
        live.receive(feed, "initialState")
        began = time.monotonic()
        own_server.process.send_signal(kind)
        assert own_server.wait_for_exit() == 0
        assert time.monotonic() - began < 15
    stop.set()
    thread.join()
    assert broken == []


@pytest.mark.parametrize(("name", "value"), [("FRONTEND_PORT", "99999"), ("LOG_LEVEL", "shout"), ("PULSE_HOST_INTERVAL", "never"), ("HTTPS_ENABLED", "maybe"), ("PULSE_METRICS_PORT", "x")])
def test_a_value_that_cannot_be_read(make_server, name, value):
    """A warning and the default, never an exit. The port's default may be taken here, so that one is only launched."""
    server = make_server(**{name: value})
    if name == "FRONTEND_PORT":
        server.launch()
        time.sleep(2)
    else:
        server.start()
    assert name in server.log and value in server.log


def test_old_switches_open_nothing(make_server):
    server = make_server(DISABLE_AUTH="true", API_TOKEN="a" * 64, API_TOKENS="b" * 64).start()
    for token in ("a" * 64, "b" * 64, None):
        assert server.client(token=token).get("/api/state").status_code == 401
    assert "DISABLE_AUTH" in server.log and "a" * 64 not in server.log


def test_settings_in_the_data_directory(make_server):
    server = make_server()
    server.data.mkdir(mode=0o700)
    (server.data / ".env").write_text("PULSE_HOST_ENABLED='false'\nALLOWED_ORIGINS='https://from.example'\n")
    (server.data / ".env").chmod(0o600)
    server.start()
    answer = server.client().get("/api/health", headers={"Origin": "https://from.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://from.example"
