"""Answers about alerts in the shapes the server gives, with a little memory, for browser tests of what a real estate rarely does on demand."""

import copy
import json
import re
import time
import urllib.parse


def moment(seconds_ago):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds_ago))


def alert(name, kind="cpu", level="warning", node="pve1", resource="vm-100", value=91.2, threshold=80, minutes=12, message=None, **more):
    spec = f"metric-threshold:{kind}" if kind in ("cpu", "memory", "disk", "usage", "temperature") else f"{resource}-{kind}"
    return {
        "id": f"{resource}::{spec}", "type": kind, "level": level, "resourceId": resource, "resourceName": name, "node": node, "instance": "prod",
        "message": message or f"VM {kind} at {value}%", "value": value, "threshold": threshold, "startTime": moment(minutes * 60), "lastSeen": moment(4), "acknowledged": False,
        "metadata": {"resourceType": "vm", "clearThreshold": threshold - 5, "unit": "%", "tags": ["prod"]},
    } | more


def active_alerts():
    return [
        alert("pve2", "connectivity", "critical", "pve2", "agent-pve2", 0, 0, 31, "Node pve2 is unreachable"),
        alert("cache-01", "powered-off", "warning", "pve2", "vm-102", 0, 0, 30, "VM cache-01 is powered off"),
        alert("vault-01", "powered-off", "warning", "pve2", "vm-108", 0, 0, 30, "VM vault-01 is powered off"),
        alert("web-01", "cpu", "critical", "pve1", "vm-100", 96.4, 80, 8, "VM CPU at 96.4%"),
        alert("web-01", "memory", "warning", "pve1", "vm-100", 87.1, 85, 140, "VM memory at 87.1%", acknowledged=True, ackUser="admin", ackTime=moment(3000)),
        alert("backup-nfs", "usage", "warning", "", "storage-backup-nfs", 88.3, 85, 3000, "Storage usage at 88.3%", metadata={"resourceType": "storage", "clearThreshold": 80, "quietHoursSuppressed": True, "quietHoursReplayAt": moment(-7200)}),
        alert("db-01", "disk", "warning", "pve2", "vm-101", 91.0, 90, 55, "VM disk at 91%", metadata={"resourceType": "vm", "clearThreshold": 85, "flappingUntil": moment(-600)}),
    ]


def history(count=260):
    names = ["web-01", "db-01", "pve2", "backup-nfs", "git-01"]
    kinds = [("cpu", 92.0, 80), ("memory", 88.0, 85), ("connectivity", 0, 0), ("usage", 88.3, 85), ("disk", 93.0, 90)]
    rows = []
    for index in range(count):
        which = (index * index + index // 7) % 5
        kind, value, threshold = kinds[which]
        minutes = 25 + index * 34 + (index % 6) * 9
        level = "critical" if index % 4 == 0 else "warning"
        text = f"Node {names[which]} is unreachable" if kind == "connectivity" else f"{kind} at {value}%"
        rows.append(alert(names[which], kind, level, "pve1" if which != 2 else "pve2", f"vm-{100 + which}", value, threshold, minutes, text, lastSeen=moment(minutes * 60 - 120 - index % 17 * 200)))
    return rows


def threshold(trigger, clear):
    return {"trigger": trigger, "clear": clear}


CONFIG = {
    "enabled": True, "activationState": "pending_review", "observationWindowHours": 24,
    "guestDefaults": {"poweredOffSeverity": "warning", "cpu": threshold(80, 75), "memory": threshold(85, 80), "disk": threshold(90, 85), "diskRead": threshold(0, 0), "diskWrite": threshold(0, 0), "networkIn": threshold(0, 0), "networkOut": threshold(0, 0)},
    "nodeDefaults": {"cpu": threshold(80, 75), "memory": threshold(85, 80), "disk": threshold(90, 85), "temperature": threshold(80, 75)},
    "agentDefaults": {"cpu": threshold(80, 75), "memory": threshold(85, 80), "disk": threshold(90, 85), "diskTemperature": threshold(55, 50)},
    "storageDefault": threshold(85, 80), "diskFillByType": {"nvme": threshold(92, 87)}, "diskTempByType": {"nvme": threshold(70, 65), "sas": threshold(65, 60), "sata": threshold(55, 50)},
    "pbsDefaults": {"cpu": threshold(80, 75), "memory": threshold(85, 80)},
    "pmgDefaults": {"queueTotalWarning": 500, "queueTotalCritical": 1000, "oldestMessageWarnMins": 30, "oldestMessageCritMins": 60},
    "dockerDefaults": {"cpu": threshold(80, 75), "memory": threshold(85, 80), "restartCount": 3, "restartWindow": 300},
    "snapshotDefaults": {"enabled": False, "warningDays": 30, "criticalDays": 45, "warningSizeGiB": 0, "criticalSizeGiB": 0},
    "backupDefaults": {"enabled": False, "warningDays": 7, "criticalDays": 14, "freshHours": 24, "staleHours": 72, "alertOrphaned": True, "ignoreVMIDs": []},
    "overrides": {
        "guest:prod:101": {"cpu": threshold(95, 90), "note": "Nightly jobs"},
        "guest:prod:105": {"disabled": True},
    },
    "schedule": {
        "quietHours": {"enabled": True, "start": "22:00", "end": "06:00", "timezone": "Europe/Berlin", "days": {day: True for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}, "suppress": {"performance": True, "storage": False, "offline": False}},
        "cooldown": 30, "maxAlertsHour": 10, "initialNotify": "all", "notifyOnResolve": True,
        "escalation": {"enabled": True, "levels": [{"after": 15, "notify": "email"}, {"after": 60, "notify": "all"}]},
        "grouping": {"enabled": True, "window": 30, "byNode": True, "byGuest": False},
    },
    "disableAllGuests": False, "minimumDelta": 2, "suppressionWindow": 5, "hysteresisMargin": 5, "timeThresholds": {"guest": 5, "node": 5, "storage": 5, "agent": 5},
    "maxAlertAgeDays": 7, "maxAcknowledgedAgeDays": 1, "autoAcknowledgeAfterHours": 24, "flappingEnabled": True, "flappingWindowSeconds": 300, "flappingThreshold": 5, "flappingCooldownMinutes": 15,
}

HEALTH = {
    "queue": {
        "pending": 1, "sending": 0, "sent": 128, "failed": 2, "dlq": 1, "healthy": False, "status": "degraded", "attention_required": True,
        "reason_codes": ["retained_dead_letter_deliveries"], "completed_retention_days": 7, "dead_letter_retention_days": 30, "counts_are_retention_bounded": True,
        "failure_classes_7d": {"authentication": 2, "rate_limited": 0, "connectivity": 1, "tls": 0, "configuration": 0, "rejected": 0, "unknown": 0},
        "failure_classes_available": True, "failure_class_window_days": 7,
    },
    "email": {"enabled": True, "configured": True}, "webhooks": {"total": 2, "enabled": 1}, "encryption": {"enabled": True}, "overall_healthy": False,
}
EMAIL = {"enabled": True, "provider": "", "server": "mail.example.lan", "port": 587, "username": "pulse", "password": "", "from": "pulse@example.lan", "to": ["ops@example.lan"], "tls": False, "startTLS": True, "rateLimit": 60}
APPRISE = {"enabled": False, "mode": "cli", "targets": [], "cliPath": "apprise", "timeoutSeconds": 15, "serverUrl": "", "configKey": "", "apiKey": "", "apiKeyHeader": "X-API-KEY", "skipTlsVerify": False}
PROVIDERS = [
    {"name": "Gmail / Google Workspace", "smtpHost": "smtp.gmail.com", "smtpPort": 587, "tls": False, "startTLS": True, "authRequired": True, "instructions": "1. Enable 2-factor authentication\n2. Generate an App Password"},
    {"name": "Custom SMTP Server", "smtpHost": "", "smtpPort": 587, "tls": False, "startTLS": True, "authRequired": True, "instructions": ""},
]
TEMPLATES = [
    {"service": service, "label": label, "mentionPlaceholder": mention, "mentionHelp": "", "name": f"{label} Webhook", "description": "", "urlPattern": pattern, "method": "POST", "headers": {"Content-Type": "application/json"}, "payloadTemplate": '{"text": "{{.Message | jsonString}}"}', "resolvedPayloadTemplate": "", "instructions": "1. Create a webhook\n2. Paste its address here"}
    for service, label, mention, pattern in [
        ("discord", "Discord", "@everyone", "https://discord.com/api/webhooks/{webhook_id}/{webhook_token}"), ("slack", "Slack", "@channel", "https://hooks.slack.com/services/{path}"),
        ("pushover", "Pushover", "", "https://api.pushover.net/1/messages.json"), ("ntfy", "ntfy", "", "https://ntfy.sh/{topic}"), ("generic", "Generic", "", ""),
    ]
]
WEBHOOKS = [
    {"id": "w1", "name": "Team chat", "url": "https://discord.com/api/webhooks/1/REDACTED", "method": "POST", "headers": {}, "enabled": True, "service": "discord", "template": "", "mention": "@here"},
    {"id": "w2", "name": "Phones", "url": "https://ntfy.example.lan/pulse", "method": "POST", "headers": {"Authorization": "***REDACTED***"}, "enabled": False, "service": "ntfy", "template": "", "tagFilter": ["prod"], "tagFilterMode": "any"},
]


class AlertAnswers:
    """Puts recorded answers in the place of the server's for one page, and remembers what was sent."""

    def __init__(self, page, estate=None):
        self.page = page
        self.config = copy.deepcopy(CONFIG)
        self.version = 1
        self.history = history()
        self.webhooks = copy.deepcopy(WEBHOOKS)
        self.email = dict(EMAIL)
        self.dead = [{"id": "n1", "type": "webhook", "destinationId": "w1", "status": "dlq", "alerts": active_alerts()[:1], "attempts": 3, "maxAttempts": 3, "lastError": "401 Unauthorized", "createdAt": moment(4000), "lastAttempt": moment(3000)}]
        self.notes = []
        self.sent = []
        self.failures = {}
        if estate is not None:
            estate.facts["activeAlerts"] = active_alerts()
            estate.facts["recentlyResolved"] = [alert("git-01", "cpu", "warning", "pve1", "vm-104", 79, 80, 20, "VM CPU at 82%", resolvedTime=moment(90))]
        page.route("**/api/alerts/**", self._alerts)
        page.route("**/api/notifications/**", self._notifications)
        page.route("**/api/resources/timeline?**", self._timeline)

    def _take(self, route):
        request = route.request
        url = urllib.parse.urlsplit(request.url)
        path = re.sub(r"^/api/(alerts|notifications)/", "", url.path)
        body = json.loads(request.post_data or "null")
        if request.method != "GET":
            self.sent.append((request.method, path, body))
        failure = self.failures.get((request.method, path))
        if failure:
            route.fulfill(status=failure[0], json=failure[1])
            return None
        return request.method, path, body, dict(urllib.parse.parse_qsl(url.query))

    def _alerts(self, route):
        taken = self._take(route)
        if taken is None:
            return None
        method, path, body, query = taken
        tag = f'"v{self.version}"'
        if path == "config" and method == "GET":
            return route.fulfill(json=self.config | {"overrideChanges": {"guest:prod:101": {"by": "ann", "at": moment(7500)}}}, headers={"ETag": tag})
        if path == "config":
            if route.request.headers.get("if-match") not in (None, tag):
                return route.fulfill(status=412, json={"error": "alert_config_conflict", "message": "The configuration was changed meanwhile.", "config": self.config})
            self.config, self.version = body, self.version + 1
            return route.fulfill(json={"success": True, "message": "Alert configuration updated successfully", "warnings": []})
        if path == "activate":
            self.config["activationState"] = "active"
            return route.fulfill(json={"success": True, "message": "Alert notifications activated", "state": "active"})
        if path == "history" and method == "GET":
            offset, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
            rows = [row for row in self.history if query.get("severity", "all") in ("all", row["level"]) and query.get("startTime", "") <= row["startTime"] <= query.get("endTime", "9") and query.get("alertIdentifier", row["id"]) == row["id"]]
            return route.fulfill(json=rows[offset : offset + limit], headers={"X-Total-Count": str(len(rows))})
        if path == "history":
            self.history = []
            return route.fulfill(json={"status": "success", "message": "Alert history cleared"})
        if path == "incidents" and "resource_id" in query:
            found = [row for row in self.history if row["resourceId"] == query["resource_id"]][: int(query.get("limit", 100))]
            return route.fulfill(json=[{"id": f"{row['id']}@{row['startTime']}", "alertIdentifier": row["id"], "alertType": row["type"], "level": row["level"], "openedAt": row["startTime"], "closedAt": row["lastSeen"]} for row in found])
        if path == "incidents":
            events = [
                {"id": "e1", "type": "alert_fired", "timestamp": moment(480), "summary": "Alert triggered: cpu (critical 96.4 >= 80.0)", "details": {"alert_value": 96.4, "alert_threshold": 80}},
                {"id": "e2", "type": "alert_acknowledged", "timestamp": moment(300), "summary": "Alert acknowledged", "details": {"user": "admin"}},
                *self.notes,
            ]
            return route.fulfill(json={"id": "inc-1", "alertIdentifier": query.get("alertIdentifier"), "status": "open", "openedAt": moment(480), "events": events})
        if path == "incidents/note":
            self.notes.append({"id": f"n{len(self.notes)}", "type": "note", "timestamp": moment(0), "summary": "Note added", "details": {"note": body["note"], "user": "admin"}})
            return route.fulfill(json={"success": True})
        if path == "preview":
            trigger = body["config"].get("guestDefaults", {}).get(body.get("metric"), {}).get("trigger", 80)
            count = max(0, (100 - trigger) // 5)
            rows = [{"id": f"vm-{100 + index}::cpu", "type": body.get("metric", "cpu"), "level": "critical" if index == 0 else "warning", "resourceName": f"web-0{index + 1}", "startTime": moment(3600 * (index + 1)), "durationSeconds": 900 + index * 60} for index in range(count)]
            return route.fulfill(json={"resources": 53, "alerts": rows, "totals": {"alerts": count, "critical": min(1, count), "messages": count * 2, "resources": count}, "perHour": [0] * 24})
        if path.endswith("explain"):
            rule = {"rule": "cpu", "type": "cpu", "state": "firing", "reading": "measured", "value": 96.4, "trigger": 80, "clear": 75, "criticalAt": 90, "origin": {"kind": "default", "key": "guestDefaults"}, "source": "cluster-resources", "measuredAt": moment(5), "holds": [{"reason": "cooldown", "at": moment(60), "until": moment(-900)}]}
            return route.fulfill(json={"resourceId": "vm-100", "resourceName": "web-01", "rules": [rule], "deliveries": [{"at": moment(470), "destination": "w1", "destinationName": "Team chat", "event": "fired", "outcome": "delivered", "status": 204, "attempt": 1}]})
        if path.startswith("bulk/"):
            return route.fulfill(json={"results": [{"alertIdentifier": name, "success": True} for name in body["alertIdentifiers"]]})
        return route.fulfill(json={"success": True})

    def _timeline(self, route):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(route.request.url).query))
        changed = lambda name, seconds, text: {"id": f"change-{seconds}", "observedAt": moment(seconds), "resourceId": name, "resourceName": name, "kind": "config_update", "reason": text, "metadata": {}}
        rows = [changed("vm-100", 600, "Processors changed from 2 to 4"), changed("vm-101", 700, "Restarted"), changed("vm-100", 90_000, "Seen for the first time")]
        return route.fulfill(json={"recentChanges": [row for row in rows if query["from"] <= row["observedAt"] <= query["to"]], "count": len(rows)})

    def _notifications(self, route):
        taken = self._take(route)
        if taken is None:
            return None
        method, path, body, _ = taken
        answers = {
            ("GET", "health"): HEALTH, ("GET", "email"): self.email, ("GET", "apprise"): APPRISE, ("GET", "webhooks"): self.webhooks, ("GET", "webhook-templates"): TEMPLATES,
            ("GET", "email-providers"): PROVIDERS, ("GET", "dlq"): self.dead, ("GET", "self-test"): {"enabled": True, "intervalHours": 24, "lastRun": moment(7000)},
            ("GET", "delivery-log"): [
                {"at": moment(470), "destination": "w1", "destinationName": "Team chat", "event": "fired", "outcome": "delivered", "status": 204, "attempt": 1, "alertIdentifier": "vm-100::metric-threshold:cpu", "alertCount": 1, "test": False},
                {"at": moment(3000), "destination": "w1", "destinationName": "Team chat", "event": "fired", "outcome": "failed", "class": "authentication", "detail": "401 Unauthorized", "status": 401, "attempt": 3},
            ],
            ("POST", "test"): {"status": "success", "message": "Test email sent", "deliveryPaused": True}, ("POST", "webhooks/test"): {"status": 204, "response": "ok", "success": True},
            ("POST", "webhooks/preview"): {"method": "POST", "url": "https://discord.com/api/webhooks/1/REDACTED", "headers": {"Content-Type": "application/json"}, "body": '{"content":"Test message"}'},
        }
        if method == "PUT" and path == "email":
            self.email = body | {"password": ""}
        if method == "POST" and path == "webhooks":
            self.webhooks.append(body | {"id": f"w{len(self.webhooks) + 1}"})
            return route.fulfill(json=self.webhooks[-1])
        if path == "dlq/retry" or path == "dlq/delete":
            self.dead = [each for each in self.dead if each["id"] != body["id"]]
        return route.fulfill(json=answers.get((method, path), {"status": "success", "success": True}))


def save(page):
    """Saves the rules that were changed in the page."""
    page.get_by_role("region", name="Changes").get_by_role("button", name="Save").click()
