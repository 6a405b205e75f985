import PulseCore

/// Something the audit log wants to know that only the pipeline sees.
public struct SecurityEvent: Sendable {
    public enum Kind: String, Sendable {
        case csrfFailure = "csrf_failure"
        case rateLimited = "rate_limited"
    }
    public let kind: Kind
    public let user: String?
    public let clientAddress: String
    public let path: String
    public let requestID: String
    public let moment: Timestamp
}
