import PulseCore

/// What is known and decided about identity, with the look-ups the engine needs, and what has to be persisted.
struct IdentityBook: Sendable {
    private(set) var known: PersistedIdentity
    private var pinsByDMI: [String: String] = [:]
    private var pinsByHost: [String: String] = [:]
    private var linksByID: [String: Set<IDPair>] = [:]
    private var excluded: [String: Set<String>] = [:]
    private var predecessors: [String: Set<String>] = [:]
    /// Facts of the event at work.
    private(set) var facts: [IdentityFact] = []
    /// Names and addresses remembered for one id.
    static let rememberedLimit = 64

    init(_ known: PersistedIdentity) {
        self.known = known
        for pin in known.pins.values { note(pin) }
        for pair in known.links.keys { note(link: pair) }
        for pair in known.exclusions.keys { note(exclusion: pair) }
        for (old, new) in known.successions { predecessors[new, default: []].insert(old) }
    }

    mutating func takeFacts() -> [IdentityFact] {
        defer { facts = [] }
        return facts
    }

    /// Remembers a fact and puts it among those to persist.
    mutating func record(_ fact: IdentityFact) {
        if case .succession(let old, let new, _) = fact {
            if let earlier = known.successions[old] { predecessors[earlier]?.remove(old) }
            predecessors[old]?.remove(new)
            predecessors[new, default: []].insert(old)
        }
        known.apply(fact)
        facts.append(fact)
        switch fact {
        case .pin(let pin): note(pin)
        case .link(let decision): note(link: IDPair(decision.first, decision.second))
        case .exclusion(let decision): note(exclusion: IDPair(decision.first, decision.second))
        case .unlink(let one, let other):
            linksByID[one]?.remove(IDPair(one, other))
            linksByID[other]?.remove(IDPair(one, other))
        case .exclusionRemoved(let one, let other):
            excluded[one]?.remove(other)
            excluded[other]?.remove(one)
        default: break
        }
    }

    private mutating func note(_ pin: Pin) {
        if let uuid = pin.dmiUUID { pinsByDMI["\(pin.kind.rawValue) \(uuid)"] = pin.canonicalID }
        if let cluster = pin.clusterName, let host = pin.hostname { pinsByHost["\(cluster):\(host)"] = pin.canonicalID }
    }
    private mutating func note(link pair: IDPair) {
        linksByID[pair.first, default: []].insert(pair)
        linksByID[pair.second, default: []].insert(pair)
    }
    private mutating func note(exclusion pair: IDPair) {
        excluded[pair.first, default: []].insert(pair.second)
        excluded[pair.second, default: []].insert(pair.first)
    }

    func pin(_ id: String) -> Pin? { known.pins[id] }
    func pinnedID(kind: ResourceKind, dmiUUID: String) -> String? { pinsByDMI["\(kind.rawValue) \(dmiUUID)"] }
    func pinnedID(clusterHost: String) -> String? { pinsByHost[clusterHost] }
    func member(_ soloID: String) -> String? { known.members[soloID] }
    func areExcluded(_ one: String, _ other: String) -> Bool { excluded[one]?.contains(other) == true }
    func hasExclusions(_ soloID: String) -> Bool { excluded[soloID]?.isEmpty == false }
    func excludedFrom(_ soloID: String) -> Set<String> { excluded[soloID] ?? [] }

    var hasLinks: Bool { !known.links.isEmpty }

    /// Links in which this id, or an id it succeeded, takes part.
    func links(of id: String) -> Set<IDPair> {
        guard hasLinks else { return [] }
        var found = linksByID[id] ?? []
        for old in ancestors(of: id) { found.formUnion(linksByID[old] ?? []) }
        return found
    }

    /// Every id that was succeeded, directly or not, by this one.
    func ancestors(of id: String) -> Set<String> {
        guard let direct = predecessors[id], !direct.isEmpty else { return [] }
        var found: Set<String> = []
        var open = Array(direct)
        while let next = open.popLast() {
            guard next != id, found.insert(next).inserted else { continue }
            open.append(contentsOf: predecessors[next] ?? [])
        }
        return found
    }

    /// Remembers names and addresses of a machine, each once and not without bound.
    mutating func learn(_ evidence: Evidence, of id: String, from source: SourceKind) {
        for name in evidence.hostnames where known.hostnames[id]?.contains(name.full) != true {
            guard known.hostnames[id]?.count ?? 0 < Self.rememberedLimit else { break }
            record(.hostname(name.full, canonicalID: id, source: source))
        }
        let unknown = evidence.addresses.filter { known.addresses[id]?.contains($0) != true }
        for address in unknown.sorted() where known.addresses[id]?.count ?? 0 < Self.rememberedLimit {
            record(.address(address, canonicalID: id, source: source))
        }
    }
}
