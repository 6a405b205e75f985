import NIOCore
import Synchronization

/// A document encoded once and sent many times: its bytes, its gzip form (made when first asked for) and its ETag.
///
/// Cheap to share; make a new one when the content changes.
public final class EncodedDocument: Sendable {
    public let bytes: ByteBuffer
    public let contentType: String
    /// The whole value of the `ETag` header; weak, because one tag stands for the plain and the gzip form.
    public let etag: String
    private let compressed = Mutex<ByteBuffer?>(nil)

    /// - Parameter version: what changes exactly when the content does, for example a revision with the process's start; by default a
    ///   digest of the bytes.
    public init(_ bytes: ByteBuffer, contentType: String = "application/json", version: String? = nil) {
        self.bytes = bytes
        self.contentType = contentType
        etag = "W/\"\(version ?? ContentDigest.hex(of: bytes))\""
    }

    public convenience init(_ bytes: [UInt8], contentType: String = "application/json", version: String? = nil) {
        self.init(ByteBuffer(bytes: bytes), contentType: contentType, version: version)
    }

    /// The gzip form, or `nil` where compressing gains nothing.
    public var gzip: ByteBuffer? {
        let form = compressed.withLock { form in
            if let form { return form }
            let made = bytes.readableBytes >= Gzip.worthwhileBytes ? Gzip.compress(bytes) : ByteBuffer()
            form = made
            return made
        }
        return form.readableBytes > 0 && form.readableBytes < bytes.readableBytes ? form : nil
    }
}
