import Foundation
import GRDB
import PulseCore

extension BlockStore {
    /// The lines of several resources from one tier: position of the key → metric → accumulator.
    typealias Lines = [Int: [UInt16: SeriesAccumulator]]

    /// Reads memory first and the database after it. A block sealed in between is recognised by the group's sealed
    /// sequence, so no sample is missing and none counts twice.
    func lines(_ reading: SeriesReading, tier: HistoryTier, start: Timestamp, end: Timestamp) async throws -> Lines {
        guard end >= start else { return [:] }
        let bounds = tickBounds(tier, start: start, end: end)
        var lines: Lines = [:]
        var distant: [SeriesReading.Part] = []
        for part in reading.parts {
            guard tier == .raw, part.completeSince <= start.milliseconds else {
                distant.append(part)
                continue
            }
            guard let hot = part.hot else { continue }
            Self.add(hot.block(part.resource, after: .min, metrics: reading.wanted), to: &lines, part.index, tier, bounds)
        }
        guard !distant.isEmpty else { return lines }
        guard !state.withLock({ $0.isClosed }) else { throw HistoryFailure.closed }
        let (asked, memory) = (distant, lines)
        do {
            return try await pool.read { db in
                var lines = memory
                try Self.read(asked, reading.wanted, tier, start...end, bounds, into: &lines, db)
                return lines
            }
        } catch {
            throw HistoryFailure.of(error, path: file.path)
        }
    }

    private static func read(
        _ parts: [SeriesReading.Part], _ metrics: Set<UInt16>?, _ tier: HistoryTier, _ range: ClosedRange<Timestamp>,
        _ bounds: ClosedRange<Int64>, into lines: inout Lines, _ db: Database
    ) throws {
        let sealed = try db.cachedStatement(sql: "SELECT sealed_sequence FROM resource_group WHERE id = ?")
        let slices = try db.cachedStatement(
            sql: """
                SELECT data FROM slice WHERE id IN
                (SELECT id FROM slice WHERE tier = ? AND resource_group = ? AND last >= ? AND first <= ?) ORDER BY first
                """)
        for (group, parts) in Dictionary(grouping: parts, by: \.group) {
            let sequence = try Int64.fetchOne(sealed, arguments: [group]) ?? 0
            let resources = Set(parts.map(\.resource))
            let indices = Dictionary(parts.map { ($0.resource, $0.index) }) { first, _ in first }
            let rows = try Row.fetchCursor(
                slices, arguments: [tier.code, group, range.lowerBound.milliseconds, range.upperBound.milliseconds])
            while let row = try rows.next() {
                let blocks = try (row[0] as Data).decodingBytes { bytes throws(DamagedBlock) in
                    try SliceDecoder.decode(bytes, resources: resources, metrics: metrics)
                }
                for block in blocks { add(block, to: &lines, indices[block.resource] ?? 0, tier, bounds) }
            }
            for part in parts {
                guard let hot = part.hot, hot.openTicks > 0 else { continue }
                var block = hot.block(part.resource, after: sequence, metrics: metrics)
                if tier != .raw { block = block.rolledUp(step: tier.stepSeconds) { $1 } }
                add(block, to: &lines, part.index, tier, bounds)
            }
        }
    }

    private static func add(
        _ block: ResourceBlock, to lines: inout Lines, _ index: Int, _ tier: HistoryTier, _ bounds: ClosedRange<Int64>
    ) {
        for column in block.series {
            lines[index, default: [:]][column.metric, default: SeriesAccumulator(tier: tier)].add(column, ticks: block.ticks, in: bounds)
        }
    }
}
