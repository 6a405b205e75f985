import HTTPTypes

/// One route of the server: its address, who may call it, its limits, its shapes and its handler.
public struct Endpoint: Sendable {
    public typealias Handler = @Sendable (RequestContext) async throws -> APIResponse

    /// How refusals and errors of this endpoint are written.
    public enum ErrorStyle: Sendable {
        /// The JSON error body.
        case json
        /// One line of text, for callers that are shell scripts.
        case text
    }

    public let method: HTTPRequest.Method
    /// Path template: `/api/resources/{id}`, or with a last `{id...}` that takes the rest of the path.
    public let path: String
    public let access: AccessRule
    public let licence: LicenceFeature?
    /// Largest accepted request body in bytes; a larger one is answered with 413.
    public let bodyLimit: Int
    public let rateClass: RateClass
    public let request: BodySchema?
    public let answers: AnswerSchema?
    /// One line of documentation.
    public let summary: String
    /// Whether a session must send its CSRF token with a method that changes things.
    public let needsCSRFToken: Bool
    public let errorStyle: ErrorStyle
    public let handler: Handler

    public init(
        method: HTTPRequest.Method, path: String, access: AccessRule, licence: LicenceFeature? = nil, bodyLimit: Int = Self.usualBodyLimit,
        rateClass: RateClass? = nil, request: BodySchema? = nil, answers: AnswerSchema? = nil, summary: String, needsCSRFToken: Bool = true,
        errorStyle: ErrorStyle = .json, handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.licence = licence
        self.bodyLimit = bodyLimit
        self.rateClass = rateClass ?? (access == .public ? .public : .general)
        self.request = request
        self.answers = answers
        self.summary = summary
        self.needsCSRFToken = needsCSRFToken
        self.errorStyle = errorStyle
        self.handler = handler
    }

    /// 1 MiB.
    public static let usualBodyLimit = 1 << 20
}
