import PulseCore
import PulseInventory
import PulseOutbound

extension ProxmoxVEPoller {
    private static let knockTime: Duration = .seconds(4)
    /// Endpoints that are tried.
    private static let knockedEndpoints = 4

    /// Whether anything answers at the connection's addresses. Nothing is asked and no credentials are sent: over TLS the handshake
    /// is enough. While nothing does, the nodes' grace goes on and their silence is told.
    public func isThere(telling sink: any ObservationSink) async -> Bool {
        guard let cluster else { return false }
        let outbound = cluster.context.outbound
        let origins = cluster.endpoints.map(\.origin).prefix(Self.knockedEndpoints)
        let isThere = await withTaskGroup(of: Bool.self) { group in
            for origin in origins { group.addTask { await Self.answers(origin, outbound) } }
            for await answer in group where answer {
                group.cancelAll()
                return true
            }
            return false
        }
        if !isThere {
            // What cannot be told now is told after the next knock.
            try? await describeSilence(sink, PulseError("unreachable", "The server does not answer."))
        }
        return isThere
    }

    private static func answers(_ origin: String, _ outbound: any OutboundFactory) async -> Bool {
        if origin.hasPrefix("https://") {
            return (try? await outbound.presentedCertificate(origin: origin, timeout: knockTime)) != nil
        }
        let client = outbound.client(origin: origin, trust: .anything, bodyLimit: 1 << 20)
        let answer = try? await client.send(OutboundRequest(.get, "/", timeout: knockTime))
        await client.close()
        return answer != nil
    }
}
