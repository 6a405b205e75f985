import HTTPTypes
import NIOCore

/// An answer ready for the wire.
public struct OutgoingResponse: Sendable {
    public enum Body: Sendable {
        case none
        case buffer(ByteBuffer)
        case stream(AsyncStream<ByteBuffer>)
    }
    public var head: HTTPResponse
    public var body: Body
    /// The request's body was not read and may be large: close instead of reading on.
    public var closesConnection = false
}
