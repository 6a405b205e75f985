import PulseCore

/// What a request carries that may prove who sent it, free of any HTTP library.
public struct Credentials: Sendable {
    /// `X-API-Token`.
    public var apiToken: String?
    /// `Authorization`, whole.
    public var authorization: String?
    /// Cookies by name.
    public var cookies: [String: String] = [:]
    /// `?token=`; only filled on WebSocket upgrades.
    public var queryToken: String?
    /// Any header by its lower-case name, for proxy authentication.
    public var header: @Sendable (String) -> String? = { _ in nil }
    /// Address of the caller after trusted proxies were taken into account.
    public var clientAddress: String = ""
    /// The peer is loopback and no forwarding header is present.
    public var isDirectLoopback = false
    /// TLS, or a trusted proxy says so.
    public var isSecure = false
    public var userAgent: String = ""

    public init() {}
}

/// The answer to "who is this?".
public enum Authentication: Sendable {
    case principal(Principal)
    /// Nothing was presented, or nothing that counts.
    case anonymous
    /// Something was presented and it is wrong; the request ends with this answer.
    case refused(Refusal)

    /// A refusal with its HTTP status and exact body text of the contract.
    public struct Refusal: Sendable {
        public let status: Int
        /// Value of `error`.
        public let error: String
        /// Value of `message`, where it differs from `error`.
        public let message: String?
        public let headers: [String: String]
        /// Further members, for example `lockedUntil`.
        public let details: [String: String]

        public init(status: Int, error: String, message: String? = nil, headers: [String: String] = [:], details: [String: String] = [:]) {
            self.status = status
            self.error = error
            self.message = message
            self.headers = headers
            self.details = details
        }
    }
}

/// Resolves credentials; the server asks it once for each request and again every minute for each open socket.
public protocol RequestAuthenticator: Sendable {
    func authenticate(_ credentials: Credentials, at now: Timestamp) async -> Authentication
    /// Whether anything at all can authenticate; before that only the set-up flow answers.
    var isConfigured: Bool { get async }
    /// Whether a session's CSRF token belongs to it.
    func isValidCSRFToken(_ token: String, sessionKey: String, at now: Timestamp) async -> Bool
    /// A fresh CSRF token for the session.
    func makeCSRFToken(sessionKey: String, at now: Timestamp) async -> String
}
