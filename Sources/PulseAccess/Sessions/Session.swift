import PulseCore

/// A signed-in browser. Known by the SHA-256 of its cookie; the cookie itself is never kept.
public struct Session: Sendable, Equatable {
    /// SHA-256 of the cookie value, hex.
    public let key: String
    public let user: String
    public let createdAt: Timestamp
    public internal(set) var expiresAt: Timestamp
    /// What each use extends it to.
    public let duration: Duration
    /// No use extends it beyond.
    public let cap: Timestamp
    /// When the browser last got the cookie.
    public internal(set) var cookieSentAt: Timestamp
    public let userAgent: String
    public let address: String
    /// A recovery session counts only from its address.
    public let isRecovery: Bool

    public init(
        key: String, user: String, createdAt: Timestamp, expiresAt: Timestamp, duration: Duration, cap: Timestamp, cookieSentAt: Timestamp,
        userAgent: String, address: String, isRecovery: Bool
    ) {
        self.key = key
        self.user = user
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.duration = duration
        self.cap = cap
        self.cookieSentAt = cookieSentAt
        self.userAgent = userAgent
        self.address = address
        self.isRecovery = isRecovery
    }
}
