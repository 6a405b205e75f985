import Crypto
import PulseAlerts
import PulseCore

/// The words of a mail, without its form.
struct MailWords {
    /// Alerts that a mail spells out; the others are counted.
    static let mostListed = 50

    let message: Message

    var isResolved: Bool { message.event == .resolved }
    var listed: ArraySlice<Alert> { message.alerts.prefix(Self.mostListed) }
    var unlisted: Int { max(0, message.alerts.count - Self.mostListed) }
    private var critical: Int { message.alerts.count { $0.level == .critical } }

    /// `notifications` §3; resolved ones as in §2.
    var subject: String {
        plainSubject.onOneLine.truncated(characters: 200) + (message.isTest ? " (test)" : "")
    }

    private var plainSubject: String {
        let count = message.alerts.count
        guard let first = message.alerts.first else { return "[Pulse Alert]" }
        if isResolved {
            return count == 1 ? "Pulse alert resolved: \(name(of: first))" : "Pulse alerts resolved (\(count))"
        }
        if count == 1 { return "[Pulse Alert] \(level(of: first)): \(type(of: first)) on \(name(of: first))" }
        let warnings = count - critical
        if critical > 0, warnings > 0 { return "[Pulse Alert] \(critical) Critical, \(warnings) Warning alerts" }
        let word = critical > 0 ? "Critical" : "Warning"
        return "[Pulse Alert] \(count) \(word) alerts"
    }

    /// The first thing that is read.
    var headline: String {
        let count = message.alerts.count
        guard count != 1, !message.alerts.isEmpty else {
            guard let first = message.alerts.first else { return "" }
            if isResolved { return "\(place(of: first)) is now healthy" }
            return "\(type(of: first)) on \(place(of: first))"
        }
        if isResolved { return "\(count) alerts are resolved" }
        let parts = [(critical, "critical"), (count - critical, "warning")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "\(count) alerts: " + parts.joined(separator: ", ")
    }

    func level(of alert: Alert) -> String { isResolved ? "Resolved" : alert.level == .critical ? "Critical" : "Warning" }

    /// `CPU`, `Disk temperature`, `ZFS pool state`.
    func type(of alert: Alert) -> String { AlertTypeName.text(alert.type) }

    func name(of alert: Alert) -> String {
        alert.resourceName.isEmpty ? alert.resourceID.cleaned.onOneLine : alert.resourceName.cleaned.onOneLine
    }

    /// Where it runs; empty for nodes themselves and for what is on none.
    func node(of alert: Alert) -> String {
        let node = (alert.nodeDisplayName ?? alert.node).cleaned.onOneLine
        return node == name(of: alert) ? "" : node
    }

    func place(of alert: Alert) -> String {
        let node = node(of: alert)
        return node.isEmpty ? name(of: alert) : "\(name(of: alert)) on \(node)"
    }

    /// What the alert says; for a resolved one, that it is over.
    func text(of alert: Alert) -> String {
        if isResolved { return "\(place(of: alert)) is now healthy" }
        let said = alert.message.cleaned.onOneLine.truncated(characters: 500)
        return said.isEmpty ? "\(type(of: alert)) on \(place(of: alert))" : said
    }

    /// Names and values to be shown below the text.
    func facts(of alert: Alert) -> [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        if alert.hasFigures {
            if !isResolved { facts.append(("Value", figure(alert.value, alert.valueText))) }
            if alert.threshold != 0 { facts.append(("Threshold", figure(alert.threshold, alert.thresholdText))) }
        }
        let end = message.resolvedTimes[alert.occurrence]
        facts.append((isResolved ? "Began" : "Since", alert.startTime.forPeople))
        if let end { facts.append(("Resolved", end.forPeople)) }
        let passed = (end ?? max(message.createdAt, alert.startTime)).since(alert.startTime)
        if passed >= .seconds(1) { facts.append(("Duration", passed.inWords)) }
        return facts
    }

    /// Percentages always with one decimal.
    private func figure(_ value: Double, _ text: String) -> String {
        text.hasSuffix("%") ? TemplateFormat.fixed(value, 1) + "%" : text
    }

    /// Where people look closer; empty when Pulse does not know its own address.
    var link: String { message.publicURL.hasPrefix("http") ? message.publicURL + "/alerts" : "" }

    /// The alerts by node, in the order in which the nodes come first; one without a name for what is on none.
    var groups: [(node: String, alerts: [Alert])] {
        var order: [String] = []
        var byNode: [String: [Alert]] = [:]
        for alert in listed {
            let node = (alert.nodeDisplayName ?? alert.node).cleaned.onOneLine
            if byNode[node] == nil { order.append(node) }
            byNode[node, default: []].append(alert)
        }
        return order.map { ($0, byNode[$0] ?? []) }
    }

    /// The mail to which those of this occurrence answer, so that alert and recovery stand in one thread; single alerts only.
    var thread: String? {
        guard message.alerts.count == 1, let alert = message.alerts.first, !message.isTest else { return nil }
        return "<pulse-alert-\(Self.digest("\(alert.id)|\(alert.startTime.milliseconds * 1_000_000)"))@pulse-monitoring>"
    }

    /// The same for every attempt, so that receivers can tell a repeat.
    var messageID: String {
        "<\(message.createdAt.milliseconds * 1_000_000).\(Self.digest(message.id).prefix(12))@pulse-monitoring>"
    }

    static func digest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
