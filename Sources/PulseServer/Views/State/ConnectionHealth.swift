import PulseCore
import PulseInventory

/// `connectionHealth`: whether each source is heard, under the keys of `state-and-websocket` §3.14.
enum ConnectionHealth {
    /// The scheduler's word on polled connections, and for each host whether its agent spoke within six intervals
    /// (at least one minute, at most ten).
    static func merge(_ polled: [String: Bool], hosts: [Resource], at now: Timestamp) -> [String: Bool] {
        var health = polled
        for host in hosts {
            guard let agent = host.content.facets.agent, let id = agent.agentID ?? host.content.sourceIDs[.agent] else { continue }
            let window = min(max(6 * (agent.intervalSeconds ?? 10), 60), 600)
            let heard = host.content.sourceStatus[.agent]?.lastSeen ?? agent.lastReportAt ?? host.content.lastSeen
            health["host-\(id)"] = now.since(heard) <= .seconds(window)
        }
        return health
    }
}
