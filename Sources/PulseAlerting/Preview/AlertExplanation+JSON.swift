import PulseAlerts
import PulseCore
import PulseNotifications

extension AlertExplanation {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("resourceId", resourceID)
            json.field("resourceName", resourceName)
            json.key("rules")
            json.array(rules) { $1.write(to: &$0) }
            json.key("deliveries")
            json.array(deliveries) { $1.writeDelivery(to: &$0) }
            json.key("messages")
            json.array(messages) { $1.writeMessage(to: &$0) }
        }
    }
}

extension RuleExplanation {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("rule", rule.part.map { "\(rule.spec.rawValue):\($0)" } ?? rule.spec.rawValue)
            json.field("type", rule.spec.rawValue)
            json.optional("part", rule.part)
            json.field("alertIdentifier", alertID)
            writeState(to: &json)
            writeReading(to: &json)
            json.optional("criticalAt", criticalBar)
            if let origin {
                json.key("origin")
                origin.write(to: &json)
            }
            writeSource(to: &json)
            json.optional("measuredAt", measuredAt)
            json.optional("ageSeconds", age.map { ($0.fractionalSeconds * 10).rounded() / 10 })
            json.optional("suppressedUntil", suppressedUntil)
            json.optional("flappingUntil", flappingUntil)
            json.optional("deferredUntil", deferredUntil)
            json.optional("nextNotice", nextNotice)
            json.field("sentLastHour", sentLastHour)
            json.key("holds")
            json.array(holds) { json, hold in
                json.object { json in
                    json.field("reason", hold.reason.rawValue)
                    json.field("at", hold.at.rfc3339)
                    json.optional("until", hold.until)
                }
            }
        }
    }

    private func writeState(to json: inout JSONWriter) {
        switch state {
        case .idle: json.field("state", "idle")
        case .pending(let since, let remaining, let missing):
            json.field("state", "pending")
            json.field("since", since.rfc3339)
            json.field("holdSecondsLeft", remaining.fractionalSeconds)
            json.field("readingsMissing", missing)
        case .firing(let alert, let good, let needed):
            json.field("state", "firing")
            json.field("since", alert.startTime.rfc3339)
            json.field("level", alert.level.rawValue)
            json.field("goodReadings", good)
            json.field("goodReadingsNeeded", needed)
        case .resolved(let resolved):
            json.field("state", "resolved")
            json.field("since", resolved.resolvedTime.rfc3339)
            json.field("resolvedBecause", resolved.reason.rawValue)
        }
    }

    private func writeReading(to json: inout JSONWriter) {
        switch reading {
        case .measured(let value, let threshold, _):
            json.field("reading", "measured")
            json.field("value", value)
            json.field("trigger", threshold.trigger)
            json.field("clear", threshold.clear)
        case .faulty(let level, let value, let threshold):
            json.field("reading", "faulty")
            json.field("faultLevel", level.rawValue)
            json.field("value", value)
            json.field("trigger", threshold)
        case .fine: json.field("reading", "fine")
        case .unknown: json.field("reading", "unknown")
        case .off(let reason):
            json.field("reading", "off")
            json.field("off", reason.rawValue)
        case nil: json.field("reading", "unknown")
        }
    }

    private func writeSource(to json: inout JSONWriter) {
        guard let provenance else { return }
        json.field("source", provenance.source)
        json.key("fallbacks")
        json.array(provenance.fallbacks) { json, fallback in
            json.object { json in
                json.field("source", fallback.source)
                json.field("reason", fallback.reason)
            }
        }
    }
}

extension ThresholdOrigin {
    func write(to json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .defaults(let member):
                json.field("kind", "default")
                json.field("key", member)
            case .customRule(let id, let name):
                json.field("kind", "custom-rule")
                json.field("key", id)
                json.field("name", name)
            case .override(let key):
                json.field("kind", "override")
                json.field("key", key)
            case .diskType(let name, let member):
                json.field("kind", "disk-type")
                json.field("key", member)
                json.field("name", name)
            case .tag(let tag):
                json.field("kind", "tag")
                json.field("key", tag)
            case .fixed: json.field("kind", "fixed")
            }
        }
    }
}

extension LedgerEntry {
    func writeDelivery(to json: inout JSONWriter) {
        json.object { json in
            json.field("at", at.rfc3339)
            json.field("destination", destination.rawValue)
            json.field("destinationName", name)
            json.field("event", event.rawValue)
            json.field("outcome", isDelivered ? "delivered" : "failed")
            json.optional("class", failure?.rawValue)
            json.optional("summary", summary)
            json.optional("detail", detail)
            json.optional("status", status)
            json.field("attempt", attempt)
            json.field("milliseconds", milliseconds)
        }
    }
}

extension Job {
    func writeMessage(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            json.field("destination", destination.rawValue)
            json.field("event", event.rawValue)
            json.field("status", status.rawValue)
            json.field("attempts", attempts)
            json.field("due", due.rfc3339)
            json.optional("error", error)
        }
    }
}
