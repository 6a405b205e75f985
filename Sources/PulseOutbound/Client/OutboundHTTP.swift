/// One request to a server that Pulse watches.
public struct OutboundRequest: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }
    public var method: Method
    /// Path and query, for example `/api2/json/nodes`.
    public var target: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// For the whole exchange, connecting and reading included.
    public var timeout: Duration
    /// Bytes of the answer's body, unpacked; `nil` takes the client's.
    public var bodyLimit: Int?

    public init(
        _ method: Method = .get, _ target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(60), bodyLimit: Int? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.bodyLimit = bodyLimit
    }
}

/// An answer, read to its end.
public struct OutboundResponse: Sendable {
    public var status: Int
    /// The words behind the status in the first line; some servers put their message there.
    public var reason: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(status: Int, reason: String = "", headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// The first header of that name; case does not matter.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Speaks HTTP with one server: one address, one way of trusting it, redirects not followed, bodies bounded.
public protocol OutboundHTTP: Sendable {
    /// Sends a request and reads the whole answer.
    func send(_ request: OutboundRequest) async throws(OutboundFailure) -> OutboundResponse
    /// Closes the kept connections; requests under way fail.
    func close() async
}

/// Makes the clients; a protocol, so that tests can answer from recordings.
public protocol OutboundFactory: Sendable {
    /// A client of the server at `origin`, for example `https://pve1:8006`. Bodies over `bodyLimit` bytes fail.
    func client(origin: String, trust: TLSTrust, bodyLimit: Int) -> any OutboundHTTP
    /// The certificate the server presents now; nothing is sent over the connection.
    func presentedCertificate(origin: String, timeout: Duration) async throws(OutboundFailure) -> Fingerprint
    /// The certificate the server presents now, and whether the system's authorities vouch for it.
    func examineCertificate(origin: String, timeout: Duration) async throws(OutboundFailure) -> CertificateExamination
}

extension OutboundFactory {
    public func examineCertificate(origin: String, timeout: Duration) async throws(OutboundFailure) -> CertificateExamination {
        CertificateExamination(
            fingerprint: try await presentedCertificate(origin: origin, timeout: timeout), isTrustedBySystem: nil, expires: nil)
    }
}
