import HTTPTypes
import NIOCore
import PulseCore

/// What a handler answers.
public struct APIResponse: Sendable {
    public enum Body: Sendable {
        case none
        /// Bytes that are sent as they are, or gzipped when the client accepts it and they are text of some length.
        case bytes(ByteBuffer, contentType: String)
        /// A document that is encoded once for many requests.
        case encoded(EncodedDocument)
        /// A body without a known end, for example server-sent events; ends with the sequence or with the client.
        case stream(AsyncStream<ByteBuffer>, contentType: String)
    }

    public var status: Int
    public var headers: HTTPFields
    public var cookies: [ResponseCookie]
    public var body: Body

    public init(status: Int = 200, headers: HTTPFields = [:], cookies: [ResponseCookie] = [], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.cookies = cookies
        self.body = body
    }
}

extension APIResponse {
    static let json = "application/json"

    /// A JSON document from a finished writer.
    public static func json(_ writer: JSONWriter, status: Int = 200) -> Self {
        Self(status: status, body: .bytes(ByteBuffer(bytes: writer.bytes), contentType: json))
    }
    /// A JSON document written here.
    public static func json(status: Int = 200, _ write: (inout JSONWriter) -> Void) -> Self {
        var writer = JSONWriter()
        write(&writer)
        return json(writer, status: status)
    }
    /// A JSON object, its members written here.
    public static func object(status: Int = 200, _ write: (inout JSONWriter) -> Void) -> Self {
        json(status: status) { $0.object(write) }
    }
    /// A line or page of text.
    public static func text(_ text: String, status: Int = 200, contentType: String = "text/plain; charset=utf-8") -> Self {
        Self(status: status, body: .bytes(ByteBuffer(string: text), contentType: contentType))
    }
    /// Bytes of any kind.
    public static func bytes(_ bytes: [UInt8], contentType: String, status: Int = 200) -> Self {
        Self(status: status, body: .bytes(ByteBuffer(bytes: bytes), contentType: contentType))
    }
    /// A document that is encoded once for many requests; answers `If-None-Match` with 304.
    public static func encoded(_ document: EncodedDocument) -> Self { Self(body: .encoded(document)) }
    /// 204.
    public static let noContent = Self(status: 204)
    /// Sends the browser elsewhere.
    public static func redirect(to location: String, status: Int = 302) -> Self {
        Self(status: status, headers: [.location: location])
    }

    /// The same answer with one more cookie.
    public func setting(_ cookie: ResponseCookie) -> Self {
        var copy = self
        copy.cookies.append(cookie)
        return copy
    }
    /// The same answer with a header set.
    public func setting(_ name: HTTPField.Name, _ value: String) -> Self {
        var copy = self
        copy.headers[name] = value
        return copy
    }
}
