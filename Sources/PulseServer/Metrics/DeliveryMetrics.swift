import PulseCore
import PulseNotifications

/// Counts messages to people for Prometheus.
public struct DeliveryMetrics: Sendable {
    private let queue: Gauge
    private let oldest: Gauge
    private let attempts: Counter

    public init(_ registry: MetricsRegistry) {
        queue = registry.gauge(
            "pulse_notification_messages", "Messages in the outbox; those that are done are kept for a while.", labels: ["status"])
        oldest = registry.gauge(
            "pulse_notification_oldest_waiting_seconds", "Age of the oldest message that should have left by now; 0 while there is none.")
        attempts = registry.counter(
            "pulse_notification_attempts_total", "Attempts to deliver, tests included: delivered, or the class of the failure.",
            labels: ["channel", "result"])
    }

    /// Counts an attempt.
    public func count(_ entry: LedgerEntry, _ destination: Destination) {
        attempts.add(1, destination.kind.rawValue, entry.failure?.rawValue ?? "delivered")
    }

    /// Brings the gauges up to the outbox as it stands; called before each scrape. They keep their values while it cannot be read.
    public func collect(_ outbox: Outbox, at now: Timestamp) async {
        do {
            let (counts, since) = (try await outbox.counts(), try await outbox.oldestWaiting(at: now))
            for status in JobStatus.allCases { queue.set(Double(counts[status] ?? 0), status.rawValue) }
            oldest.set(since.map { max(0, now.since($0).fractionalSeconds) } ?? 0)
        } catch {
            // A scrape answers all the same, with the figures of the last one.
        }
    }
}
