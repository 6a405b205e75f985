import PulseCore
import PulseInventory
import PulseMonitor

/// `GET /api/monitoring/scheduler/health`, `platform-polling` §8.1: how the polling of connections fares. Unknown moments are absent.
struct SchedulerHealth {
    /// One polled connection.
    struct Instance {
        let scope: SourceScope
        let state: PollState
        /// The address it is asked at.
        let address: String
        let warnings: [String]

        var type: String { scope.kind.instanceType }
        var key: String { "\(type)::\(scope.scope)" }
    }

    let instances: [Instance]
    let isAdaptive: Bool
    let now: Timestamp

    /// Tasks listed under `deadLetter`.
    private static let parkedLimit = 25
    /// What counts as due soon.
    private static let soon: Duration = .seconds(12)

    init(_ overview: [ConnectionOverview], schedule: PollSchedule, at now: Timestamp) {
        instances = overview.compactMap { one in
            schedule.entries[one.connection.scope].map {
                Instance(scope: one.connection.scope, state: $0, address: one.connection.host, warnings: one.warnings)
            }
        }.sorted { $0.key < $1.key }
        isAdaptive = schedule.policy.adaptive != nil
        self.now = now
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("updatedAt", now.rfc3339)
            writer.field("enabled", isAdaptive)
            writeQueue(to: &writer)
            writeParked(to: &writer)
            writer.key("breakers")
            writer.array(instances.filter { $0.state.breaker.state != .closed || $0.state.consecutiveFailures > 0 }) {
                $1.writeBreaker(to: &$0)
            }
            writer.key("staleness")
            writer.array(instances) { $1.writeStaleness(to: &$0, at: now) }
            writer.key("instances")
            writer.array(instances) { $1.write(to: &$0) }
        }
    }

    private func writeQueue(to writer: inout JSONWriter) {
        let queued = instances.filter { !$0.state.isRunning }
        var types: [String: Int] = [:]
        for instance in queued { types[instance.type, default: 0] += 1 }
        writer.key("queue")
        writer.object { writer in
            writer.field("depth", queued.count)
            writer.field("dueWithinSeconds", queued.count { $0.state.nextDue <= now + Self.soon })
            writer.key("perType")
            writer.object(types) { $0.value($1) }
        }
    }

    private func writeParked(to writer: inout JSONWriter) {
        let parked = instances.filter { $0.state.parking != nil }
        writer.key("deadLetter")
        writer.object { writer in
            writer.field("count", parked.count)
            writer.key("tasks")
            writer.array(parked.prefix(Self.parkedLimit)) { writer, instance in
                writer.object { writer in
                    writer.field("instance", instance.scope.scope)
                    writer.field("type", instance.type)
                    writer.optional("nextRun", instance.state.parking?.nextRetry)
                    writer.optional("lastError", instance.state.trouble?.failure.message)
                    writer.field("failures", instance.state.consecutiveFailures)
                }
            }
        }
    }
}

extension SchedulerHealth.Instance {
    func writeBreaker(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("instance", scope.scope)
            writer.field("type", type)
            writer.field("state", state.breaker.state.rawValue)
            writer.field("failures", state.consecutiveFailures)
            writer.optional("retryAt", state.breaker.retryAt)
        }
    }

    func writeStaleness(to writer: inout JSONWriter, at now: Timestamp) {
        writer.object { writer in
            writer.field("instance", scope.scope)
            writer.field("type", type)
            let score = AdaptiveInterval.staleness(age: state.lastSuccess.map { now.since($0) })
            writer.field("score", (score * 1000).rounded() / 1000)
            writer.optional("lastSuccess", state.lastSuccess)
            writer.optional("lastError", state.trouble?.failure.message)
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("key", key)
            writer.field("type", type)
            writer.field("displayName", scope.scope)
            writer.field("instance", scope.scope)
            writer.field("connection", address)
            writer.key("pollStatus")
            writePollStatus(to: &writer)
            writer.key("breaker")
            writer.object { writer in
                writer.field("state", state.breaker.state.rawValue)
                writer.optional("since", state.breaker.since)
                writer.optional("lastTransition", state.breaker.since)
                writer.optional("retryAt", state.breaker.retryAt)
                writer.field("failureCount", state.consecutiveFailures)
            }
            writer.key("deadLetter")
            writeParking(to: &writer)
            writer.field("skippedPolls", state.skippedBeats)
            writer.field("warnings", warnings)
        }
    }

    private func writePollStatus(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.optional("lastSuccess", state.lastSuccess)
            if let trouble = state.trouble {
                writer.key("lastError")
                writer.object { writer in
                    writer.field("at", trouble.at.rfc3339)
                    writer.field("message", trouble.failure.message)
                    writer.field("category", trouble.failure.category)
                }
            }
            writer.field("consecutiveFailures", state.consecutiveFailures)
            writer.optional("firstFailureAt", state.firstFailureAt)
        }
    }

    private func writeParking(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("present", state.parking != nil)
            guard let parking = state.parking else { return }
            writer.field("reason", parking.reason.rawValue)
            writer.field("firstAttempt", parking.firstAttempt.rfc3339)
            writer.field("lastAttempt", parking.lastAttempt.rfc3339)
            writer.field("retryCount", parking.attempts)
            writer.field("nextRetry", parking.nextRetry.rfc3339)
        }
    }
}
