import PulseInventory
import PulseProxmox

extension ProxmoxConnection {
    /// What is seen through the connection is described by this source.
    public var scope: SourceScope { SourceScope(product.source, name) }

    /// Whether there is something to sign in with.
    public var hasCredentials: Bool {
        switch credentials {
        case .password(let user, let password): !user.isEmpty && !password.isEmpty
        case .token(let id, let secret): !id.isEmpty && !secret.isEmpty
        }
    }

    /// Without what is only a sighting of the moment: equal values need neither a new start nor a save.
    public var settled: ProxmoxConnection {
        var copy = self
        copy.cluster = cluster?.settled
        return copy
    }
}

extension ProxmoxProduct {
    /// The kind of source that a connection of the product is.
    public var source: SourceKind {
        switch self {
        case .pve: .proxmox
        case .pbs: .pbs
        case .pmg: .pmg
        }
    }

    /// `pbs-` and `pmg-` in front of names where the types share a map, `state-and-websocket` §3.14.
    public var healthKeyPrefix: String { self == .pve ? "" : "\(rawValue)-" }
}

extension ClusterMembership {
    /// Without what is only a sighting of the moment.
    public var settled: ClusterMembership {
        ClusterMembership(name: name, members: members.map(\.settled))
    }

    /// The membership as it was seen last, with what people said about its members: their names and addresses stay.
    ///
    /// - Parameter keepsPins: whether accepted certificates stay too, whatever was seen. Members that were followed all the time carry
    ///   theirs already.
    public func keepingOverrides(of old: ClusterMembership?, keepsPins: Bool = false) -> ClusterMembership {
        guard let old else { return self }
        let identities = Dictionary(old.members.map { ($0.identity, $0) }) { first, _ in first }
        let names = Dictionary(old.members.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        var merged = self
        for index in merged.members.indices {
            let member = merged.members[index]
            guard let known = identities[member.identity] ?? names[member.name.lowercased()] else { continue }
            merged.members[index].identity = known.identity
            merged.members[index].displayName = known.displayName
            merged.members[index].ipOverride = known.ipOverride
            merged.members[index].guestURL = known.guestURL ?? member.guestURL
            let (first, second) = keepsPins ? (known, member) : (member, known)
            merged.members[index].fingerprint = first.fingerprint ?? second.fingerprint
        }
        return merged
    }
}

extension ClusterMember {
    fileprivate var settled: ClusterMember {
        var copy = self
        copy.isOnline = true
        copy.lastSeen = nil
        copy.isReachable = nil
        copy.lastChecked = nil
        copy.problem = nil
        return copy
    }
}
