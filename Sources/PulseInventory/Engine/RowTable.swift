import PulseCore

/// Every source row, found by source, by evidence, by source id and by the parent it names.
struct RowTable: Sendable {
    private(set) var rows: [SourceRow] = []
    private var free: [Int] = []
    var sources: [SourceScope: SourceTable] = [:]
    private var buckets: [String: Set<Int>] = [:]
    /// Rows by kind and source id, to find parents.
    private(set) var byAddress: [ParentReference: Set<Int>] = [:]
    /// Rows by the parent they name.
    private(set) var byParent: [ParentReference: Set<Int>] = [:]
    private let sharedLimit: Int

    init(sharedLimit: Int) { self.sharedLimit = sharedLimit }

    subscript(row: Int) -> SourceRow {
        // Not `_read`: Swift 6.3 frees the yielded element too early in unoptimised builds when a part of it is copied.
        get { rows[row] }
        _modify { yield &rows[row] }
    }

    var liveCount: Int { rows.count - free.count }

    /// Adds a row. `unsettled` gains those whose evidence just became worthless because too many share it.
    mutating func insert(_ row: SourceRow, unsettled: inout Set<Int>) -> Int {
        let number: Int
        if let reused = free.popLast() {
            rows[reused] = row
            number = reused
        } else {
            number = rows.count
            rows.append(row)
        }
        add(number, tokens: row.evidence.tokens, unsettled: &unsettled)
        byAddress[address(of: row.observed), default: []].insert(number)
        if let parent = row.observed.parent { byParent[parent, default: []].insert(number) }
        return number
    }

    /// Takes the row out of every index. Its number may be used again only after `release`.
    mutating func retire(_ number: Int, unsettled: inout Set<Int>) {
        drop(number, tokens: rows[number].evidence.tokens, unsettled: &unsettled)
        byAddress.drop(number, from: address(of: rows[number].observed))
        if let parent = rows[number].observed.parent { byParent.drop(number, from: parent) }
        rows[number].isLive = false
        rows[number].group = -1
    }

    mutating func release(_ numbers: [Int]) { free.append(contentsOf: numbers) }

    /// Replaces what the row says of its identity.
    mutating func replaceEvidence(_ number: Int, with evidence: Evidence, unsettled: inout Set<Int>) {
        guard rows[number].evidence != evidence else { return }
        drop(number, tokens: rows[number].evidence.tokens, unsettled: &unsettled)
        rows[number].evidence = evidence
        add(number, tokens: evidence.tokens, unsettled: &unsettled)
    }

    /// Replaces what the row says, keeping the indexes of addresses and parents.
    mutating func replaceObserved(_ number: Int, with observed: ObservedResource) {
        let old = rows[number].observed
        if old.sourceID != observed.sourceID {
            byAddress.drop(number, from: address(of: old))
            byAddress[address(of: observed), default: []].insert(number)
        }
        if old.parent != observed.parent {
            if let parent = old.parent { byParent.drop(number, from: parent) }
            if let parent = observed.parent { byParent[parent, default: []].insert(number) }
        }
        rows[number].observed = observed
    }

    func address(of observed: ObservedResource) -> ParentReference { ParentReference(kind: observed.kind, sourceID: observed.sourceID) }

    /// Rows that share evidence with this one, evidence shared by too many left out.
    func neighbours(of number: Int) -> Set<Int> {
        var found: Set<Int> = []
        for token in rows[number].evidence.tokens {
            guard let bucket = buckets[token], bucket.count > 1, bucket.count <= sharedLimit else { continue }
            found.formUnion(bucket)
        }
        found.remove(number)
        return found
    }

    /// The row's evidence without a machine id that too many share.
    func evidence(of number: Int) -> Evidence {
        var evidence = rows[number].evidence
        guard let machine = evidence.machineID else { return evidence }
        let family = rows[number].observed.kind == .physicalDisk ? "disk" : "host"
        if let bucket = buckets[Evidence.machineToken(family, machine)], bucket.count > sharedLimit { evidence.machineID = nil }
        return evidence
    }

    private mutating func add(_ number: Int, tokens: [String], unsettled: inout Set<Int>) {
        for token in tokens {
            buckets[token, default: []].insert(number)
            if let bucket = buckets[token], bucket.count == sharedLimit + 1 { unsettled.formUnion(bucket) }
        }
    }

    private mutating func drop(_ number: Int, tokens: [String], unsettled: inout Set<Int>) {
        for token in tokens {
            buckets.drop(number, from: token)
            if let bucket = buckets[token], bucket.count == sharedLimit { unsettled.formUnion(bucket) }
        }
    }
}

extension Dictionary where Value == Set<Int> {
    /// Removes a number from the key's set, and the set when it was the last.
    mutating func drop(_ number: Int, from key: Key) {
        self[key]?.remove(number)
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}
