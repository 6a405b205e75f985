import HTTPTypes
import NIOCore
import PulseAccess
import PulseCore

/// A request as its handler sees it: read, checked and named.
public struct RequestContext: Sendable {
    public var method: HTTPRequest.Method
    /// The path as sent, without the query.
    public var path: String
    public var parameters: PathParameters
    public var query: QueryParameters
    public var headers: HTTPFields
    /// The whole body, at most the endpoint's `bodyLimit`; empty when none was sent.
    public var body: ByteBuffer
    /// Who calls; always there unless the endpoint is public.
    public var principal: Principal?
    /// The caller's address after trusted proxies were taken into account.
    public var clientAddress: String
    /// The TCP peer is loopback and no forwarding header is present.
    public var isDirectLoopback: Bool
    /// TLS, or a trusted proxy says so.
    public var isSecure: Bool
    /// What the caller addresses, for building links: host and optional port.
    public var host: String
    public var requestID: String
    public var organization: String
    public var cookies: [String: String]
    public var now: Timestamp

    public init(
        method: HTTPRequest.Method = .get, path: String = "/", parameters: PathParameters = PathParameters(), query: Substring = "",
        headers: HTTPFields = [:], body: ByteBuffer = ByteBuffer(), principal: Principal? = nil, clientAddress: String = "127.0.0.1",
        isDirectLoopback: Bool = false, isSecure: Bool = false, host: String = "localhost", requestID: String = "",
        organization: String = "default", cookies: [String: String] = [:], now: Timestamp
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = QueryParameters(query)
        self.headers = headers
        self.body = body
        self.principal = principal
        self.clientAddress = clientAddress
        self.isDirectLoopback = isDirectLoopback
        self.isSecure = isSecure
        self.host = host
        self.requestID = requestID
        self.organization = organization
        self.cookies = cookies
        self.now = now
    }

    /// The scheme and host the caller addresses, for building links.
    public var baseURL: String { "\(isSecure ? "https" : "http")://\(host)" }
}
