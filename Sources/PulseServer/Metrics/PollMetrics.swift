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
    private let queueWait: Histogram
    private let queueByType: Gauge
    private let deadLetters: Gauge
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
        queueWait = registry.histogram(
            "pulse_scheduler_queue_wait_seconds", "How long due polls waited for a worker.", labels: ["instance_type"],
            bounds: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
        queueByType = registry.gauge("pulse_scheduler_queue_depth", "Sources that wait for their next poll.", labels: ["instance_type"])
        deadLetters = registry.gauge("pulse_scheduler_dead_letter_depth", "1 while a source is parked.", labels: instance)
        breakerState = registry.gauge("pulse_scheduler_breaker_state", "0 closed, 1 half open, 2 open.", labels: instance)
        breakerFailures = registry.gauge("pulse_scheduler_breaker_failure_count", "Failures in a row.", labels: instance)
        breakerRetry = registry.gauge("pulse_scheduler_breaker_retry_seconds", "Seconds until the next attempt.", labels: instance)
    }

    public func pollStarted(_ source: SourceScope, waited: Duration) {
        queueWait.observe(waited.fractionalSeconds, source.kind.instanceType)
    }

    public func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp) {
        let kind = source.kind.instanceType
        duration.observe(took.fractionalSeconds, kind, source.scope)
        total.add(1, kind, source.scope, failure == nil ? "success" : "error")
        guard let failure else {
            lastSuccess.set(Double(now.seconds), kind, source.scope)
            return
        }
        errors.add(1, kind, source.scope, failure.category)
    }

    /// Brings the gauges up to the schedule as it stands; called before each scrape.
    public func collect(_ schedule: PollSchedule, at now: Timestamp) {
        var running: [String: Int] = [:]
        var queued: [String: Int] = [:]
        for (source, entry) in schedule.entries {
            let kind = source.kind.instanceType
            running[kind, default: 0] += entry.isRunning ? 1 : 0
            queued[kind, default: 0] += entry.isRunning ? 0 : 1
            if let last = entry.lastSuccess { staleness.set(now.since(last).fractionalSeconds, kind, source.scope) }
            deadLetters.set(entry.parking == nil ? 0 : 1, kind, source.scope)
            breakerState.set(entry.breaker.state.metricValue, kind, source.scope)
            breakerFailures.set(Double(entry.consecutiveFailures), kind, source.scope)
            let retry = entry.breaker.state == .closed ? 0 : max(0, entry.nextDue.since(now).fractionalSeconds)
            breakerRetry.set(retry, kind, source.scope)
        }
        queueDepth.set(Double(schedule.waiting(at: now)))
        dueSoon.set(Double(schedule.waiting(at: now + .seconds(12))))
        for (kind, count) in running { inflight.set(Double(count), kind) }
        for (kind, count) in queued { queueByType.set(Double(count), kind) }
        forget(except: Self.instances(of: schedule), kinds: Set(running.keys))
    }

    /// The label values, kind and name, of what is polled.
    public static func instances(of schedule: PollSchedule) -> Set<[String]> {
        Set(schedule.entries.keys.map { [$0.kind.instanceType, $0.scope] })
    }

    /// Series of removed sources must not stay for ever.
    private func forget(except known: Set<[String]>, kinds: Set<String>) {
        let isGone: ([String]) -> Bool = { !known.contains(Array($0.prefix(2))) }
        duration.remove(where: isGone)
        total.remove(where: isGone)
        errors.remove(where: isGone)
        for gauge in [lastSuccess, staleness, deadLetters, breakerState, breakerFailures, breakerRetry] { gauge.remove(where: isGone) }
        for gauge in [inflight, queueByType] { gauge.remove { !kinds.contains($0.first ?? "") } }
    }
}

extension SourceKind {
    /// The word for the kind in the scheduler's health and the metrics: `pve` for Proxmox VE.
    var instanceType: String { self == .proxmox ? "pve" : rawValue }
}

extension Breaker.State {
    fileprivate var metricValue: Double {
        switch self {
        case .closed: 0
        case .halfOpen: 1
        case .open: 2
        }
    }
}
