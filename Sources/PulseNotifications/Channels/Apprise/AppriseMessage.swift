import PulseAlerts
import PulseCore

/// What Apprise is told, `notifications` §2: a title, a text and how bad it is.
struct AppriseMessage: Sendable, Equatable {
    /// The words of Apprise.
    enum Kind: String, Sendable { case info, warning, failure }

    /// Alerts that a text spells out; the others are counted.
    static let mostListed = 20

    var title: String
    var body: String
    var kind: Kind

    init(_ message: Message) {
        let words = MailWords(message: message)
        let alerts = message.alerts
        let resolved = message.event == .resolved
        kind = resolved ? .info : alerts.contains { $0.level == .critical } ? .failure : .warning
        let head = resolved ? "Pulse alert\(alerts.count == 1 ? "" : "s") resolved" : "Pulse alert\(alerts.count == 1 ? "" : "s")"
        let name = alerts.first.map(words.name) ?? ""
        title = (message.isTest ? "Test: " : "") + (alerts.count == 1 ? "\(head): \(name)" : "\(head) (\(alerts.count))")
        title = title.onOneLine.truncated(characters: 200)
        var blocks = alerts.prefix(Self.mostListed).map { Self.block($0, words) }
        if alerts.count > Self.mostListed { blocks.append("and \(alerts.count - Self.mostListed) more") }
        if message.isTest { blocks.insert("This is a test message; nothing is wrong.", at: 0) }
        if !words.link.isEmpty { blocks.append(words.link) }
        body = blocks.joined(separator: "\n\n").truncated(bytes: 30_000)
    }

    private static func block(_ alert: Alert, _ words: MailWords) -> String {
        let text = words.text(of: alert)
        let first = words.isResolved ? text : "\(words.level(of: alert)): \(words.type(of: alert)) on \(words.place(of: alert))"
        let facts = words.facts(of: alert).map { "\($0.name): \($0.value)" }
        return ([first] + (text == first ? [] : [text]) + facts).joined(separator: "\n")
    }
}
