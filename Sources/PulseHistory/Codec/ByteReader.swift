/// Reads what `ByteWriter` wrote and throws `DamagedBlock` instead of reading past the end.
struct ByteReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    /// The buffer must outlive the reader.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    mutating func byte() throws(DamagedBlock) -> UInt8 {
        guard position < bytes.count else { throw DamagedBlock() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func varint() throws(DamagedBlock) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let next = try byte()
            value |= UInt64(next & 127) << shift
            if next < 128 { return value }
            shift += 7
        }
        throw DamagedBlock()
    }

    /// A count or a length; refuses more than `limit`, so that damage cannot ask for gigabytes.
    mutating func count(limit: Int) throws(DamagedBlock) -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw DamagedBlock() }
        return Int(value)
    }

    mutating func signed() throws(DamagedBlock) -> Int64 { IntegerModel.unfold(try varint()) }

    mutating func fixed32() throws(DamagedBlock) -> UInt32 {
        var value: UInt32 = 0
        for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(try byte()) << shift }
        return value
    }

    mutating func fixed64() throws(DamagedBlock) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
        return value
    }

    mutating func slice(_ length: Int) throws(DamagedBlock) -> UnsafeBufferPointer<UInt8> {
        guard length >= 0, length <= remaining else { throw DamagedBlock() }
        defer { position += length }
        return UnsafeBufferPointer(rebasing: bytes[position..<position + length])
    }
}

/// A block's bytes are not what was written.
struct DamagedBlock: Error {}
