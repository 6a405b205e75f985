import PulseCore
import PulseOutbound

/// How one endpoint of a connection fares, in this server's opinion.
public struct EndpointCondition: Sendable, Equatable {
    public var origin: String
    /// The cluster member that answers there, see `ClusterMember.identity`; `nil` while it is not known.
    public var identity: String?
    public var nodeName: String?
    /// Whether it is the address of the connection itself.
    public var isConfigured: Bool
    /// `nil` before the first try.
    public var isReachable: Bool?
    public var lastChecked: Timestamp?
    /// A neutral sentence; `nil` when all is well.
    public var problem: String?
    /// A certificate that is not the pinned one, waiting for a person's word.
    public var changedFingerprint: Fingerprint?
    /// A changed certificate that another trusted member vouched for; to be stored.
    public var acceptedFingerprint: Fingerprint?
    /// Where it answers instead of its own port, found by trying.
    public var fallback: String?
}

extension [EndpointCondition] {
    /// Sentences for people about what is not as it should be.
    public var warnings: [String] {
        flatMap { endpoint -> [String] in
            let name = endpoint.nodeName ?? "The server"
            var sentences: [String] = []
            if let changed = endpoint.changedFingerprint {
                sentences.append("\(name) presents another certificate than the accepted one; it now has the fingerprint \(changed)")
            } else if endpoint.isReachable == false {
                sentences.append("\(name) is not reachable. \(endpoint.problem ?? "")")
            }
            if let fallback = endpoint.fallback { sentences.append("\(name) answers at \(fallback) instead of its usual port") }
            return sentences
        }
    }

    /// The health of the whole connection, `platform-polling` §1.2.
    ///
    /// - Parameter isQuorate: What a reachable member says of the cluster; `nil` when unknown.
    public func health(isQuorate: Bool?) -> ConnectionCondition.Health {
        let down = count { $0.isReachable == false }
        if down == 0 { return .healthy }
        if down == count { return .error }
        return isQuorate == true ? .healthy : .degraded
    }

    /// What a membership looks like with this server's opinion of each member.
    public func noted(on membership: ClusterMembership) -> ClusterMembership {
        var membership = membership
        for index in membership.members.indices {
            let identity = membership.members[index].identity
            guard let seen = first(where: { $0.identity == identity }), seen.isReachable != nil else { continue }
            membership.members[index].isReachable = seen.isReachable
            membership.members[index].lastChecked = seen.lastChecked
            membership.members[index].problem = seen.problem
            membership.members[index].changedFingerprint = seen.changedFingerprint
            if let accepted = seen.acceptedFingerprint { membership.members[index].fingerprint = accepted }
        }
        return membership
    }
}
