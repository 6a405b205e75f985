"""Making a started server raise and end alerts by what it measures of this very machine."""

import urllib.parse

from server import wait_until

CONFIG = "/api/alerts/config"
ACTIVE = "/api/alerts/active"
HISTORY = "/api/alerts/history"
INCIDENTS = "/api/alerts/incidents"


def read_config(caller):
    answer = caller.get(CONFIG)
    assert answer.status_code == 200, answer.text
    return answer.json()


def change_config(caller, change, **headers):
    """Reads the settings, lets `change` alter them, and sends them back."""
    config = read_config(caller)
    change(config)
    answer = caller.put(CONFIG, json=config, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def watch_memory(caller, trigger, clear=None, activate=None):
    """This machine's memory alone is judged, without delay. A machine always uses more than 1 % and less than 99.9 %."""

    def change(config):
        config["agentDefaults"] = {"memory": {"trigger": trigger, "clear": trigger - 0.5 if clear is None else clear}}
        for metric in ("cpu", "disk", "diskTemperature"):
            config["agentDefaults"][metric] = {"trigger": 0, "clear": 0}
        config["diskFillByType"] = {kind: {"trigger": 100, "clear": 95} for kind in ("nvme", "sata", "hdd")}
        config["timeThresholds"]["agent"] = 0
        if activate:
            config["activationState"] = activate

    return change_config(caller, change)


def only_processors(config):
    """Only the processors of guests are judged, above 90 %, and the first reading decides."""
    for group in ("guestDefaults", "nodeDefaults"):
        for metric in config[group]:
            if isinstance(config[group][metric], dict):
                config[group][metric] = {"trigger": 0, "clear": 0}
    config["guestDefaults"]["cpu"] = {"trigger": 90, "clear": 85}
    config["timeThresholds"]["guest"] = 0
    config["disableAllAgents"] = config["disableAllStorage"] = config["disableAllGuestsOffline"] = True


def tags(guest):
    """The tags of a row of the state."""
    return {tag for tag in guest.get("tags", "").split(",") if tag}


def speaks(guest):
    """No tag keeps the guest from alerts or from messages."""
    return not tags(guest) & {"pulse-no-alerts", "pulse-monitor-only", "pulse-relaxed"}


def active(caller, kind=None):
    answer = caller.get(ACTIVE)
    assert answer.status_code == 200, answer.text
    return [alert for alert in answer.json() if kind in (None, alert["type"])]


def memory_alert(server, timeout=15):
    """The alert about this machine's memory, once it fires."""
    return wait_until(lambda: next(iter(active(server.admin, "memory")), None), timeout=timeout, what="the alert about memory")


def no_memory_alert(server, timeout=15):
    wait_until(lambda: not active(server.admin, "memory"), timeout=timeout, what="the end of the alert about memory")


def quoted(identifier):
    return urllib.parse.quote(identifier, safe="")
