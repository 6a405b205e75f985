"""What takes a minute or more: begun with the first test, judged here, in the last file."""

import time


def test_an_expired_token(patience):
    """auth-security 11: a token of one minute works, and after 61 s it does not."""
    caller = patience["token"]
    if time.monotonic() - patience["made_at"] < 50:
        assert caller.get("/api/state").status_code == 200
    time.sleep(max(0, 61 - (time.monotonic() - patience["made_at"])))
    assert caller.get("/api/state").status_code == 401


def test_a_silent_client(patience):
    """state-and-websocket 21: who sends nothing, not even a pong, is let go after 90 s."""
    patience["thread"].join(timeout=130)
    silent = patience["silent"]
    assert silent.status == "HTTP/1.1 101 Switching Protocols"
    assert silent.lasted is not None, "still connected after 130 s"
    assert 80 < silent.lasted < 125
