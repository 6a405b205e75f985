/// Who is calling, as far as it has been proven.
public struct Principal: Sendable, Equatable {
    /// How the caller proved it; the value of the header `X-Auth-Method`.
    public enum Method: String, Sendable {
        case proxy
        case apiToken = "api_token"
        case session
        case recoverySession = "recovery_session"
        case basic
    }

    /// User name, or `token:<record id>` for a token without an owner.
    public let name: String
    public let method: Method
    /// The scopes of a token; `nil` for people, who are not limited by scopes.
    public let scopes: Set<Scope>?
    /// Whether a person passes the admin gate. Tokens pass it always; their scope decides.
    public let isAdmin: Bool
    /// The token's record id.
    public let tokenID: String?
    /// SHA-256 (hex) of the session cookie: the session's key, never the cookie itself.
    public let sessionKey: String?
    /// Seconds for which the session cookie should be sent again with the same value; `nil` when it is young enough.
    ///
    /// Set once when half of the cookie's life is over, because the server's side slides while the browser's does not.
    public let cookieRenewal: Int?

    public init(
        name: String, method: Method, scopes: Set<Scope>? = nil, isAdmin: Bool, tokenID: String? = nil, sessionKey: String? = nil,
        cookieRenewal: Int? = nil
    ) {
        self.name = name
        self.method = method
        self.scopes = scopes
        self.isAdmin = isAdmin
        self.tokenID = tokenID
        self.sessionKey = sessionKey
        self.cookieRenewal = cookieRenewal
    }

    /// Whether the caller holds the scope: people always do, tokens when it is listed or they hold `*`.
    public func holds(_ scope: Scope) -> Bool {
        guard let scopes else { return true }
        return scopes.contains(.all) || scopes.contains(scope)
    }
}
