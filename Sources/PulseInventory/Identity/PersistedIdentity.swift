import PulseCore

/// What is known about identity from earlier runs.
public struct PersistedIdentity: Sendable, Equatable {
    /// By canonical id.
    public private(set) var pins: [String: Pin] = [:]
    /// Canonical id by source key.
    public private(set) var members: [String: String] = [:]
    /// Links of canonical ids.
    public private(set) var links: [IDPair: Decision] = [:]
    /// Exclusions of source keys.
    public private(set) var exclusions: [IDPair: Decision] = [:]
    /// Newer canonical id by older.
    public private(set) var successions: [String: String] = [:]
    /// Names and addresses ever seen, by canonical id.
    public private(set) var hostnames: [String: Set<String>] = [:]
    public private(set) var addresses: [String: Set<String>] = [:]

    public init() {}

    /// Replays facts, oldest first.
    public init(_ facts: some Sequence<IdentityFact>) {
        for fact in facts { apply(fact) }
    }

    /// Takes one more fact into account.
    public mutating func apply(_ fact: IdentityFact) {
        switch fact {
        case .pin(let pin): pins[pin.canonicalID] = pin
        case .member(let sourceKey, let canonicalID): members[sourceKey] = canonicalID
        case .hostname(let name, let canonicalID, _): hostnames[canonicalID, default: []].insert(name)
        case .address(let address, let canonicalID, _): addresses[canonicalID, default: []].insert(address)
        case .link(let decision): links[IDPair(decision.first, decision.second)] = decision
        case .unlink(let one, let other): links[IDPair(one, other)] = nil
        case .exclusion(let decision): exclusions[IDPair(decision.first, decision.second)] = decision
        case .exclusionRemoved(let one, let other): exclusions[IDPair(one, other)] = nil
        case .succession(let old, let new, _):
            if successions[new] == old { successions[new] = nil }
            successions[old] = new
        }
    }

    /// The newest id that answers for `id`, or `nil` if it was never succeeded.
    public func successor(of id: String) -> String? {
        var current = id
        var seen: Set<String> = [id]
        while let next = successions[current], seen.insert(next).inserted { current = next }
        return current == id ? nil : current
    }
}

/// Two ids without an order.
public struct IDPair: Hashable, Sendable {
    public let first: String
    public let second: String
    public init(_ one: String, _ other: String) {
        first = min(one, other)
        second = max(one, other)
    }
}
