import PulseAlerts
import PulseCore

@testable import PulseNotifications

/// Alerts and messages for the tests of mail and Apprise.
enum Samples {
    static let start = Timestamp(rfc3339: "2026-11-26T18:00:00Z") ?? Timestamp(seconds: 0)

    static func alert(
        _ name: String = "web1", type: String = "cpu", level: AlertLevel = .warning, node: String = "pve1", value: Double = 95.5,
        threshold: Double = 90, unit: String? = "%", message: String = "CPU is at 95.5%", id: String? = nil
    ) -> Alert {
        var alert = Alert(
            id: id ?? "\(name)::metric-threshold:\(type)", type: AlertType(type), kind: .metricThreshold, level: level,
            resourceID: "vm-\(name)", resourceName: name, specID: "metric-threshold:\(type)", startTime: start)
        alert.node = node
        alert.value = value
        alert.threshold = threshold
        alert.message = message
        if let unit { alert.metadata["unit"] = .text(unit) }
        return alert
    }

    static func message(
        _ alerts: [Alert] = [alert()], event: Message.Event = .alert, isTest: Bool = false, publicURL: String = "https://pulse.example.org",
        graphs: [Occurrence: MetricGraph] = [:]
    ) -> Message {
        var message = Message(
            id: "job-1", event: event, alerts: alerts, isTest: isTest, createdAt: start + .seconds(300), publicURL: publicURL,
            graphs: graphs)
        if event == .resolved {
            for alert in alerts { message.resolvedTimes[alert.occurrence] = start + .seconds(240) }
        }
        return message
    }

    static func graph(_ values: [Double], unit: String = "%", trigger: Double? = 90) -> MetricGraph {
        let points = values.enumerated().map { (at: start + .seconds(10 * $0), value: $1) }
        return MetricGraph(points: points, unit: unit, trigger: trigger)
    }

    static var settings: EmailSettings {
        var settings = EmailSettings()
        settings.enabled = true
        settings.server = "127.0.0.1"
        settings.tls = false
        settings.from = "pulse@example.org"
        settings.to = ["ops@example.org"]
        return settings
    }
}
