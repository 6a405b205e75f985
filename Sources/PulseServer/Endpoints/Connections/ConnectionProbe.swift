import PulseCore
import PulseMonitor
import PulseOutbound
import PulseProxmox

/// Looks at servers that somebody wants to add or change: their certificate, their credentials, their cluster.
public struct ConnectionProbe: Sendable {
    public typealias Test = @Sendable (ProxmoxConnection, Duration) async throws(ConnectionTestFailure) -> ConnectionReport

    let outbound: any OutboundFactory
    let test: Test

    public init(outbound: any OutboundFactory, test: @escaping Test) {
        self.outbound = outbound
        self.test = test
    }

    private static let handshakeTime: Duration = .seconds(5)
    private static let memberTime: Duration = .seconds(2)
    /// Members looked at at the same time.
    private static let parallelMembers = 16

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

    /// The cluster that a PVE connection leads to; `nil` for a standalone node.
    ///
    /// - Throws: when the server could not be asked.
    func cluster(behind connection: ProxmoxConnection) async throws(ConnectionTestFailure) -> ClusterMembership? {
        guard let sighting = try await test(connection, ConnectionTest.clusterBudget).cluster, sighting.isCluster else { return nil }
        let members = await look(at: sighting.members.prefix(ConnectionList.memberLimit), through: connection)
        return ClusterMembership(name: sighting.name, members: members)
    }

    private func look(at members: ArraySlice<ClusterSighting.Member>, through connection: ProxmoxConnection) async -> [ClusterMember] {
        await withTaskGroup(of: (Int, ClusterMember).self) { group in
            var looked: [Int: ClusterMember] = [:]
            for (place, member) in members.enumerated() {
                if place >= Self.parallelMembers, let (done, result) = await group.next() { looked[done] = result }
                group.addTask { (place, await look(at: member, through: connection)) }
            }
            for await (place, result) in group { looked[place] = result }
            return looked.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Whether this server reaches the member, and the certificate it shows.
    private func look(at member: ClusterSighting.Member, through connection: ProxmoxConnection) async -> ClusterMember {
        var result = ClusterMember(identity: ConnectionID.make(), name: member.name, isOnline: member.isOnline)
        result.nativeID = member.nativeID
        result.ip = member.ip
        guard let origin = origin(of: member, through: connection) else { return result }
        result.host = origin
        guard origin.hasPrefix("https://") else { return result }
        do {
            let seen = try await outbound.examineCertificate(origin: origin, timeout: Self.memberTime)
            result.isReachable = true
            result.fingerprint = seen.fingerprint
        } catch {
            result.isReachable = false
            result.problem = error.sentence
        }
        return result
    }

    /// The node that answered has the connection's own address; the others answer at the same port.
    private func origin(of member: ClusterSighting.Member, through connection: ProxmoxConnection) -> String? {
        guard !member.isLocal else { return connection.host }
        guard let own = try? HostAddress(connection.host, product: .pve), let ip = member.ip else { return nil }
        let host = ip.contains(":") ? "[\(ip)]" : ip
        return try? HostAddress("\(own.isEncrypted ? "https" : "http")://\(host):\(own.port)", product: .pve).description
    }
}
