import CZlib
import NIOCore

/// Raw deflate of whole messages (RFC 7692) without context takeover.
///
/// No state outlives a message, so a message's bytes are the same for every connection and no connection holds a window.
enum MessageDeflate {
    enum Failure: Error, Equatable {
        case tooLarge
        case damaged
    }

    /// Shorter messages gain nothing.
    static let worthwhileBytes = 256
    private static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]

    /// The compressed message without the tail the RFC leaves out, or `nil` when zlib fails.
    static func compress(_ input: ByteBuffer) -> ByteBuffer? {
        guard let output = Deflate.compress(input, level: 1, .raw, .flushed), output.readableBytes > tail.count else { return nil }
        return output.getSlice(at: output.readerIndex, length: output.readableBytes - tail.count)
    }

    /// The message, never more than `limit` bytes of it: a small frame cannot become a large message.
    static func decompress(_ input: ByteBuffer, limit: Int) throws(Failure) -> ByteBuffer {
        var source = input
        source.writeBytes(tail)
        var storage = z_stream()
        let outcome: Result<ByteBuffer, Failure> = withUnsafeMutablePointer(to: &storage) { stream in
            guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return .failure(.damaged) }
            defer { inflateEnd(stream) }
            return source.withUnsafeReadableBytes { bytes in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
                stream.pointee.avail_in = UInt32(bytes.count)
                return inflateAll(stream, limit: limit)
            }
        }
        return try outcome.get()
    }

    private static func inflateAll(_ stream: UnsafeMutablePointer<z_stream>, limit: Int) -> Result<ByteBuffer, Failure> {
        var output = ByteBuffer()
        while true {
            var result: Int32 = Z_OK
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: 4096) { target in
                stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(target.count)
                result = inflate(stream, Z_SYNC_FLUSH)
                return target.count - Int(stream.pointee.avail_out)
            }
            guard output.readableBytes <= limit else { return .failure(.tooLarge) }
            switch result {
            case Z_STREAM_END: return .success(output)
            case Z_OK where stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0: continue
            case Z_OK: return .success(output)
            // No progress possible and no input left: the message has ended exactly at the end of the space.
            case Z_BUF_ERROR where stream.pointee.avail_in == 0: return .success(output)
            default: return .failure(.damaged)
            }
        }
    }
}
