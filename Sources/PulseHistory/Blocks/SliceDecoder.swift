/// Unpacks the parts of a database row that are asked for.
enum SliceDecoder {
    private static let mostResources = 4096
    private static let mostSeries = 65_536

    /// The blocks of `resources` (`nil`: all), each with the series of `metrics` (`nil`: all).
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, resources: Set<UInt32>? = nil, metrics: Set<UInt16>? = nil
    ) throws(DamagedBlock) -> [ResourceBlock] {
        var reader = ByteReader(bytes)
        guard try reader.byte() == SliceEncoder.version else { throw DamagedBlock() }
        let kind = try reader.byte()
        guard kind <= 1 else { throw DamagedBlock() }
        let count = try reader.count(limit: mostResources)
        var resource: UInt32 = 0
        var parts: [(resource: UInt32, length: Int)] = []
        for _ in 0..<count {
            let next = UInt64(resource) + UInt64(try reader.count(limit: Int(UInt32.max)))
            guard let exact = UInt32(exactly: next) else { throw DamagedBlock() }
            resource = exact
            parts.append((resource, try reader.count(limit: bytes.count)))
        }
        var blocks: [ResourceBlock] = []
        for part in parts {
            let content = try reader.slice(part.length)
            if let resources, !resources.contains(part.resource) { continue }
            blocks.append(try block(content, part.resource, metrics, isRollup: kind == 1))
        }
        return blocks
    }

    private static func block(
        _ bytes: UnsafeBufferPointer<UInt8>, _ resource: UInt32, _ metrics: Set<UInt16>?, isRollup: Bool
    ) throws(DamagedBlock) -> ResourceBlock {
        var reader = ByteReader(bytes)
        let checksum = try reader.fixed32()
        guard Checksum.of(UnsafeBufferPointer(rebasing: bytes[4...])) == checksum else { throw DamagedBlock() }
        let ticks = try TickColumn.decode(from: &reader)
        var directory: [(metric: UInt16, length: Int)] = []
        for _ in 0..<(try reader.count(limit: mostSeries)) {
            let metric = UInt16(try reader.count(limit: Int(UInt16.max)))
            directory.append((metric, try reader.count(limit: bytes.count)))
        }
        var block = ResourceBlock(resource: resource, ticks: ticks, series: [])
        for entry in directory {
            let content = try reader.slice(entry.length)
            if let metrics, !metrics.contains(entry.metric) { continue }
            block.series.append(
                try ColumnDecoder.decode(content, metric: entry.metric, count: ticks.count, isRollup: isRollup))
        }
        return block
    }
}
