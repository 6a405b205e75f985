"""A WebSocket client of the live feed, and the state it builds from deltas."""

import copy
import json
import time

from server import Client
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect


def open_feed(server, token=None, cookies=None, origin=None, query="", headers=None, address=None):
    """Upgrades `/ws`; raises InvalidStatus when the server refuses."""
    all_headers = dict(headers or {})
    if token:
        all_headers["X-API-Token"] = token
    if cookies:
        all_headers["Cookie"] = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)
    all_headers.setdefault("X-Forwarded-For", address or next(Client.addresses))
    return connect(
        f"ws://127.0.0.1:{server.port}/ws{query}", additional_headers=all_headers, origin=origin, max_size=1 << 26, open_timeout=10, close_timeout=2
    )


def refused(server, **options):
    """The answer to an upgrade that must not succeed."""
    try:
        feed = open_feed(server, **options)
    except InvalidStatus as refusal:
        return refusal.response
    feed.close()
    raise AssertionError(f"the upgrade was accepted: {options}")


def receive(feed, *types, timeout=10):
    """The next message whose type is one of `types`."""
    deadline = time.monotonic() + timeout
    while True:
        remaining = deadline - time.monotonic()
        assert remaining > 0, f"no {' or '.join(types)} within {timeout} s"
        try:
            message = json.loads(feed.recv(timeout=remaining))
        except TimeoutError:
            continue
        if not types or message["type"] in types:
            return message


def send(feed, kind, data=None):
    feed.send(json.dumps({"type": kind} if data is None else {"type": kind, "data": data}))


def merge(target, patch):
    """RFC 7386."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge(result.get(key), value)
    return result


def apply(state, data):
    """The state after one `rawData`, by the rules of §6.5."""
    after = copy.deepcopy(state)
    for key, value in data.items():
        if key == "resourceDelta":
            continue
        if value is None:
            after.pop(key, None)
        else:
            after[key] = value
    delta = data.get("resourceDelta")
    if delta:
        rows = {row["id"]: row for row in after["resources"]}
        sequence = [row["id"] for row in after["resources"]]
        for gone in delta.get("removed", []):
            rows.pop(gone, None)
            sequence = [one for one in sequence if one != gone]
        for upsert in delta.get("upserts", []):
            if upsert["id"] not in rows:
                sequence.append(upsert["id"])
            rows[upsert["id"]] = merge(rows.get(upsert["id"], {}), upsert)
        if "order" in delta:
            sequence = [one for one in delta["order"] if one in rows] + [one for one in sequence if one not in delta["order"]]
        after["resources"] = [rows[one] for one in sequence]
    return after
