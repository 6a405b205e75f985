import PulseOutbound
import PulseProxmox

/// Tells whether two connections lead to one cluster, by what cannot be equal by chance. A name alone proves nothing.
enum ClusterEvidence {
    /// Whether both have the same members and at least one certificate in common, and none that contradicts.
    static func isSame(_ one: ClusterMembership, _ other: ClusterMembership) -> Bool {
        guard Set(one.members.map(key)) == Set(other.members.map(key)), !one.members.isEmpty else { return false }
        var agreements = 0
        for member in one.members {
            guard let counterpart = other.members.first(where: { key($0) == key(member) }) else { return false }
            guard let first = member.fingerprint, let second = counterpart.fingerprint else { continue }
            guard first == second else { return false }
            agreements += 1
        }
        return agreements > 0
    }

    /// The configured connection that leads to the same cluster.
    static func existing(for connection: ProxmoxConnection, in list: [ProxmoxConnection]) -> ProxmoxConnection? {
        guard let cluster = connection.cluster else { return nil }
        return list.first { other in
            guard other.id != connection.id, let known = other.cluster else { return false }
            return isSame(cluster, known)
        }
    }

    private static func key(_ member: ClusterMember) -> String { member.name.lowercased() }
}
