import HummingbirdCore
import NIOCore
import Synchronization

/// Reads a request's body, which can be begun only once.
final class BodyReader: Sendable {
    private let body: RequestBody
    private let isBegun = Atomic<Bool>(false)
    /// Read and dropped beyond the limit before giving up, in bytes.
    private static let overrun = 1 << 20

    init(_ body: RequestBody) { self.body = body }

    /// The whole body.
    ///
    /// - Throws: `NIOTooManyBytesError` for a body that is longer; some of the rest has then been read, so that the client, still
    ///   sending, gets to see the answer.
    func read(_ limit: Int) async throws -> ByteBuffer {
        guard !isBegun.exchange(true, ordering: .relaxed) else { return ByteBuffer() }
        var whole = ByteBuffer()
        var dropped = 0
        for try await part in body {
            guard dropped == 0, whole.readableBytes + part.readableBytes <= limit else {
                dropped += part.readableBytes
                guard dropped < Self.overrun else { break }
                continue
            }
            whole.writeImmutableBuffer(part)
        }
        guard dropped == 0 else { throw NIOTooManyBytesError(maxBytes: limit) }
        return whole
    }

    /// Reads and forgets a body nobody wanted, at most so many bytes of it.
    func drop(upTo limit: Int) async { _ = try? await read(limit) }
}
