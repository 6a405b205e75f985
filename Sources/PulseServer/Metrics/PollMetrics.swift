import PulseCore
import PulseInventory
import PulseMonitor

/// Counts and times every poll for Prometheus.
public struct PollMetrics: SourceRunner.Observer {
    private let duration: Histogram
    private let total: Counter
    private let errors: Counter
    private let lastSuccess: Gauge
    private let staleness: Gauge
    private let queueDepth: Gauge
    private let inflight: Gauge
    private let dueSoon: Gauge
    private let breakerState: Gauge
    private let breakerFailures: Gauge
    private let breakerRetry: Gauge

    public init(_ registry: MetricsRegistry) {
        let instance = ["instance_type", "instance"]
        duration = registry.histogram(
            "pulse_monitor_poll_duration_seconds", "How long polls took.", labels: instance,
            bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30])
        total = registry.counter("pulse_monitor_poll_total", "Polls by result.", labels: instance + ["result"])
        errors = registry.counter("pulse_monitor_poll_errors_total", "Failed polls by kind of error.", labels: instance + ["error_type"])
        lastSuccess = registry.gauge(
            "pulse_monitor_poll_last_success_timestamp", "When a poll last succeeded, Unix seconds.", labels: instance)
        staleness = registry.gauge("pulse_monitor_poll_staleness_seconds", "Seconds since a poll last succeeded.", labels: instance)
        queueDepth = registry.gauge("pulse_monitor_poll_queue_depth", "Sources that are due and wait.")
        inflight = registry.gauge("pulse_monitor_poll_inflight", "Polls under way.", labels: ["instance_type"])
        dueSoon = registry.gauge("pulse_scheduler_queue_due_soon", "Sources due within 12 seconds.")
        breakerState = registry.gauge("pulse_scheduler_breaker_state", "0 closed, 2 open.", labels: instance)
        breakerFailures = registry.gauge("pulse_scheduler_breaker_failure_count", "Failures in a row.", labels: instance)
        breakerRetry = registry.gauge("pulse_scheduler_breaker_retry_seconds", "Seconds until the next attempt.", labels: instance)
    }

    public func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp) {
        let kind = source.kind.rawValue
        duration.observe(took.fractionalSeconds, kind, source.scope)
        total.add(1, kind, source.scope, failure == nil ? "success" : "error")
        guard let failure else {
            lastSuccess.set(Double(now.seconds), kind, source.scope)
            return
        }
        if case .permanent = failure {
            errors.add(1, kind, source.scope, "permanent")
        } else {
            errors.add(1, kind, source.scope, "transient")
        }
    }

    /// Brings the gauges up to the schedule as it stands; called before each scrape.
    public func collect(_ schedule: PollSchedule, at now: Timestamp) {
        var running: [String: Int] = [:]
        var waiting = 0
        var soon = 0
        for (source, entry) in schedule.entries {
            let kind = source.kind.rawValue
            running[kind, default: 0] += entry.isRunning ? 1 : 0
            if !entry.isRunning, entry.nextDue <= now { waiting += 1 }
            if !entry.isRunning, entry.nextDue <= now + .seconds(12) { soon += 1 }
            if let last = entry.lastSuccess { staleness.set(now.since(last).fractionalSeconds, kind, source.scope) }
            breakerState.set(entry.breaker.state == .open ? 2 : 0, kind, source.scope)
            breakerFailures.set(Double(entry.breaker.consecutiveFailures), kind, source.scope)
            breakerRetry.set(max(0, entry.nextDue.since(now).fractionalSeconds), kind, source.scope)
        }
        queueDepth.set(Double(waiting))
        dueSoon.set(Double(soon))
        for (kind, count) in running { inflight.set(Double(count), kind) }
        forget(except: Set(schedule.entries.keys.map { [$0.kind.rawValue, $0.scope] }))
    }

    /// Series of removed sources must not stay for ever.
    private func forget(except known: Set<[String]>) {
        let isGone: ([String]) -> Bool = { !known.contains(Array($0.prefix(2))) }
        duration.remove(where: isGone)
        total.remove(where: isGone)
        errors.remove(where: isGone)
        for gauge in [lastSuccess, staleness, breakerState, breakerFailures, breakerRetry] { gauge.remove(where: isGone) }
    }
}
