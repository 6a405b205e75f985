import HTTPTypes
import NIOCore
import PulseAccess
import PulseCore

extension RequestPipeline {
    /// Refuses a body by its announced length before a byte of it is read.
    func checkLimits(_ exchange: Exchange) throws {
        guard let text = exchange.request.headers[.contentLength] else { return }
        guard let length = Int(text), length >= 0 else { throw APIError.badRequest("invalid_content_length", "Invalid Content-Length") }
        let limit = exchange.endpoint.map { max($0.bodyLimit, Self.ignoredBodyLimit) } ?? Self.ignoredBodyLimit
        guard length <= limit else { throw APIError.bodyTooLarge }
        if let endpoint = exchange.endpoint, endpoint.bodyLimit > 0, length > endpoint.bodyLimit { throw APIError.bodyTooLarge }
    }

    /// A body nobody asked for is read and dropped up to this size, in bytes.
    static let ignoredBodyLimit = 64 * 1024

    func checkRate(_ exchange: Exchange) async throws {
        guard exchange.isAPI || exchange.isSocket || exchange.endpoint != nil, !exchange.caller.isDirectLoopback else { return }
        let rateClass = exchange.isSocket ? .upgrades : exchange.endpoint?.rateClass ?? .general
        let key = exchange.caller.ip?.rateKey ?? Array(exchange.caller.text.utf8.prefix(64))
        guard let refusal = limiter.take(rateClass, key: key, at: exchange.now) else { return }
        await report(.rateLimited, exchange)
        throw APIError.rateLimited(refusal, at: exchange.now)
    }

    func authenticate(_ exchange: inout Exchange) async throws {
        let credentials = Credentials(exchange.request.headers, cookies: exchange.cookies, caller: exchange.caller)
        switch await authenticator.authenticate(credentials, at: exchange.now) {
        case .principal(let principal):
            exchange.principal = principal
            renewCookie(of: principal, &exchange)
        case .anonymous: break
        // A wrong credential does not close a public door; the handler sees a stranger.
        case .refused(let refusal): if exchange.endpoint?.access != .public { throw APIError(refusal) }
        }
    }

    /// A session slides on use; at half its life the browser's cookie is set again, so that it does not end before the session.
    private func renewCookie(of principal: Principal, _ exchange: inout Exchange) {
        guard let maxAge = principal.cookieRenewal,
            let value = SessionCookies.value(in: exchange.cookies, isSecure: exchange.caller.isSecure)
        else { return }
        exchange.newCookies.append(
            ResponseCookie(
                name: SessionCookies.name(isSecure: exchange.caller.isSecure), value: value, maxAge: maxAge, httpOnly: true,
                secure: exchange.caller.isSecure))
    }

    /// The endpoint, or why there is none; strangers do not learn which routes exist.
    func route(_ exchange: Exchange) throws -> (Endpoint, PathParameters) {
        switch exchange.lookup {
        case .found(let endpoint, let parameters): return (endpoint, parameters)
        case .methodNotAllowed(let allow, let endpoint):
            guard endpoint.access == .public || exchange.principal != nil else { throw APIError.authenticationRequired }
            throw APIError.methodNotAllowed(allow: allow)
        case .unknown:
            guard exchange.principal != nil else { throw APIError.authenticationRequired }
            guard !exchange.isSocket else {
                throw APIError(
                    426, "upgrade_required", "This address speaks WebSocket", headers: [.upgrade: "websocket", .connection: "Upgrade"])
            }
            throw APIError.routeNotFound
        }
    }

    func checkCSRF(_ exchange: inout Exchange, _ endpoint: Endpoint) async throws {
        let headers = exchange.request.headers
        switch CSRFCheck.need(method: exchange.request.method, endpoint: endpoint, principal: exchange.principal) {
        case .nothing: await offerCSRFToken(&exchange)
        case .origin:
            guard CSRFCheck.isOwnOrigin(headers, caller: exchange.caller) else {
                await report(.csrfFailure, exchange)
                throw APIError.csrfOriginFailed
            }
        case .token(let key):
            let token = if let header = headers[.csrfToken] { header } else { try await formToken(&exchange, endpoint) }
            if let token, await authenticator.isValidCSRFToken(token, sessionKey: key, at: exchange.now) { return }
            await report(.csrfFailure, exchange)
            let fresh = await authenticator.makeCSRFToken(sessionKey: key, at: exchange.now)
            var refusal = APIError.csrfTokenFailed
            refusal.headers[.csrfToken] = fresh
            refusal.headers[.setCookie] = Self.csrfCookie(fresh, exchange.caller).headerValue
            throw refusal
        }
    }

    /// The token of a plain HTML form, in its field `csrf_token`.
    private func formToken(_ exchange: inout Exchange, _ endpoint: Endpoint) async throws -> String? {
        guard exchange.request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            return nil
        }
        let body = try await readBody(exchange, endpoint)
        exchange.body = body
        return QueryParameters(String(buffer: body)[...])["csrf_token"]
    }

    /// A page that reads with a session but has no token yet gets one.
    private func offerCSRFToken(_ exchange: inout Exchange) async {
        guard exchange.request.method == .get, exchange.cookies[SessionCookies.csrf] == nil, let principal = exchange.principal,
            principal.method == .session || principal.method == .recoverySession, let key = principal.sessionKey
        else { return }
        let token = await authenticator.makeCSRFToken(sessionKey: key, at: exchange.now)
        exchange.newCookies.append(Self.csrfCookie(token, exchange.caller))
    }

    private static func csrfCookie(_ token: String, _ caller: CallerAddress) -> ResponseCookie {
        ResponseCookie(name: SessionCookies.csrf, value: token, maxAge: 86_400, httpOnly: false, secure: caller.isSecure)
    }

    func checkLicence(_ endpoint: Endpoint) async throws {
        guard let feature = endpoint.licence else { return }
        guard let licences, await licences.permits(feature) else { throw APIError.licenceRequired(feature) }
    }

    func readBody(_ exchange: Exchange, _ endpoint: Endpoint) async throws -> ByteBuffer {
        if let body = exchange.body { return body }
        guard endpoint.bodyLimit > 0 else { return ByteBuffer() }
        do {
            return try await exchange.request.readBody(endpoint.bodyLimit)
        } catch is NIOTooManyBytesError {
            throw APIError.bodyTooLarge
        } catch {
            // What arrives is not HTTP, or the caller went away: never our failure.
            throw APIError.badRequest("invalid_request", "The request body could not be read")
        }
    }

    func report(_ kind: SecurityEvent.Kind, _ exchange: Exchange) async {
        await onSecurityEvent(
            SecurityEvent(
                kind: kind, user: exchange.principal?.name, clientAddress: exchange.caller.text, path: String(exchange.path),
                requestID: exchange.requestID, moment: exchange.now))
    }
}
