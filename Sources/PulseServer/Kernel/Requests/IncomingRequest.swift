import HTTPTypes
import NIOCore

/// A request as the connection delivers it, before anything about it is known.
public struct IncomingRequest: Sendable {
    public let method: HTTPRequest.Method
    /// Path and query as sent.
    public let target: String
    public let authority: String?
    public let headers: HTTPFields
    /// IP address of the TCP peer.
    public let peer: String
    public let isTLS: Bool
    /// Reads the body, at most so many bytes; a longer one throws `NIOTooManyBytesError`.
    public let readBody: @Sendable (Int) async throws -> ByteBuffer

    public init(
        method: HTTPRequest.Method, target: String, authority: String?, headers: HTTPFields, peer: String, isTLS: Bool,
        readBody: @escaping @Sendable (Int) async throws -> ByteBuffer
    ) {
        self.method = method
        self.target = target
        self.authority = authority
        self.headers = headers
        self.peer = peer
        self.isTLS = isTLS
        self.readBody = readBody
    }

    var path: Substring { target.prefix { $0 != "?" } }
    var query: Substring { target.drop { $0 != "?" }.dropFirst() }
}
