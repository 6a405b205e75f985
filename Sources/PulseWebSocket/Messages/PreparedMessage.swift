import NIOCore
import Synchronization

/// A text message that is encoded once, compressed at most once, and sent to any number of connections.
public final class PreparedMessage: Sendable {
    /// The text.
    public let plain: ByteBuffer
    private let compressed = Mutex<ByteBuffer?>(nil)

    public init(_ text: ByteBuffer) { plain = text }
    public convenience init(_ text: String) { self.init(ByteBuffer(string: text)) }
    public convenience init(_ bytes: [UInt8]) { self.init(ByteBuffer(bytes: bytes)) }

    /// The compressed form, made when first asked for; `nil` where compressing gains nothing.
    public var deflated: ByteBuffer? {
        guard plain.readableBytes >= MessageDeflate.worthwhileBytes else { return nil }
        let form = compressed.withLock { form in
            if let form { return form }
            let made = MessageDeflate.compress(plain) ?? ByteBuffer()
            form = made
            return made
        }
        return form.readableBytes > 0 && form.readableBytes < plain.readableBytes ? form : nil
    }
}
