import PulseCore
import PulseMonitor

/// How the server's own work fares.
public struct MonitoringEndpoints: Sendable {
    let supervisor: ConnectionSupervisor
    let schedule: @Sendable () -> PollSchedule

    public init(supervisor: ConnectionSupervisor, schedule: @escaping @Sendable () -> PollSchedule) {
        self.supervisor = supervisor
        self.schedule = schedule
    }

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/monitoring/scheduler/health", access: .scope(.monitoringRead), answers: Self.health,
                "How the polling of each connection fares: queue, breakers, parked connections, last errors."
            ) { context in
                let health = SchedulerHealth(supervisor.overview, schedule: schedule(), at: context.now)
                return .json { health.write(to: &$0) }
            }
        ]
    }

    private static let health: Schema = .object([
        ("updatedAt", .moment), ("enabled", .flag),
        ("queue", .object([("depth", .integer), ("dueWithinSeconds", .integer), ("perType", .map(.integer))])),
        ("deadLetter", .object([("count", .integer), ("tasks", .list(.any))])), ("breakers", .list(.any)), ("staleness", .list(.any)),
        ("instances", .list(.any)),
    ])
}
