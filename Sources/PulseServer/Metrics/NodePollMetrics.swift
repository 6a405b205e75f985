import PulseCore

/// Counts and times how each node of a platform answers, for Prometheus.
public struct NodePollMetrics: Sendable {
    private let duration: Histogram
    private let total: Counter
    private let errors: Counter
    private let lastSuccess: Gauge
    private let staleness: Gauge

    public init(_ registry: MetricsRegistry) {
        let node = ["instance_type", "instance", "node"]
        duration = registry.histogram(
            "pulse_monitor_node_poll_duration_seconds", "How long nodes took to answer.", labels: node,
            bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30])
        total = registry.counter("pulse_monitor_node_poll_total", "Polls of nodes by result.", labels: node + ["result"])
        errors = registry.counter(
            "pulse_monitor_node_poll_errors_total", "Failed polls of nodes by kind of error.", labels: node + ["error_type"])
        lastSuccess = registry.gauge(
            "pulse_monitor_node_poll_last_success_timestamp", "When a node last answered, Unix seconds.", labels: node)
        staleness = registry.gauge("pulse_monitor_node_poll_staleness_seconds", "Seconds since a node last answered.", labels: node)
    }

    /// - Parameter errorType: The stable code of the failure; `nil` when the node answered.
    public func polled(kind: String, instance: String, node: String, took: Duration, errorType: String?, at now: Timestamp) {
        duration.observe(took.fractionalSeconds, kind, instance, node)
        total.add(1, kind, instance, node, errorType == nil ? "success" : "error")
        if let errorType {
            errors.add(1, kind, instance, node, errorType)
        } else {
            lastSuccess.set(Double(now.seconds), kind, instance, node)
        }
    }

    /// Brings the gauges up to now, and forgets the nodes of instances that are not polled any more.
    public func collect(instances: Set<[String]>, at now: Timestamp) {
        let isGone: ([String]) -> Bool = { !instances.contains(Array($0.prefix(2))) }
        duration.remove(where: isGone)
        total.remove(where: isGone)
        errors.remove(where: isGone)
        for gauge in [lastSuccess, staleness] { gauge.remove(where: isGone) }
        for (labels, moment) in lastSuccess.all { staleness.set(max(0, Double(now.seconds) - moment), labels) }
    }
}
