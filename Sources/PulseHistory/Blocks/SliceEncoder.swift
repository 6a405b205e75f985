/// Packs the blocks of a group of resources into the bytes of one database row.
///
/// A row begins with a directory (resource, length), so that a reader decodes only the resource and the
/// metrics it was asked for. Each resource's part carries its own checksum.
enum SliceEncoder {
    static let version: UInt8 = 1

    /// `blocks` in ascending order of resource.
    static func encode(_ blocks: [ResourceBlock]) -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(version)
        writer.byte(blocks.contains { $0.series.contains { $0.isRollup } } ? 1 : 0)
        writer.varint(blocks.count)
        var last: UInt32 = 0
        var body: [UInt8] = []
        for block in blocks {
            let part = encode(block)
            writer.varint(UInt64(block.resource - last))
            writer.varint(part.count)
            last = block.resource
            body += part
        }
        return writer.bytes + body
    }

    private static func encode(_ block: ResourceBlock) -> [UInt8] {
        var directory = ByteWriter()
        TickColumn.encode(block.ticks, to: &directory)
        directory.varint(block.series.count)
        var columns: [UInt8] = []
        for series in block.series {
            let coded = ColumnEncoder.encode(series)
            directory.varint(UInt64(series.metric))
            directory.varint(coded.count)
            columns += coded
        }
        let content = directory.bytes + columns
        var part = ByteWriter()
        part.fixed32(content.withUnsafeBufferPointer { Checksum.of($0) })
        return part.bytes + content
    }
}
