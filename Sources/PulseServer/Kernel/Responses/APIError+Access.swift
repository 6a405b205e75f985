import HTTPTypes
import PulseAccess
import PulseCore

extension APIError {
    static let authenticationRequired = APIError(401, "authentication_required", "Authentication required")
    static let adminRequired = APIError(403, "admin_required", "Admin privileges required")
    static let csrfTokenFailed = APIError(403, "csrf_failed", "CSRF token validation failed")
    static let csrfOriginFailed = APIError(403, "csrf_origin_failed", "CSRF origin validation failed")
    static let routeNotFound = APIError(404, "route_not_found", "No such route")
    static let invalidPath = APIError(400, "invalid_path", "Invalid path")
    static let bodyTooLarge = APIError(413, "body_too_large", "Request body too large")
    static let unexpected = APIError(500, "internal_error", "An unexpected error occurred")
    static let demoMode = APIError(
        403, "demo_mode", "This is a read-only demo instance. Modifications are disabled.", error: "Demo mode enabled")

    static func missingScope(_ scope: Scope) -> APIError {
        APIError(
            403, "missing_scope", "This token lacks the scope \(scope.rawValue)", error: "missing_scope",
            members: ["requiredScope": .text(scope.rawValue)])
    }
    static func missingScopes(_ scopes: [Scope]) -> APIError {
        let names = scopes.map(\.rawValue)
        return APIError(
            403, "missing_scope", "This token needs one of the scopes \(names.joined(separator: ", "))", error: "missing_scope",
            members: ["requiredScope": .text(names.first ?? ""), "requiredScopes": .texts(names)])
    }
    static func licenceRequired(_ feature: LicenceFeature) -> APIError {
        APIError(
            402, "license_required", "This feature needs a licence", error: "license_required",
            members: ["feature": .text(feature.rawValue), "upgrade_url": .text("/settings/system/billing")])
    }
    static func methodNotAllowed(allow: String) -> APIError {
        APIError(405, "method_not_allowed", "Method not allowed", headers: [.allow: allow])
    }
    static func rateLimited(_ refusal: RateRefusal, at now: Timestamp) -> APIError {
        let wait = max(1, (refusal.reset.milliseconds - now.milliseconds + 999) / 1000)
        return APIError(
            429, "rate_limited", "Rate limit exceeded. Please try again later.",
            headers: [
                .retryAfter: String(wait), .rateLimit: String(refusal.limit), .rateRemaining: "0",
                .rateReset: Timestamp(seconds: refusal.reset.seconds).rfc3339,
            ])
    }

    /// The answer to credentials that were wrong.
    init(_ refusal: Authentication.Refusal) {
        let code = refusal.status == 401 ? "authentication_failed" : refusal.status == 429 ? "rate_limited" : "access_refused"
        var headers = HTTPFields()
        for (name, value) in refusal.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        self.init(
            refusal.status, code, refusal.message ?? refusal.error, error: refusal.error,
            members: refusal.details.mapValues { .text($0) }, headers: headers)
    }
}
