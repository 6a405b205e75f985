import HTTPTypes

/// The headers every answer carries, put together once.
struct SecurityHeaders: Sendable {
    /// For `/api` and `/ws`: nothing is cached, nothing is executed.
    let api: HTTPFields
    let secureAPI: HTTPFields
    /// For pages and their parts; the content policy is added with its nonce.
    let page: HTTPFields
    let securePage: HTTPFields
    private let frameAncestors: String

    /// - Parameter embedders: origins that may show the pages in a frame; empty for none.
    init(embedders: [String]) {
        frameAncestors = embedders.isEmpty ? "'none'" : (["'self'"] + embedders).joined(separator: " ")
        var common: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .xssProtection: "0",
            .referrerPolicy: "strict-origin-when-cross-origin",
            .permissionsPolicy: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        ]
        if embedders.isEmpty { common[.frameOptions] = "DENY" }
        var api = common
        api[.cacheControl] = "no-store"
        api[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors \(frameAncestors)"
        self.api = api
        page = common
        secureAPI = Self.secured(api)
        securePage = Self.secured(common)
    }

    private static func secured(_ headers: HTTPFields) -> HTTPFields {
        var copy = headers
        copy[.strictTransportSecurity] = "max-age=31536000; includeSubDomains; preload"
        return copy
    }

    /// The policy of a page whose own scripts and styles carry the nonce.
    func contentPolicy(nonce: String) -> String {
        """
        default-src 'self'; script-src 'self' 'nonce-\(nonce)'; style-src 'self' 'nonce-\(nonce)'; img-src 'self' data: blob:; \
        connect-src 'self' ws: wss:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; \
        frame-ancestors \(frameAncestors)
        """
    }
}
