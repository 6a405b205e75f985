"""A server whose one alert is about the memory of this very machine, and what becomes of the messages about it."""

from alerts import change_config, memory_alert, no_memory_alert, quoted, watch_memory
from destinations import BASE, allow


def watching(make_server):
    """A server that may reach loopback, watches this machine, and has no alert yet."""
    made = allow(make_server(PULSE_HOST_INTERVAL="1s").start().claim(), "127.0.0.0/8")
    made.host()
    watch_memory(made.admin, 99.9)
    schedule(made)
    return made


def schedule(server, **changes):
    """Notifications are on, and each alert is a message of its own that leaves at once, once, unless `changes` say otherwise."""

    def change(config):
        config["activationState"] = "active"
        config["schedule"] |= {"cooldown": 0, "grouping": {"enabled": False, "window": 0, "byNode": False, "byGuest": False}, **changes}

    change_config(server.admin, change)


def fire(server):
    watch_memory(server.admin, 1)
    return memory_alert(server)


def end(server):
    watch_memory(server.admin, 99.9)
    no_memory_alert(server)


def log(server, destination=None, test=False):
    """The attempts, oldest first."""
    query = f"?destination={quoted(destination)}" if destination else ""
    answer = server.admin.get(f"{BASE}/delivery-log{query}")
    assert answer.status_code == 200, answer.text
    return [entry for entry in reversed(answer.json()) if entry["test"] is test]


def messages(server, alert):
    """What became of the messages of an alert, by destination."""
    answer = server.admin.get(f"/api/alerts/{quoted(alert['id'])}/explain").json()
    return {message["destination"]: message for message in answer["messages"]}


def stats(server):
    return server.admin.get(f"{BASE}/queue/stats").json()
