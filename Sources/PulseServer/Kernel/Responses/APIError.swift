import HTTPTypes
import PulseCore

/// A refusal or failure as the caller sees it.
///
/// Written as `{"error","message","code","status_code","timestamp","request_id","details"}` plus `members`.
public struct APIError: Error, Sendable {
    /// A further member of the body, beside the usual ones.
    public enum Member: Sendable, Equatable {
        case text(String)
        case texts([String])
        case integer(Int)
        case flag(Bool)
    }

    /// HTTP status, 400...599.
    public var status: Int
    /// Stable code, for programs.
    public var code: String
    /// A sentence for people.
    public var message: String
    /// Value of `error` where the contract wants another text than `message`.
    public var error: String?
    public var details: [String: String]
    public var members: [String: Member]
    public var headers: HTTPFields

    public init(
        _ status: Int, _ code: String, _ message: String, error: String? = nil, details: [String: String] = [:],
        members: [String: Member] = [:], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.error = error
        self.details = details
        self.members = members
        self.headers = headers
    }

    public static func badRequest(_ code: String, _ message: String, details: [String: String] = [:]) -> Self {
        Self(400, code, message, details: details)
    }
    public static func forbidden(_ code: String, _ message: String) -> Self { Self(403, code, message) }
    public static func notFound(_ code: String, _ message: String) -> Self { Self(404, code, message) }
    public static func conflict(_ code: String, _ message: String) -> Self { Self(409, code, message) }
    public static func unavailable(_ code: String, _ message: String) -> Self { Self(503, code, message) }
}
