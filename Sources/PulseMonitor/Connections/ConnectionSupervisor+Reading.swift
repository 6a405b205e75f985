import PulseCore
import PulseProxmox

/// A connection with everything that is known about how it fares, taken at one moment.
public struct ConnectionOverview: Sendable {
    public enum Status: String, Sendable { case connected, disconnected, error }

    /// With the cluster as it is seen now.
    public let connection: ProxmoxConnection
    /// `nil` when the connection is not polled.
    public let condition: ConnectionCondition?
    /// `nil` when the connection is not polled.
    public let schedule: PollState?
    /// What parts of the connection's polls complained of.
    public let troubles: [String: String]

    /// The word of `platform-connections` §2.3. What was never heard is not connected, unless it registered itself a moment ago.
    public var status: Status {
        guard connection.isEnabled, let schedule, let condition else { return .disconnected }
        if let trouble = schedule.trouble {
            if case .permanent = trouble.failure { return .error }
            if case .transient = trouble.failure { return .disconnected }
        }
        guard schedule.lastSuccess != nil else { return connection.registeredBy == nil ? .disconnected : .connected }
        return condition.health == .error ? .error : .connected
    }

    /// Sentences about what people should know or mend.
    public var warnings: [String] {
        let parts = troubles.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return (condition?.warnings ?? []) + parts
    }
}

extension ConnectionSupervisor {
    /// Whether the laboratory's connections stand in for the configured ones.
    public nonisolated var isMock: Bool { published.withLock { $0.mock != nil } }

    /// The connections that count now: the configured ones, or the laboratory's.
    public nonisolated var list: ConnectionList {
        published.withLock { $0.mock }.map { ConnectionList($0) } ?? store.list
    }

    /// Every connection that counts now with how it fares, in the order pve, pbs, pmg.
    public nonisolated var overview: [ConnectionOverview] {
        let schedule = runner.schedule
        return list.all.map { overview(of: $0, in: schedule) }
    }

    /// One connection with how it fares.
    public nonisolated func overview(of connection: ProxmoxConnection) -> ConnectionOverview {
        overview(of: connection, in: runner.schedule)
    }

    private nonisolated func overview(of connection: ProxmoxConnection, in schedule: PollSchedule) -> ConnectionOverview {
        let condition = published.withLock { $0.running[connection.id] }?.source.condition
        var current = connection
        if let seen = condition?.cluster { current.cluster = seen.keepingOverrides(of: connection.cluster) }
        return ConnectionOverview(
            connection: current, condition: condition, schedule: condition.flatMap { _ in schedule.entries[connection.scope] },
            troubles: runner.troubles(of: connection.scope))
    }
}
