import NIOCore

/// A 64-bit digest for telling versions of our own documents apart. Not for secrets.
enum ContentDigest {
    static func hex(of buffer: ByteBuffer) -> String {
        let value = buffer.withUnsafeReadableBytes { bytes in
            var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
            var offset = 0
            while offset + 8 <= bytes.count {
                mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), into: &hash)
                offset += 8
            }
            while offset < bytes.count {
                mix(UInt64(bytes[offset]), into: &hash)
                offset += 1
            }
            return hash
        }
        return String(value, radix: 16)
    }

    private static func mix(_ word: UInt64, into hash: inout UInt64) {
        let product = (hash ^ word).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
        hash = product.high &+ (product.low ^ (product.low >> 29))
    }
}
