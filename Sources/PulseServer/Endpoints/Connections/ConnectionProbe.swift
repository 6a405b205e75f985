import PulseCore
import PulseMonitor
import PulseOutbound
import PulseProxmox

/// Looks at servers that somebody wants to add or change: their certificate, their credentials, their cluster.
public struct ConnectionProbe: Sendable {
    public typealias Test = @Sendable (ProxmoxConnection) async throws(ConnectionTestFailure) -> ConnectionReport
    public typealias Discovery = @Sendable (ProxmoxConnection) async throws(ProxmoxFailure) -> ClusterMembership?

    private let outbound: any OutboundFactory
    let test: Test
    private let discover: Discovery

    public init(outbound: any OutboundFactory, test: @escaping Test, discover: @escaping Discovery) {
        self.outbound = outbound
        self.test = test
        self.discover = discover
    }

    /// The real thing.
    public init(outbound: any OutboundFactory, clock: any WallClock, addresses: AddressPolicy = AddressPolicy()) {
        let test = ConnectionTest(outbound: outbound, clock: clock)
        let discovery = ClusterDiscovery(outbound: outbound, clock: clock, policy: addresses)
        self.init(outbound: outbound) { (connection) async throws(ConnectionTestFailure) in
            try await test.run(connection)
        } discover: { (connection) async throws(ProxmoxFailure) in
            try await discovery.membership(of: connection)
        }
    }

    private static let handshakeTime: Duration = .seconds(5)

    /// Decides whom to believe from now on, `platform-connections` §4 and §9.
    ///
    /// A certificate that the system vouches for needs no pin, and survives its renewal. Any other is pinned on first use, or refused
    /// with 400 `tls_untrusted` when the caller does not want that. A server that does not answer now is stored all the same.
    func settleTrust(_ connection: inout ProxmoxConnection, onFirstUse: Bool) async throws(APIError) {
        guard connection.fingerprint == nil, connection.host.hasPrefix("https://") else { return }
        let seen: CertificateExamination
        do {
            seen = try await outbound.examineCertificate(origin: connection.host, timeout: Self.handshakeTime)
        } catch OutboundFailure.addressRefused {
            throw .badRequest("address_refused", "Invalid configuration")
        } catch {
            if !onFirstUse { connection.verifySSL = true }
            return
        }
        if seen.isTrustedBySystem == true {
            connection.verifySSL = true
        } else if onFirstUse {
            connection.fingerprint = seen.fingerprint
        } else {
            throw .badRequest(
                "tls_untrusted", "Connection failed. Please check your credentials and network settings",
                details: ["fingerprint": seen.fingerprint.description])
        }
    }

    /// The cluster that a PVE connection leads to, with its members' certificates; `nil` for a standalone node.
    ///
    /// - Throws: when the server could not be asked.
    func cluster(behind connection: ProxmoxConnection) async throws(ProxmoxFailure) -> ClusterMembership? {
        guard var cluster = try await discover(connection) else { return nil }
        cluster.members = Array(cluster.members.prefix(ConnectionList.memberLimit))
        return cluster
    }

    /// The configured connection that certainly leads to the same cluster; its name alone proves nothing.
    func existing(for connection: ProxmoxConnection, in list: [ProxmoxConnection]) -> ProxmoxConnection? {
        guard let evidence = ClusterEvidence(connection) else { return nil }
        return list.first { other in
            other.id != connection.id && ClusterEvidence(other).map { evidence.isSameCluster(as: $0) } ?? false
        }
    }
}
