import PulseOutbound

/// What tells a cluster from another of the same name, `platform-polling` §1.3.
public struct ClusterEvidence: Sendable, Equatable {
    public var name: String
    /// Names of the members.
    public var members: Set<String>
    /// Normalised addresses at which this server reaches it.
    public var addresses: Set<String>
    /// Certificates of its members that were seen.
    public var fingerprints: Set<Fingerprint>

    public init(name: String, members: Set<String>, addresses: Set<String>, fingerprints: Set<Fingerprint>) {
        self.name = name
        self.members = members
        self.addresses = addresses
        self.fingerprints = fingerprints
    }

    /// What a connection is known by.
    public init?(_ connection: ProxmoxConnection) {
        guard let cluster = connection.cluster, let configured = try? HostAddress(connection.host, product: connection.product) else {
            return nil
        }
        let plan = EndpointPlan(connection, membership: cluster, policy: AddressPolicy())
        self.init(
            name: cluster.name, members: Set(cluster.members.map(\.name)),
            addresses: Set(plan.endpoints.map(\.origin)).union([configured.description]),
            fingerprints: Set(cluster.members.compactMap(\.fingerprint) + [connection.fingerprint].compactMap { $0 }))
    }

    /// Whether both are certainly one cluster.
    ///
    /// Names are none: many clusters are called alike, and so are their nodes. A certificate alone is none either, as
    /// one may be installed in many places. So it takes a shared certificate with a shared address or the same name and members, or
    /// a shared address with the same name and the same members.
    public func isSameCluster(as other: ClusterEvidence) -> Bool {
        let sharesAddress = !addresses.isDisjoint(with: other.addresses)
        let sharesCertificate = !fingerprints.isDisjoint(with: other.fingerprints)
        let sameName = name == other.name
        if sharesCertificate { return sharesAddress || (sameName && members == other.members) }
        return sharesAddress && sameName && members == other.members
    }
}
