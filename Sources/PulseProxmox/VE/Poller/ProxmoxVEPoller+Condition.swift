import PulseCore

extension ProxmoxVEPoller {
    /// Publishes how the connection fares. `error`: why it was not heard at all.
    func publish(_ error: (any Error)? = nil) {
        let endpoints = cluster?.endpoints ?? []
        let silent = presence.nodes.filter { presence.state(of: $0) != .online }
        var warnings = endpoints.warnings
        warnings += complaints.sorted { $0.key < $1.key }.map(\.value)
        let health: ConnectionCondition.Health
        if error != nil {
            health = .error
        } else {
            // Endpoints that are down matter only as far as the cluster feels it, `platform-polling` §1.2.
            health = endpoints.isEmpty ? (silent.isEmpty ? .healthy : .degraded) : endpoints.health(isQuorate: isQuorate)
        }
        let known = membership.membership.map { endpoints.noted(on: $0) }
        let version = nodeStatuses.values.lazy.compactMap(\.value.version).first.map(Self.number)
        let configured = endpoints.first { $0.isConfigured }
        published.withLock { condition in
            condition.health = health
            condition.warnings = warnings
            condition.cluster = known
            condition.changedFingerprint = configured?.changedFingerprint
            condition.acceptedFingerprint = configured?.acceptedFingerprint
            condition.version = version ?? condition.version
        }
    }

    /// `9.0.11` of `pve-manager/9.0.11/3bf5476b8a4699e2`.
    private static func number(_ version: String) -> String {
        let parts = version.split(separator: "/")
        return String(parts.count > 1 ? parts[1] : parts.first ?? "")
    }
}
