import Foundation
import GRDB
import PulseCore

extension BlockStore {
    /// The most groups one transaction seals; the rest follows with the next append.
    private static let groupsPerTransaction = 64

    /// Seals and forgets what the policy names.
    func sealDue(_ db: Database, now: Timestamp) throws {
        let policy = SealPolicy(
            ticksPerBlock: min(max(options.ticksPerBlock, 1), 4096), longestOpenMilliseconds: options.longestOpen.wholeMilliseconds,
            memorySamples: options.memorySamples(series: state.withLock { $0.registry.seriesCount }))
        let actions = state.withLock { state in
            policy.decide(state.groups.map { $1.state($0, now: now.milliseconds) })
        }
        guard !actions.isEmpty else { return }
        var due: [UInt32] = []
        for case .seal(let group) in actions where due.count < Self.groupsPerTransaction { due.append(group) }
        try seal(due, db, now: now)
        state.withLock { state in
            for case .forget(let group) in actions { state.groups[group]?.forget(before: .max) }
        }
    }

    /// Seals every open tick. For tests and benchmarks; a server has no need to.
    package func sealAll() async throws {
        let now = clock.now
        try await onWriter { db in
            let due = self.state.withLock { state in state.groups.filter { $1.firstOpen != nil }.map(\.key).sorted() }
            try self.seal(due, db, now: now)
        }
    }

    /// Writes blocks and rollups of groups and frees their journal rows, all or nothing.
    private func seal(_ ids: [UInt32], _ db: Database, now: Timestamp) throws {
        guard !ids.isEmpty else { return }
        let snapshot = state.withLock { state in
            SealSnapshot(
                groups: ids.compactMap { id in state.groups[id].map { (id, $0) } }, sequence: state.nextSequence - 1,
                floor: state.groups.lazy.filter { !ids.contains($0.key) }.compactMap { $0.value.firstOpen }.min() ?? state.nextSequence,
                resolutions: state.registry.resolutions, counts: state.counts, totalWrites: state.totalWrites)
        }
        var counts = snapshot.counts
        try db.inTransaction(.immediate) {
            for (id, group) in snapshot.groups { try seal(id, group, snapshot, &counts, db) }
            try save("journal_floor", snapshot.floor, db)
            try save("total_writes", snapshot.totalWrites, db)
            for tier in HistoryTier.allCases { try save("count_\(tier.rawValue)", counts[tier.code], db) }
            return .commit
        }
        let limit = (now - options.recent).milliseconds
        journal.withLock { $0.release(before: snapshot.floor) }
        state.withLock { state in
            for (id, _) in snapshot.groups {
                state.groups[id]?.seal(through: snapshot.sequence)
                state.groups[id]?.forget(before: limit)
            }
            state.counts = counts
            state.lastRollup = now
        }
    }

    private struct SealSnapshot {
        var groups: [(UInt32, HotGroup)]
        var sequence: Int64
        var floor: Int64
        var resolutions: [MetricResolution]
        var counts: [Int64]
        var totalWrites: Int64
    }

    private func seal(_ id: UInt32, _ group: HotGroup, _ snapshot: SealSnapshot, _ counts: inout [Int64], _ db: Database) throws {
        let blocks = group.resources.sorted { $0.key < $1.key }
            .map { $1.block($0, after: group.sealedSequence) }
            .filter { !$0.series.isEmpty }
        guard let first = blocks.compactMap(\.ticks.first).min(), let last = blocks.compactMap(\.ticks.last).max() else { return }
        counts[0] += Int64(try insert(blocks, .raw, id, first, last, db))
        let isExact = options.exact
        for tier in HistoryTier.rollups {
            let round: (UInt16, Double) -> Double = { isExact ? $1 : snapshot.resolutions[Int($0)].roundAverage($1, tier: tier) }
            let rolled = blocks.map { $0.rolledUp(step: tier.stepSeconds, round: round) }
            counts[tier.code] += Int64(try roll(rolled, tier, id, round, db))
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO resource_group (id, sealed_sequence, sealed_end) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET sealed_sequence = excluded.sealed_sequence, sealed_end = max(sealed_end, excluded.sealed_end)
                """
        ).execute(arguments: [id, snapshot.sequence, last])
    }

    /// Joins rollups to the group's newest row of the tier, or starts a row. Answers how many values were added.
    private func roll(
        _ blocks: [ResourceBlock], _ tier: HistoryTier, _ group: UInt32, _ round: (UInt16, Double) -> Double, _ db: Database
    ) throws -> Int {
        let length = Int64(tier.stepSeconds) * 1000
        guard let low = blocks.compactMap(\.ticks.first).min(), let high = blocks.compactMap(\.ticks.last).max() else { return 0 }
        let (first, last) = (low * length, (high + 1) * length - 1)
        let newest = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT id, first, last, points, data FROM slice WHERE tier = ? AND resource_group = ? ORDER BY last DESC LIMIT 1"),
            arguments: [tier.code, group])
        guard let newest, max(last, newest[2]) - min(first, newest[1]) < Int64(tier.rowSpanSeconds) * 1000 else {
            return try insert(blocks, tier, group, first, last, db)
        }
        let present = try (newest[4] as Data).decodingBytes { bytes throws(DamagedBlock) in try SliceDecoder.decode(bytes) }
        var joined = Dictionary(uniqueKeysWithValues: present.map { ($0.resource, $0) })
        for block in blocks { joined[block.resource] = joined[block.resource]?.joined(block, round: round) ?? block }
        let all = joined.values.sorted { $0.resource < $1.resource }
        let points = all.reduce(0) { $0 + $1.filled }
        try db.cachedStatement(sql: "UPDATE slice SET first = ?, last = ?, points = ?, data = ? WHERE id = ?").execute(
            arguments: [
                min(first, newest[1]), max(last, newest[2]), points, Data(SliceEncoder.encode(all)), newest[0] as Int64,
            ])
        return points - newest[3]
    }

    private func insert(
        _ blocks: [ResourceBlock], _ tier: HistoryTier, _ group: UInt32, _ first: Int64, _ last: Int64, _ db: Database
    ) throws -> Int {
        let points = blocks.reduce(0) { $0 + $1.filled }
        try db.cachedStatement(
            sql: "INSERT INTO slice (tier, resource_group, first, last, points, data) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [tier.code, group, first, last, points, Data(SliceEncoder.encode(blocks))])
        return points
    }

    func save(_ name: String, _ value: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        ).execute(arguments: [name, value])
    }
}
