import Foundation
import GRDB
import PulseCore

extension BlockStore {
    private static let retentionPause: Duration = .seconds(600)

    /// Deletes what is older than its tier's retention, at most every ten minutes and a bounded number of rows.
    func retainIfDue(_ db: Database, now: Timestamp) throws {
        let isDue = state.withLock { state in state.lastRetention.map { now.since($0) >= Self.retentionPause || now < $0 } ?? true }
        if isDue { try retain(db, now: now) }
    }

    /// Deletes rows past their retention now. Bounded by `rowsPerRetentionRun`; the next run goes on where this one stopped.
    public func applyRetention() async throws {
        let now = clock.now
        try await onWriter { try self.retain($0, now: now) }
    }

    private func retain(_ db: Database, now: Timestamp) throws {
        let (groups, start, before) = state.withLock { ($0.groups.keys.sorted(), $0.retentionCursor, $0.counts) }
        var counts = before
        var budget = max(options.rowsPerRetentionRun, 1)
        var cursor = start < groups.count ? start : 0
        var visited = 0
        var gone: [UInt32] = []
        try db.inTransaction(.immediate) {
            while visited < groups.count, budget > 0 {
                let budgetBefore = budget
                for tier in HistoryTier.allCases {
                    let limit = (now - options.retention(tier)).milliseconds
                    let (rows, points) = try delete(tier, groups[cursor], before: limit, most: budget, db)
                    budget -= rows
                    counts[tier.code] -= points
                }
                if budget < budgetBefore, try isEmpty(groups[cursor], db) { gone.append(groups[cursor]) }
                guard budget > 0 else { break }
                cursor = (cursor + 1) % groups.count
                visited += 1
            }
            guard counts != before else { return .rollback }
            for tier in HistoryTier.allCases { try save("count_\(tier.rawValue)", counts[tier.code], db) }
            return .commit
        }
        let changed = counts != before
        let (next, result, forgotten) = (cursor, counts, gone)
        let memory = (now - options.recent).milliseconds
        if changed { try shrink(db) }
        state.withLock { state in
            state.counts = result
            for group in state.groups.keys { state.groups[group]?.forget(before: memory) }
            for group in forgotten where state.isIdle(group) { state.forget(group) }
            state.retentionCursor = next
            state.lastRetention = now
            if changed { state.changedEverywhere() }
        }
    }

    /// Whether a group has no blocks. None can come while the caller holds the writer's queue.
    private func isEmpty(_ group: UInt32, _ db: Database) throws -> Bool {
        for tier in HistoryTier.allCases {
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT id FROM slice WHERE tier = ? AND resource_group = ? LIMIT 1"),
                arguments: [tier.code, group])
            if row != nil { return false }
        }
        return true
    }

    private func delete(_ tier: HistoryTier, _ group: UInt32, before limit: Int64, most: Int, _ db: Database) throws -> (Int, Int64) {
        guard most > 0 else { return (0, 0) }
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT id, points FROM slice WHERE tier = ? AND resource_group = ? AND last < ? ORDER BY last LIMIT ?"),
            arguments: [tier.code, group, limit, most])
        for row in rows {
            try db.cachedStatement(sql: "DELETE FROM slice WHERE id = ?").execute(arguments: [row[0] as Int64])
        }
        return (rows.count, rows.reduce(0) { $0 + ($1[1] as Int64) })
    }

    /// Gives free pages back when they are more than a quarter of the file; blocks to come use the others.
    private func shrink(_ db: Database) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        if free > 1024, free > pages / 4 { try db.execute(sql: "PRAGMA incremental_vacuum(1024)") }
    }
}
