import Foundation
import GRDB
import PulseCore

extension BlockStore {
    /// Reads names and counters and replays the journal into open blocks. Blocks are not touched.
    func load(_ db: Database) throws {
        var loaded = StoreState(options: options)
        try loadRegistry(db, into: &loaded.registry)
        let floor = try loadCounters(db, into: &loaded)
        let groups = try Row.fetchCursor(db, sql: "SELECT id, sealed_sequence, sealed_end FROM resource_group")
        while let row = try groups.next() {
            var group = HotGroup()
            group.sealedSequence = row[1]
            group.completeSince = (row[2] as Int64) + 1
            loaded.groups[row[0]] = group
            loaded.nextSequence = max(loaded.nextSequence, group.sealedSequence + 1)
        }
        try replay(db, from: floor, into: &loaded)
        let ready = loaded
        state.withLock { $0 = ready }
    }

    private func loadRegistry(_ db: Database, into registry: inout SeriesRegistry) throws {
        let metrics = try Row.fetchCursor(db, sql: "SELECT id, name FROM metric ORDER BY id")
        while let row = try metrics.next() { registry.found(metric: Metric(row[1] as String), id: row[0]) }
        let resources = try Row.fetchCursor(db, sql: "SELECT id, key, merged_into FROM resource")
        while let row = try resources.next() { registry.found(resource: row[0], key: row[1], mergedInto: row[2]) }
        let series = try Row.fetchCursor(db, sql: "SELECT resource, metric FROM series")
        while let row = try series.next() { registry.found(series: row[1], of: row[0]) }
        let targets = try Row.fetchCursor(db, sql: "SELECT type, id, resource FROM target")
        while let row = try targets.next() { registry.found(target: MetricsTarget(resourceType: row[0], resourceID: row[1]), of: row[2]) }
    }

    /// Answers the journal floor.
    private func loadCounters(_ db: Database, into state: inout StoreState) throws -> Int64 {
        var floor: Int64 = 0
        let rows = try Row.fetchCursor(db, sql: "SELECT name, value FROM meta")
        while let row = try rows.next() {
            switch row[0] as String {
            case "journal_floor": floor = row[1]
            case "total_writes": state.totalWrites = row[1]
            default:
                guard let tier = HistoryTier.allCases.first(where: { "count_\($0.rawValue)" == row[0] as String }) else { continue }
                state.counts[tier.code] = row[1]
            }
        }
        return floor
    }

    private func replay(_ db: Database, from floor: Int64, into state: inout StoreState) throws {
        let now = clock.now.milliseconds
        let total = state.totalWrites
        var replayed: Int64 = 0
        let known = state.registry.metrics.count
        try journal.withLock { slots in
            let rows = try Row.fetchCursor(db, sql: "SELECT slot, sequence, tick FROM journal ORDER BY sequence")
            while let row = try rows.next() {
                let sequence: Int64 = row[1]
                state.nextSequence = max(state.nextSequence, sequence + 1)
                slots.found(slot: row[0], sequence: sequence, isLive: sequence >= floor)
                guard sequence >= floor else { continue }
                let tick = try (row[2] as Data).decodingBytes { bytes throws(DamagedBlock) in try JournalTick(decoding: bytes) }
                guard tick.metrics.allSatisfy({ Int($0) < known }) else { throw DamagedBlock() }
                state.add(tick, sequence: sequence, now: now)
                replayed += Int64(tick.values.count)
            }
        }
        // The saved total is that of the last sealing, whose later ticks are those above its sequence.
        state.totalWrites = max(total, state.counts[0] + Int64(state.openSamples))
        if replayed > 0 { logger.debug("replayed the metric journal", metadata: ["samples": "\(replayed)"]) }
    }
}

extension Data {
    /// Hands the bytes to a decoder without copying them.
    func decodingBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) throws(DamagedBlock) -> Value) throws -> Value {
        try withUnsafeBytes { raw in try body(raw.bindMemory(to: UInt8.self)) }
    }
}
