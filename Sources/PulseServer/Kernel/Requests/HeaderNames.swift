import HTTPTypes

extension HTTPField.Name {
    /// A name from source text that is known to be a valid token.
    private static func known(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("\(text) is no header name") }
        return name
    }

    static let requestID = known("X-Request-ID")
    static let totalCount = known("X-Total-Count")
    static let apiToken = known("X-API-Token")
    static let csrfToken = known("X-CSRF-Token")
    static let authenticatedUser = known("X-Authenticated-User")
    static let authMethod = known("X-Auth-Method")
    static let authRecovery = known("X-Auth-Recovery")
    static let organization = known("X-Pulse-Org-ID")
    static let demoMode = known("X-Demo-Mode")
    static let forwarded = known("Forwarded")
    static let forwardedFor = known("X-Forwarded-For")
    static let forwardedProto = known("X-Forwarded-Proto")
    static let forwardedScheme = known("X-Forwarded-Scheme")
    static let forwardedHost = known("X-Forwarded-Host")
    static let realIP = known("X-Real-IP")
    static let fetchSite = known("Sec-Fetch-Site")
    static let frameOptions = known("X-Frame-Options")
    static let xssProtection = known("X-XSS-Protection")
    static let referrerPolicy = known("Referrer-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let rateLimit = known("X-RateLimit-Limit")
    static let rateRemaining = known("X-RateLimit-Remaining")
    static let rateReset = known("X-RateLimit-Reset")
}
