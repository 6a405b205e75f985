/// An error that people and programs may see: a stable code, a sentence, and what caused it.
///
/// The same `code` appears in the API's answer, in the log and in the documentation, so it never changes
/// once released. `message` is a sentence for a human and never contains a secret.
public struct PulseError: Error, Sendable {
    /// Lower-case words joined by `_`, for example `invalid_range`.
    public let code: String
    /// A sentence that says what is wrong and, where possible, what to do.
    public let message: String
    /// Facts about this occurrence, for example `["field": "username"]`.
    public let details: [String: String]
    /// The error below this one, for the log only.
    public let cause: (any Error)?

    public init(_ code: String, _ message: String, details: [String: String] = [:], cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.details = details
        self.cause = cause
    }
}

extension PulseError: CustomStringConvertible {
    public var description: String {
        guard let cause else { return "\(message) [\(code)]" }
        return "\(message) [\(code)]: \(cause)"
    }
}
