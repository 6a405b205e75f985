import HTTPTypes

/// Which other origins' pages may read our answers.
public struct CORSPolicy: Sendable, Equatable {
    /// Exact origins; `*` for everybody, then without credentials.
    public let origins: [String]
    var allowsAll: Bool { origins.contains("*") }

    /// Nobody.
    public static let none = CORSPolicy(origins: [])

    public init(origins: [String]) { self.origins = origins }

    /// Reads `ALLOWED_ORIGINS`: origins with commas between them.
    public init(parsing text: String) {
        origins = text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    }

    /// Adds what the origin is told.
    func apply(to headers: inout HTTPFields, origin: String?) {
        guard !origins.isEmpty else { return }
        if allowsAll {
            headers[.accessControlAllowOrigin] = "*"
        } else {
            headers.append(HTTPField(name: .vary, value: "Origin"))
            guard let origin, origins.contains(origin) else { return }
            headers[.accessControlAllowOrigin] = origin
            headers[.accessControlAllowCredentials] = "true"
        }
        headers[.accessControlAllowMethods] = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
        headers[.accessControlAllowHeaders] =
            "Content-Type, Authorization, X-API-Token, X-CSRF-Token, X-Setup-Token, X-Pulse-Org-ID, X-Recovery-Token"
        headers[.accessControlExposeHeaders] = "X-CSRF-Token, X-Authenticated-User, X-Auth-Method, X-Request-ID, ETag"
        headers[.accessControlMaxAge] = "3600"
    }
}
