import PulseCore
import PulseOutbound

/// Finds out which cluster a server belongs to, and whether this server reaches each member.
public struct ClusterDiscovery: Sendable {
    /// For the API probe of one member, `platform-polling` §1.3.
    public static let memberBudget: Duration = .seconds(2)
    private static let statusBudget: Duration = .seconds(8)

    private let outbound: any OutboundFactory
    private let clock: any WallClock
    private let policy: AddressPolicy

    /// - Parameter policy: Judges the addresses that the cluster names.
    public init(outbound: any OutboundFactory, clock: any WallClock = SystemWallClock(), policy: AddressPolicy = AddressPolicy()) {
        self.outbound = outbound
        self.clock = clock
        self.policy = policy
    }

    /// The membership of a connection's cluster as it is now, for adding and refreshing it; `nil` for a lone node.
    ///
    /// What people said about members stays. At most `ConnectionTest.clusterBudget` in all.
    public func membership(of connection: ProxmoxConnection) async throws(ProxmoxFailure) -> ClusterMembership? {
        let client = ProxmoxClusterClient(
            connection: connection, outbound: outbound, clock: clock, timeout: Self.statusBudget, policy: policy)
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
    /// they get that, and stay down until a person decides.
    @discardableResult
    public func refresh(
        _ book: inout MembershipBook, through client: ProxmoxClusterClient
    ) async throws(ProxmoxFailure) -> ClusterSighting {
        let sighting = try await Self.sighting(from: client, timeout: Self.statusBudget)
        let connection = client.context.connection
        book.saw(sighting, beside: try? HostAddress(connection.host, product: connection.product), at: clock.now)
        guard sighting.isCluster, let membership = book.membership else { return sighting }
        let fingerprints = connection.verifySSL ? [:] : await fingerprints(of: membership, through: client)
        book.pin(fingerprints)
        await client.adopt(book.membership)
        await client.checkAll()
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
        let plan = EndpointPlan(client.context.connection, membership: membership, policy: policy)
        let online = Set(membership.members.filter { $0.isOnline && $0.fingerprint == nil }.map(\.identity))
        return await withTaskGroup(of: (String, Fingerprint?).self) { group in
            for endpoint in plan.endpoints where !endpoint.isConfigured {
                guard let identity = endpoint.identity, let node = endpoint.nodeName, online.contains(identity) else { continue }
                group.addTask { (identity, await fingerprint(at: endpoint.origin, of: node, through: client)) }
            }
            var found: [String: Fingerprint] = [:]
            for await (identity, fingerprint) in group { found[identity] = fingerprint }
            return found
        }
    }

    private func fingerprint(at origin: String, of node: String, through client: ProxmoxClusterClient) async -> Fingerprint? {
        let presented = try? await outbound.presentedCertificate(origin: origin, timeout: Self.memberBudget)
        guard let presented else { return nil }
        let answer = try? await client.get("/nodes/\(node)/certificates/info", timeout: Self.memberBudget)
        let listed = answer.flatMap { try? NodeCertificates(answer: $0) }
        guard let listed, let preferred = listed.preferred else { return presented }
        return listed.contains(presented) ? presented : preferred
    }
}
