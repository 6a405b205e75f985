import PulseAlerts
import PulseCore
import Synchronization

/// Counts alerts for Prometheus, `alerts` §7.
public struct AlertMetrics: Sendable {
    private let active: Gauge
    private let fired: Counter
    private let resolved: Counter
    private let acknowledged: Counter
    private let suppressed: Counter
    private let rateLimited: Counter
    private let duration: Histogram

    public init(_ registry: MetricsRegistry) {
        active = registry.gauge("pulse_alerts_active", "Open alerts.", labels: ["level", "type"])
        fired = registry.counter("pulse_alerts_fired_total", "Alerts that fired.", labels: ["level", "type"])
        resolved = registry.counter("pulse_alerts_resolved_total", "Alerts that ended.", labels: ["type"])
        acknowledged = registry.counter("pulse_alerts_acknowledged_total", "Alerts that somebody acknowledged.", labels: [])
        suppressed = registry.counter("pulse_alerts_suppressed_total", "Times that nobody was told of an alert.", labels: ["reason"])
        rateLimited = registry.counter(
            "pulse_alerts_rate_limited_total", "Times that an alert had used up its messages of an hour.", labels: [])
        duration = registry.histogram(
            "pulse_alert_duration_seconds", "How long alerts lasted.", labels: ["type"],
            bounds: [60, 300, 900, 1800, 3600, 7200, 21_600, 86_400])
    }

    func show(_ alerts: [Alert]) {
        var counts: [[String]: Double] = [:]
        for alert in alerts { counts[[alert.level.rawValue, alert.type.rawValue], default: 0] += 1 }
        active.remove { counts[$0] == nil }
        for (labels, count) in counts { active.set(count, labels) }
    }

    func count(_ actions: [AlertAction]) {
        for action in actions {
            switch action {
            case .opened(let alert, _): fired.add(1, alert.level.rawValue, alert.type.rawValue)
            case .resolved(let ended):
                resolved.add(1, ended.alert.type.rawValue)
                duration.observe(ended.resolvedTime.since(ended.alert.startTime).fractionalSeconds, ended.alert.type.rawValue)
            case .acknowledged: acknowledged.add(1)
            case .held(_, .hourlyLimit, _): rateLimited.add(1)
            case .held(_, let reason, _): suppressed.add(1, reason.rawValue)
            case .levelRose, .unacknowledged, .notify, .announced: break
            }
        }
    }
}
