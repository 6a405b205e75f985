import PulseCore

/// Why an access operation was refused, in the status and words of the contract.
public struct AccessRefusal: Error, Sendable, Equatable {
    /// HTTP status.
    public let status: Int
    /// Stable code, for example `invalid_password`.
    public let code: String
    /// The exact sentence.
    public let message: String
    /// Whole seconds for `Retry-After`.
    public let retryAfter: Int?

    public init(_ status: Int, _ code: String, _ message: String, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }
}
