/// Where an access operation comes from.
public struct Caller: Sendable {
    public let address: String
    public let isDirectLoopback: Bool
    public let userAgent: String

    public init(address: String, isDirectLoopback: Bool, userAgent: String = "") {
        self.address = address
        self.isDirectLoopback = isDirectLoopback
        self.userAgent = userAgent
    }

    public init(_ credentials: Credentials) {
        self.init(address: credentials.clientAddress, isDirectLoopback: credentials.isDirectLoopback, userAgent: credentials.userAgent)
    }
}

/// A credential that has just ended; sockets that live by it must close.
public enum Revocation: Sendable, Equatable {
    case session(key: String)
    case token(id: String)
}

/// What a fresh session gives the browser.
public struct SessionGrant: Sendable {
    /// The session cookie's value, 64 hex digits; shown here only.
    public let cookie: String
    public let session: Session
    /// The value of the CSRF cookie.
    public let csrfToken: String
    /// Seconds for both cookies.
    public let maxAge: Int
}
