/// Sets of neighbouring numbers that are joined one by one.
struct Partition {
    private var leader: [Int]
    private(set) var members: [[Int]]

    init(_ count: Int) {
        leader = Array(0..<count)
        members = leader.map { [$0] }
    }

    func find(_ element: Int) -> Int {
        var current = element
        while leader[current] != current { current = leader[current] }
        return current
    }

    /// Joins two sets unless `isBlocked` objects to any pair across them.
    mutating func join(_ one: Int, _ other: Int, unless isBlocked: (Int, Int) -> Bool) {
        let (left, right) = (find(one), find(other))
        guard left != right else { return }
        for first in members[left] {
            for second in members[right] where isBlocked(first, second) { return }
        }
        let (keep, give) = left < right ? (left, right) : (right, left)
        leader[give] = keep
        members[keep] += members[give]
        members[give] = []
    }

    var sets: [[Int]] { members.filter { !$0.isEmpty } }
}

extension Inventory {
    /// Joins rows that are surely one thing, surest first. The result depends on the rows alone, not on their history.
    func cluster(_ members: Set<Int>) -> [[Int]] {
        let order = members.sorted { SourceRow.precedes(table[$0], table[$1]) }
        var position: [Int: Int] = [:]
        position.reserveCapacity(order.count)
        for (place, row) in order.enumerated() { position[row] = place }
        var edges: [(confidence: Double, first: Int, second: Int)] = []
        for (place, row) in order.enumerated() {
            for other in table.neighbours(of: row) {
                guard let second = position[other], second > place else { continue }
                let confidence = confidence(row, other)
                if confidence >= MatchConfidence.automatic { edges.append((confidence, place, second)) }
            }
        }
        edges.sort { left, right in
            if left.confidence != right.confidence { return left.confidence > right.confidence }
            return (left.first, left.second) < (right.first, right.second)
        }
        var partition = Partition(order.count)
        for edge in edges { partition.join(edge.first, edge.second) { isApart(order[$0], order[$1]) } }
        return partition.sets.map { set in set.map { order[$0] }.sorted(by: isBetter) }
    }

    /// Rows whose source counts more come first.
    private func isBetter(_ left: Int, _ right: Int) -> Bool {
        let (one, other) = (table[left], table[right])
        let priorities = (
            SourcePriority.of(one.source.kind, inGuest: one.observed.kind.isWorkload),
            SourcePriority.of(other.source.kind, inGuest: other.observed.kind.isWorkload)
        )
        return priorities.0 == priorities.1 ? SourceRow.precedes(one, other) : priorities.0 > priorities.1
    }

    /// Two rows that must not be in one cluster, whatever else they have in common.
    func isApart(_ one: Int, _ other: Int) -> Bool {
        if table[one].soloID == table[other].soloID { return false }
        if identity.areExcluded(table[one].soloID, table[other].soloID) { return true }
        if table[one].source == table[other].source { return true }
        return table.evidence(of: one).contradicts(table.evidence(of: other))
    }

    private func confidence(_ one: Int, _ other: Int) -> Double {
        if table[one].soloID == table[other].soloID { return 2 }
        let kind = table[one].observed.kind
        guard kind == table[other].observed.kind, kind == .agent || kind == .physicalDisk, !isApart(one, other) else { return 0 }
        let (mine, theirs) = (table.evidence(of: one), table.evidence(of: other))
        let confidence = MatchConfidence.of(mine, theirs)
        if kind == .physicalDisk { return haveSameMachine(one, other) || mine.sharesHostname(with: theirs) ? confidence : 0 }
        return max(confidence, counterpartConfidence(one, other, mine.sharesHostname(with: theirs)))
    }

    private func haveSameMachine(_ one: Int, _ other: Int) -> Bool {
        guard let mine = parentGroup(of: one), let theirs = parentGroup(of: other) else { return false }
        return mine == theirs
    }

    /// Both point at each other, or one points, the names agree and there is only one it can mean.
    private func counterpartConfidence(_ one: Int, _ other: Int, _ sharesName: Bool) -> Double {
        let (forward, backward) = (points(one, at: other), points(other, at: one))
        if forward && backward { return 0.98 }
        guard forward || backward, sharesName else { return 0 }
        let target = forward ? other : one
        let candidates = table.byAddress[table.address(of: table[target].observed)] ?? []
        let sameSource = candidates.filter { table[$0].source.kind == table[target].source.kind }
        return Set(sameSource.map { table[$0].soloID }).count == 1 ? 0.95 : 0
    }

    private func points(_ one: Int, at other: Int) -> Bool {
        guard let counterpart = table[one].observed.counterpart else { return false }
        return counterpart.source == table[other].source.kind && counterpart.sourceID == table[other].observed.sourceID
    }

    /// The group of the parent the row names: described by the same source if possible, else by its kind of source, else by any.
    func parentGroup(of row: Int) -> Int? {
        guard let parent = table[row].observed.parent, let candidates = table.byAddress[parent] else { return nil }
        if candidates.count == 1, let only = candidates.first { return table[only].group >= 0 ? table[only].group : nil }
        let source = table[row].source
        let best = candidates.filter { table[$0].group >= 0 }.min { left, right in
            let ranks = (nearness(table[left].source, to: source), nearness(table[right].source, to: source))
            return ranks.0 == ranks.1 ? SourceRow.precedes(table[left], table[right]) : ranks.0 < ranks.1
        }
        return best.map { table[$0].group }
    }

    private func nearness(_ candidate: SourceScope, to source: SourceScope) -> Int {
        if candidate == source { return 0 }
        return candidate.kind == source.kind ? 1 : 2
    }
}
