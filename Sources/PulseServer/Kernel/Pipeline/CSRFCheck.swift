import HTTPTypes
import PulseAccess

/// Whether a state-changing request could have been sent by somebody else's page.
enum CSRFCheck {
    enum Need: Equatable {
        case nothing
        /// The session's token must come along.
        case token(sessionKey: String)
        /// A proxy's identity sticks to the browser like a cookie; the origin must be ours.
        case origin
    }

    static func need(method: HTTPRequest.Method, endpoint: Endpoint, principal: Principal?) -> Need {
        guard endpoint.needsCSRFToken, isUnsafe(method), let principal else { return .nothing }
        switch principal.method {
        case .session, .recoverySession: return principal.sessionKey.map { .token(sessionKey: $0) } ?? .nothing
        case .proxy: return .origin
        case .apiToken, .basic: return .nothing
        }
    }

    static func isUnsafe(_ method: HTTPRequest.Method) -> Bool { method != .get && method != .head && method != .options }

    /// Whether the browser says the request comes from our own page, or says nothing.
    static func isOwnOrigin(_ headers: HTTPFields, caller: CallerAddress) -> Bool {
        if headers[.fetchSite]?.lowercased() == "cross-site" { return false }
        let own = "\(caller.isSecure ? "https" : "http")://\(caller.host.lowercased())"
        if let origin = headers[.origin] { return origin.lowercased() == own }
        guard let referer = headers[.referer]?.lowercased() else { return true }
        return referer == own || referer.hasPrefix(own + "/")
    }
}
