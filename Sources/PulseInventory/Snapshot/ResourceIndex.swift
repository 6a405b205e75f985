import PulseCore

/// Resources in their order and by every id they answer to. A value: a snapshot's copy shares all that did not change.
struct ResourceIndex: Sendable {
    private(set) var ordered: [Resource] = []
    private(set) var counts = InventoryCounts()
    private var byID = ShardedMap<Resource>()
    /// Canonical ids by other names; more than one resource may claim a name.
    private var aliases = ShardedMap<[String]>()
    private var targets = ShardedMap<[String]>()
    private var childIDs = ShardedMap<[String]>()
    private var withDuplicates: Set<String> = []

    subscript(id: String) -> Resource? { byID[id] }

    func resolve(_ id: String) -> Resource? {
        if let resource = byID[id] { return resource }
        guard let owner = aliases[id]?.first else { return nil }
        return byID[owner]
    }

    func resolve(_ target: MetricsTarget) -> Resource? {
        guard let owner = targets[Self.key(target)]?.first else { return nil }
        return byID[owner]
    }

    func children(of id: String) -> [Resource] {
        let found = (childIDs[id] ?? []).compactMap { byID[$0] }
        return found.sorted(by: Self.precedes)
    }

    func childCount(of id: String) -> Int { childIDs[id]?.count ?? 0 }

    var possibleDuplicates: [IDPair] {
        var pairs: Set<IDPair> = []
        for id in withDuplicates {
            for other in byID[id]?.content.possibleDuplicates ?? [] { pairs.insert(IDPair(id, other)) }
        }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    static func precedes(_ left: Resource, _ right: Resource) -> Bool {
        if left.sortKey != right.sortKey { return left.sortKey < right.sortKey }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        return left.id < right.id
    }

    static func key(_ target: MetricsTarget) -> String { target.resourceType + "\u{0}" + target.resourceID }
}

extension ResourceIndex {
    /// Puts in new and changed resources and takes out the removed. True if the sequence of ids is another than before.
    mutating func apply(upserted: [Resource], removed: [String]) -> Bool {
        var leaving: [Resource] = []
        var entering: [Resource] = []
        for id in removed {
            guard let old = byID[id] else { continue }
            leaving.append(old)
            replace(old, with: nil)
        }
        for resource in upserted {
            let old = byID[resource.id]
            replace(old, with: resource)
            if let old, old.sortKey == resource.sortKey, old.kind == resource.kind, let place = place(of: old) {
                ordered[place] = resource
            } else {
                if let old { leaving.append(old) }
                entering.append(resource)
            }
        }
        guard !leaving.isEmpty || !entering.isEmpty else { return false }
        let before = ordered
        move(leaving: leaving, entering: entering)
        // A new name may sort to the same place.
        return before.count != ordered.count || zip(before, ordered).contains { $0 !== $1 && $0.id != $1.id }
    }

    private mutating func move(leaving: [Resource], entering: [Resource]) {
        if leaving.count + entering.count > 32 {
            let gone = Set(leaving.map { ObjectIdentifier($0) })
            ordered.removeAll { gone.contains(ObjectIdentifier($0)) }
            ordered.append(contentsOf: entering)
            ordered.sort(by: Self.precedes)
            return
        }
        for resource in leaving {
            if let place = place(of: resource) { ordered.remove(at: place) }
        }
        for resource in entering { ordered.insert(resource, at: insertionPoint(of: resource)) }
    }

    private func insertionPoint(of resource: Resource) -> Int {
        var low = 0
        var high = ordered.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(ordered[middle], resource) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func place(of resource: Resource) -> Int? {
        let point = insertionPoint(of: resource)
        guard point < ordered.count, ordered[point].id == resource.id else { return nil }
        return point
    }

    private mutating func replace(_ old: Resource?, with new: Resource?) {
        if let old { counts.remove(old) }
        if let new { counts.add(new) }
        guard let id = new?.id ?? old?.id else { return }
        byID[id] = new
        let (before, after) = (old?.content, new?.content)
        if before?.parentID != after?.parentID {
            if let parent = before?.parentID { childIDs.drop(id, from: parent) }
            if let parent = after?.parentID { childIDs.add(id, to: parent) }
        }
        if before?.metricsTarget != after?.metricsTarget {
            if let target = before?.metricsTarget { targets.drop(id, from: Self.key(target)) }
            if let target = after?.metricsTarget { targets.add(id, to: Self.key(target)) }
        }
        if before?.possibleDuplicates.isEmpty != after?.possibleDuplicates.isEmpty {
            if after?.possibleDuplicates.isEmpty == false { withDuplicates.insert(id) } else { withDuplicates.remove(id) }
        }
        guard before?.aliases != after?.aliases || before?.supersededIDs != after?.supersededIDs || before?.sourceIDs != after?.sourceIDs
        else { return }
        for name in before.map(Self.names) ?? [] { aliases.drop(id, from: name) }
        for name in after.map(Self.names) ?? [] { aliases.add(id, to: name) }
    }

    /// Every other name the resource answers to.
    private static func names(of content: Resource.Content) -> Set<String> {
        Set(content.aliases).union(content.supersededIDs).union(content.sourceIDs.values)
    }
}

extension ShardedMap where Value == [String] {
    /// Adds an owner of the name, keeping owners in order so that the answer does not depend on history.
    mutating func add(_ owner: String, to name: String) {
        update(name) { owners in
            var list = owners ?? []
            let point = list.firstIndex { $0 >= owner } ?? list.endIndex
            if point == list.endIndex || list[point] != owner { list.insert(owner, at: point) }
            owners = list
        }
    }

    mutating func drop(_ owner: String, from name: String) {
        update(name) { owners in
            owners?.removeAll { $0 == owner }
            if owners?.isEmpty == true { owners = nil }
        }
    }
}
