import PulseAlerts
import PulseCore

extension MessageValues {
    private var isResolved: Bool { message.event == .resolved }

    /// `Critical: web1 on pve1`, `5 alerts (2 critical, 3 warning)`, `Resolved: web1 on pve1`.
    var headline: String {
        let prefix = message.isTest ? "Test: " : ""
        guard message.alerts.count == 1, let alert = message.alerts.first else {
            let count = message.alerts.count
            if isResolved { return prefix + "\(count) alerts resolved" }
            let critical = message.alerts.count { $0.level == .critical }
            let parts = [(critical, "critical"), (count - critical, "warning")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            return prefix + "\(count) alerts (\(parts.joined(separator: ", ")))"
        }
        return prefix + (isResolved ? "Resolved" : alert.level == .critical ? "Critical" : "Warning") + ": " + place(of: alert)
    }

    /// As in `notifications` §2.
    var title: String {
        let prefix = message.isTest ? "Test: " : ""
        let count = message.alerts.count
        let head = isResolved ? "Pulse alert resolved" : "Pulse alert"
        let heads = isResolved ? "Pulse alerts resolved" : "Pulse alerts"
        return prefix + (count == 1 ? "\(head): \(message.alerts.first?.resourceName.cleaned ?? "")" : "\(heads) (\(count))")
    }

    /// What the first alert says; with several, a list of the others.
    var body: String {
        guard let first = message.alerts.first else { return "" }
        var lines = [words(of: first)]
        let others = message.alerts.dropFirst()
        if !others.isEmpty { lines.append("") }
        for alert in others.prefix(Self.mostListed - 1) { lines.append("• " + line(alert)) }
        let rest = others.count - (Self.mostListed - 1)
        if rest > 0 { lines.append("• and \(rest) more") }
        return lines.joined(separator: "\n")
    }

    func words(of alert: Alert) -> String {
        if isResolved { return "\(place(of: alert)) is now healthy" }
        let said = alert.message.cleaned
        return said.isEmpty ? "\(alert.type.rawValue) on \(place(of: alert))" : said
    }

    private func line(_ alert: Alert) -> String {
        if isResolved { return words(of: alert).truncated(characters: 240) }
        let level = alert.level == .critical ? "Critical" : "Warning"
        let said = words(of: alert)
        let name = alert.resourceName.cleaned
        return "\(level): \(said.contains(name) ? said : "\(place(of: alert)): \(said)")".truncated(characters: 240)
    }

    /// `web1 on pve1`; a node is on nothing.
    private func place(of alert: Alert) -> String {
        let name = alert.resourceName.isEmpty ? alert.resourceID.cleaned : alert.resourceName.cleaned
        let node = (alert.nodeDisplayName ?? alert.node).cleaned
        return node.isEmpty || node == name || alert.node == alert.resourceName ? name : "\(name) on \(node)"
    }

    /// The alerts as the API shows them, as a JSON array. What an alert knows too much of is left off.
    var alertsJSON: String {
        var writer = JSONWriter(capacity: 1024 * message.alerts.count)
        writer.array(message.alerts) { json, alert in
            json.rawValue(Self.json(alert, resolvedTime: message.resolvedTimes[alert.occurrence]))
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func json(_ alert: Alert, resolvedTime: Timestamp?) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        alert.write(to: &writer, resolvedTime: resolvedTime)
        guard writer.bytes.count > WebhookService.mostJSON / 2 else { return writer.bytes }
        var small = alert
        small.metadata = [:]
        small.message = small.message.truncated(characters: 10_000)
        var again = JSONWriter(capacity: 1024)
        small.write(to: &again, resolvedTime: resolvedTime)
        return again.bytes
    }
}

extension Duration {
    /// `45s`, `5m`, `2h 10m`, `1d 3h`.
    var inWords: String {
        let seconds = max(0, components.seconds)
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        func pair(_ big: String, _ small: Int64, _ unit: String) -> String { small == 0 ? big : "\(big) \(small)\(unit)" }
        if days > 0 { return pair("\(days)d", hours % 24, "h") }
        if hours > 0 { return pair("\(hours)h", minutes % 60, "m") }
        return minutes > 0 ? "\(minutes)m" : "\(seconds)s"
    }
}

extension Timestamp {
    /// `2026-02-21 08:00:00 UTC`
    var forPeople: String {
        let text = Timestamp(seconds: seconds).rfc3339
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " UTC"
    }
}

extension String {
    /// Without control characters, which no receiver shows and some refuse; line breaks and tabs stay.
    var cleaned: String {
        let isClean = utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x0a || $0 == 0x09 }
        if isClean { return self }
        return String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f || $0 == "\n" || $0 == "\t" }))
    }
}
