import PulseCore
import PulseOutbound

extension ProxmoxClusterClient {
    /// Asks one member at its own address, for what only the member itself can tell; nobody else answers for it.
    ///
    /// - Returns: `nil` when this server has no way to the member.
    func get(
        _ path: String, query: [(name: String, value: String)], timeout: Duration, of member: String
    ) async throws(ProxmoxFailure) -> [UInt8]? {
        let found = state.withLock { state in
            state.runtimes.indices.first { index in
                state.runtimes[index].plan.nodeName == member && state.failover.endpoints[index].isHealthy
            }
            .map { state.runtimes[$0] }
        }
        guard let found else { return nil }
        return try await gate.pass(
            node: member,
            { () async throws(ProxmoxFailure) -> [UInt8] in try await found.client.get(path, query: query, timeout: timeout) },
            cancelled: ProxmoxFailure(.connection(.cancelled), path: path))
    }
}
