/// Layout: a format byte (1 plain, 2 zstd with the plain length before it), then columns: time, resources, sizes,
/// metrics, value heads, value bytes. Columns of equal kind compress to nearly nothing from tick to tick.
extension JournalTick {
    private static let mostSamples = 4_000_000
    private static let mostBytes = 64 << 20

    func encoded() -> [UInt8] {
        var plain = ByteWriter()
        plain.signed(at)
        plain.varint(resources.count)
        var last: Int64 = 0
        for (resource, size) in zip(resources, sizes) {
            plain.signed(Int64(resource) - last)
            plain.varint(size)
            last = Int64(resource)
        }
        for metric in metrics { plain.varint(UInt64(metric)) }
        var tails = ByteWriter()
        for value in values {
            let parts = CompactValue.parts(value)
            plain.byte(parts.head)
            tails.little(parts.bits, count: parts.length)
        }
        plain.bytes += tails.bytes
        var packed = ByteWriter()
        if let compressed = Zstandard.compress(plain.bytes), compressed.count + 4 < plain.bytes.count {
            packed.byte(2)
            packed.varint(plain.bytes.count)
            packed.bytes += compressed
        } else {
            packed.byte(1)
            packed.bytes += plain.bytes
        }
        return packed.bytes
    }

    init(decoding bytes: UnsafeBufferPointer<UInt8>) throws(DamagedBlock) {
        var reader = ByteReader(bytes)
        let format = try reader.byte()
        if format == 1 {
            self = try Self.plain(&reader)
            return
        }
        guard format == 2 else { throw DamagedBlock() }
        let length = try reader.count(limit: Self.mostBytes)
        let plain = try Zstandard.decompress(try reader.slice(reader.remaining), length: length)
        self = try Self.decode(plain)
    }

    private static func decode(_ bytes: [UInt8]) throws(DamagedBlock) -> JournalTick {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(DamagedBlock) -> JournalTick in
                var reader = ByteReader(buffer)
                return try plain(&reader)
            }
        }
        return try result.get()
    }

    private static func plain(_ reader: inout ByteReader) throws(DamagedBlock) -> JournalTick {
        var tick = JournalTick(at: try reader.signed())
        var resource: Int64 = 0
        var total = 0
        for _ in 0..<(try reader.count(limit: mostSamples)) {
            resource = resource &+ (try reader.signed())
            guard let exact = UInt32(exactly: resource) else { throw DamagedBlock() }
            tick.resources.append(exact)
            let size = try reader.count(limit: mostSamples)
            tick.sizes.append(size)
            total += size
        }
        guard total <= reader.remaining else { throw DamagedBlock() }
        for _ in 0..<total { tick.metrics.append(UInt16(try reader.count(limit: Int(UInt16.max)))) }
        let heads = try reader.slice(total)
        for head in heads { tick.values.append(try CompactValue.read(head: head, from: &reader)) }
        return tick
    }
}
