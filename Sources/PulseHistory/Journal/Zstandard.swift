import CZstd

/// Compression of small journal rows by libzstd, level 1.
enum Zstandard {
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        let bound = ZSTD_compressBound(bytes.count)
        var failed = false
        let result = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            let size = ZSTD_compress(buffer.baseAddress, bound, bytes, bytes.count, 1)
            failed = ZSTD_isError(size) != 0
            count = failed ? 0 : size
        }
        return failed ? nil : result
    }

    /// `length` is the exact length of the result.
    static func decompress(_ bytes: UnsafeBufferPointer<UInt8>, length: Int) throws(DamagedBlock) -> [UInt8] {
        var failed = false
        let result = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let size = ZSTD_decompress(buffer.baseAddress, length, bytes.baseAddress, bytes.count)
            failed = ZSTD_isError(size) != 0 || size != length
            count = failed ? 0 : size
        }
        guard !failed else { throw DamagedBlock() }
        return result
    }
}
