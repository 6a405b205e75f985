import PulseCore
import PulseOutbound

/// Keeps a cluster's membership as its members come, go and change, `platform-polling` §1.3.
///
/// A member leaves only after two authoritative answers in a row without it: answers of a node that is in the quorate
/// part of that cluster. What people said about a member, and its fingerprint, stay with its identity.
public struct MembershipBook: Sendable, Equatable {
    /// Between two looks.
    public static let interval: Duration = .seconds(300)
    /// Authoritative answers in a row without a member after which it is gone.
    public static let absencesToLeave = 2

    public private(set) var membership: ClusterMembership?
    private var absences: [String: Int] = [:]

    public init(_ membership: ClusterMembership?) { self.membership = membership }

    /// Takes an answer of `GET /cluster/status`.
    ///
    /// - Parameter configured: The connection's own address, from which members get scheme and port.
    /// - Returns: Whether members came, left, or changed name or address.
    @discardableResult
    public mutating func saw(_ sighting: ClusterSighting, beside configured: HostAddress?, at now: Timestamp) -> Bool {
        // A lone node, or a member that lost its configuration, says nothing about a cluster.
        guard sighting.isCluster, !sighting.members.isEmpty else { return false }
        let before = membership
        var known = membership ?? ClusterMembership(name: sighting.name, members: [])
        let isAuthoritative = sighting.isQuorate == true && (before == nil || known.name == sighting.name)
        if isAuthoritative || before == nil { known.name = sighting.name }
        var present: Set<String> = []
        for seen in sighting.members {
            let found = known.index(of: seen)
            guard let index = found ?? (known.members.count < ClusterMembership.memberLimit ? known.add(seen) : nil) else { continue }
            known.members[index].update(from: seen, beside: configured, at: now)
            present.insert(known.members[index].identity)
        }
        known.members.removeAll { member in
            guard !present.contains(member.identity) else {
                absences[member.identity] = nil
                return false
            }
            guard isAuthoritative else { return false }
            absences[member.identity, default: 0] += 1
            return absences[member.identity, default: 0] >= Self.absencesToLeave
        }
        let identities = Set(known.members.map(\.identity))
        absences = absences.filter { identities.contains($0.key) }
        membership = known
        return before.map(Self.outline) != Self.outline(known)
    }

    /// Gives members that have none a fingerprint, by identity.
    public mutating func pin(_ fingerprints: [String: Fingerprint]) {
        guard var known = membership else { return }
        for index in known.members.indices where known.members[index].fingerprint == nil {
            known.members[index].fingerprint = fingerprints[known.members[index].identity]
        }
        membership = known
    }

    /// Takes this server's opinion of the members.
    public mutating func note(_ endpoints: [EndpointCondition]) { membership = membership.map(endpoints.noted) }

    private static func outline(_ membership: ClusterMembership) -> [[String?]] {
        membership.members.map { [$0.identity, $0.name, $0.ip, $0.host] }
    }
}

extension ClusterMembership {
    /// The member that an answer means: by name, or a renamed one by number and address.
    fileprivate func index(of seen: ClusterSighting.Member) -> Int? {
        if let index = members.firstIndex(where: { $0.name == seen.name }) { return index }
        guard let id = seen.nativeID, let ip = seen.ip else { return nil }
        return members.firstIndex { $0.nativeID == id && $0.ip == ip }
    }

    fileprivate mutating func add(_ seen: ClusterSighting.Member) -> Int {
        let taken = Set(members.map(\.identity))
        var identity = seen.name
        var number = 2
        while taken.contains(identity) {
            identity = "\(seen.name)-\(number)"
            number += 1
        }
        members.append(ClusterMember(identity: identity, name: seen.name, isOnline: seen.isOnline))
        return members.count - 1
    }
}

extension ClusterMember {
    fileprivate mutating func update(from seen: ClusterSighting.Member, beside configured: HostAddress?, at now: Timestamp) {
        if name != seen.name {
            if !aliases.contains(name) { aliases.append(name) }
            aliases.removeAll { $0 == seen.name }
            name = seen.name
        }
        nativeID = seen.nativeID ?? nativeID
        ip = seen.ip ?? ip
        isOnline = seen.isOnline
        if seen.isOnline { lastSeen = now }
        guard let configured else { return }
        host = Self.read(seen.name, beside: configured)?.description ?? host
    }
}
