import PulseCore
import PulseOutbound
import Synchronization

/// Finds out which cluster a server belongs to, and whether this server reaches each member.
public struct ClusterDiscovery: Sendable {
    /// For the API probe of one member, `platform-polling` §1.3.
    public static let memberBudget: Duration = .seconds(2)
    /// With three looks at members' certificates, a probe and a question about it: `ConnectionTest.clusterBudget`.
    private static let statusBudget: Duration = .seconds(5)

    private let outbound: any OutboundFactory
    private let clock: any WallClock
    private let policy: AddressPolicy
    private let patience: Int

    /// - Parameters:
    ///   - policy: Judges the addresses that the cluster names.
    ///   - patience: Multiplies the time limits, for tests on busy machines.
    public init(
        outbound: any OutboundFactory, clock: any WallClock = SystemWallClock(), policy: AddressPolicy = AddressPolicy(), patience: Int = 1
    ) {
        self.outbound = outbound
        self.clock = clock
        self.policy = policy
        self.patience = patience
    }

    /// The membership of a connection's cluster as it is now, for adding and refreshing it; `nil` for a lone node.
    ///
    /// What people said about members stays. At most `ConnectionTest.clusterBudget` in all.
    public func membership(of connection: ProxmoxConnection) async throws(ProxmoxFailure) -> ClusterMembership? {
        let client = ProxmoxClusterClient(
            connection: connection, outbound: outbound, clock: clock, timeout: Self.statusBudget * patience, policy: policy)
        var book = MembershipBook(connection.cluster)
        do throws(ProxmoxFailure) {
            let sighting = try await refresh(&book, through: client)
            await client.close()
            return sighting.isCluster ? book.membership : nil
        } catch {
            await client.close()
            throw error
        }
    }

    /// Asks who belongs to the cluster, notes it in the book, and lets the client use the members; every five minutes,
    /// see `MembershipBook.interval`, and when a person asks for it.
    ///
    /// Members without a fingerprint get the one that they present, unless the cluster itself lists another one: then
    /// they get that, and stay down until a person decides. Under the system's authorities only members that those do not
    /// vouch for get one, and only when the cluster lists it.
    @discardableResult
    public func refresh(
        _ book: inout MembershipBook, through client: ProxmoxClusterClient
    ) async throws(ProxmoxFailure) -> ClusterSighting {
        let sighting = try await Self.sighting(from: client, timeout: Self.statusBudget * patience)
        let connection = client.context.connection
        book.saw(sighting, beside: try? HostAddress(connection.host, product: connection.product), at: clock.now)
        guard sighting.isCluster, let membership = book.membership else { return sighting }
        book.pin(await fingerprints(of: membership, through: client))
        await client.adopt(book.membership)
        await client.checkAll(timeout: Self.memberBudget * patience)
        book.note(client.endpoints)
        return sighting
    }

    /// Asks one of a connection's endpoints who belongs to its cluster.
    public static func sighting(from api: any ProxmoxAPI, timeout: Duration? = nil) async throws(ProxmoxFailure) -> ClusterSighting {
        let path = "/cluster/status"
        let answer = try await api.get(path, timeout: timeout)
        do throws(JSONFailure) {
            return try ClusterSighting(answer: answer)
        } catch {
            throw ProxmoxFailure(.malformed, status: 200, path: path)
        }
    }

    /// By identity, for members without one that are up.
    private func fingerprints(
        of membership: ClusterMembership, through client: ProxmoxClusterClient
    ) async -> [String: Fingerprint] {
        let connection = client.context.connection
        guard let configured = try? HostAddress(connection.host, product: connection.product) else { return [:] }
        let plan = EndpointPlan(connection, membership: membership, policy: policy)
        let others = Set(plan.endpoints.filter { !$0.isConfigured }.compactMap(\.identity))
        let unknown = membership.members.filter { $0.isOnline && $0.fingerprint == nil && others.contains($0.identity) }
        let found = Mutex<[String: Fingerprint]>([:])
        await unknown.concurrentForEach(atOnce: EndpointFailover.probesAtOnce) { member in
            let address = { (verifiesNames: Bool) in
                member.address(beside: configured, verifiesNames: verifiesNames, policy: policy)?.description
            }
            guard let byIP = address(false), let byName = address(true) else { return }
            if connection.verifySSL, await isTrustedBySystem(byName) { return }
            let pin = await fingerprint(at: byIP, of: member.name, through: client, mustBeListed: connection.verifySSL)
            found.withLock { $0[member.identity] = pin }
        }
        return found.withLock { $0 }
    }

    private func isTrustedBySystem(_ origin: String) async -> Bool {
        let seen = try? await outbound.examineCertificate(origin: origin, timeout: Self.memberBudget * patience)
        return seen?.isTrustedBySystem == true
    }

    private func fingerprint(
        at origin: String, of node: String, through client: ProxmoxClusterClient, mustBeListed: Bool
    ) async -> Fingerprint? {
        let presented = try? await outbound.presentedCertificate(origin: origin, timeout: Self.memberBudget * patience)
        guard let presented else { return nil }
        let answer = try? await client.get("/nodes/\(node)/certificates/info", timeout: Self.memberBudget * patience)
        let listed = answer.flatMap { try? NodeCertificates(answer: $0) }
        guard let listed, let preferred = listed.preferred else { return mustBeListed ? nil : presented }
        return listed.contains(presented) ? presented : preferred
    }
}
