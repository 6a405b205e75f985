import CZlib
import NIOCore

/// One pass of zlib over a whole buffer, for every format around it.
package enum Deflate {
    /// What stands around the compressed bytes, by zlib's number for the window.
    package enum Format: Int32, Sendable {
        /// Nothing.
        case raw = -15
        /// A gzip header and its checksum.
        case gzip = 31
    }

    /// How the bytes end.
    package enum Ending: Sendable {
        /// For good.
        case finished
        /// On a byte's edge, so that more could follow.
        case flushed
    }

    /// The compressed bytes, or `nil` when zlib fails.
    ///
    /// - Parameter level: 1 is the fastest, 9 the smallest.
    package static func compress(_ input: ByteBuffer, level: Int32, _ format: Format, _ ending: Ending) -> ByteBuffer? {
        var storage = z_stream()
        // zlib remembers the address of its stream: it must not move.
        return withUnsafeMutablePointer(to: &storage) { stream in
            let size = Int32(MemoryLayout<z_stream>.size)
            guard deflateInit2_(stream, level, Z_DEFLATED, format.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
                return nil
            }
            defer { deflateEnd(stream) }
            // A flush adds a few bytes that the bound does not count.
            let bound = Int(deflateBound(stream, UInt(input.readableBytes))) + 16
            var output = ByteBufferAllocator().buffer(capacity: bound)
            var result: Int32 = Z_OK
            input.withUnsafeReadableBytes { source in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
                stream.pointee.avail_in = UInt32(source.count)
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { target in
                    stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    result = deflate(stream, ending == .finished ? Z_FINISH : Z_SYNC_FLUSH)
                    return target.count - Int(stream.pointee.avail_out)
                }
            }
            guard result == (ending == .finished ? Z_STREAM_END : Z_OK), stream.pointee.avail_in == 0 else { return nil }
            return output
        }
    }
}
