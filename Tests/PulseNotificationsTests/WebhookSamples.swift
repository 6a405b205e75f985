import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

/// Messages for tests.
enum Sample {
    static let start = Timestamp(seconds: 1_760_000_000)
    static let now = start + .seconds(7800)

    static func alert(
        _ number: Int = 1, name: String = "web", level: AlertLevel = .critical, type: String = "cpu", message: String? = nil,
        node: String = "pve1", value: Double = 91.23, threshold: Double = 80, unit: String? = "%"
    ) -> Alert {
        let id = "vm-\(number)"
        var alert = Alert(
            id: "\(id)::\(type)", type: AlertType(type), kind: .metricThreshold, level: level, resourceID: id,
            resourceName: "\(name)\(number)",
            specID: type, startTime: start)
        alert.node = node
        alert.instance = "cluster"
        alert.message = message ?? "CPU of \(name)\(number) is at \(value)%"
        alert.value = value
        alert.threshold = threshold
        alert.metadata = ["resourceType": .text("vm"), "tags": .texts(["prod"])]
        if let unit { alert.metadata["unit"] = .text(unit) }
        return alert
    }

    static func message(
        _ alerts: [Alert] = [alert()], event: Message.Event = .alert, isTest: Bool = false, publicURL: String = "https://pulse.example:7655"
    ) -> Message {
        let times = event == .resolved ? Dictionary(alerts.map { ($0.occurrence, now) }, uniquingKeysWith: { first, _ in first }) : [:]
        return Message(
            id: "m1", event: event, alerts: alerts, resolvedTimes: times, isTest: isTest, createdAt: now, publicURL: publicURL)
    }

    static func settings(_ service: WebhookService.ID = .generic, url: String = "https://example.org/hook") -> WebhookSettings {
        var settings = WebhookSettings()
        settings.id = "w1"
        settings.name = "Hook"
        settings.service = service.rawValue
        settings.url = service == .telegram ? "https://api.telegram.org/bot123:abcDEF/sendMessage?chat_id=-1001" : url
        settings.customFields = [.pagerduty: ["routing_key": "rk"], .pushover: ["token": "tok1", "user": "usr1"]][service] ?? [:]
        return settings
    }

    /// Names and words that break markup, quotes, tables and limits.
    static let nasty = "a\"b\\c\n<b>&_*`|[x](y)\u{1}ü😀 @everyone "

    /// Different shapes of messages, by name.
    static let shapes: [(name: String, message: Message)] = {
        let many = (1...60).map { number in
            alert(
                number, name: nasty, level: number % 2 == 0 ? .warning : .critical, message: String(repeating: nasty, count: 12),
                node: nasty)
        }
        let huge = alert(
            name: String(repeating: nasty, count: 300), type: "disk", message: String(repeating: "😀ä&<long> ", count: 4000),
            node: String(repeating: "n", count: 2000))
        let state = alert(type: "connectivity", message: "web1 is not reachable", value: 0, threshold: 0, unit: nil)
        return [
            ("one", message()), ("five", message((1...5).map { alert($0) })), ("many", message(many)), ("huge", message([huge])),
            ("state", message([state])), ("test", message(isTest: true, publicURL: "")), ("one resolved", message(event: .resolved)),
            ("five resolved", message((1...5).map { alert($0) }, event: .resolved)), ("many resolved", message(many, event: .resolved)),
            ("huge resolved", message([huge], event: .resolved, publicURL: "")),
        ]
    }()

    static func shape(_ name: String) throws -> Message { try #require(shapes.first { $0.name == name }).message }

    static func json(_ bytes: [UInt8]) throws -> MetadataValue {
        try JSONReader.read(bytes) { reader throws(JSONFailure) in try MetadataValue.read(&reader) }
    }
}

extension MetadataValue {
    subscript(_ key: String) -> MetadataValue {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }
    subscript(_ position: Int) -> MetadataValue {
        if case .list(let values) = self, values.indices.contains(position) { values[position] } else { .null }
    }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var list: [MetadataValue] { if case .list(let values) = self { values } else { [] } }
    var number: Int64? { if case .integer(let number) = self { number } else { nil } }
    var keys: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }
    /// Characters as services count them.
    var length: Int { text?.utf16.count ?? 0 }
}
