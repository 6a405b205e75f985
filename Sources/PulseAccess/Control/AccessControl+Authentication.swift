import Crypto
import PulseCore

extension AccessControl: RequestAuthenticator {
    /// Who is calling, by the contract's ladder: proxy, token, session, Basic.
    public func authenticate(_ credentials: Credentials, at now: Timestamp) async -> Authentication {
        if let proxy = configuration.proxy, let principal = proxy.principal(credentials.header) { return .principal(principal) }
        if let raw = presentedToken(credentials), !tokens.isEmpty {
            guard let token = tokens.resolve(digest: Digests.sha3(raw), touching: true, at: now) else {
                return .refused(Authentication.Refusal(status: 401, error: "Invalid API token"))
            }
            return .principal(principal(of: token))
        }
        let cookie = SessionCookies.value(in: credentials.cookies, isSecure: credentials.isSecure)
        if let cookie, let principal = useSession(cookie, address: credentials.clientAddress, at: now) { return .principal(principal) }
        if let basic = BasicCredentials(credentials.authorization) { return await authenticate(basic, credentials, at: now) }
        if !tokens.isEmpty, user == .absent, configuration.proxy == nil, cookie == nil, credentials.authorization == nil {
            let hint = "API token required via Authorization header or X-API-Token header"
            let challenge = "Bearer realm=\"API token required; supply via Authorization header or X-API-Token header\""
            return .refused(Authentication.Refusal(status: 401, error: hint, headers: ["WWW-Authenticate": challenge]))
        }
        return .anonymous
    }

    public nonisolated func isValidCSRFToken(_ token: String, sessionKey: String, at now: Timestamp) async -> Bool {
        csrf.isValid(token, sessionKey: sessionKey, at: now)
    }

    public nonisolated func makeCSRFToken(sessionKey: String, at now: Timestamp) async -> String {
        csrf.make(sessionKey: sessionKey, at: now)
    }

    func principal(of token: APIToken) -> Principal {
        Principal(name: token.principalName, method: .apiToken, scopes: Set(token.scopes), isAdmin: true, tokenID: token.id)
    }

    private func presentedToken(_ credentials: Credentials) -> String? {
        if let token = credentials.apiToken?.trimmingSpaces(), !token.isEmpty { return token }
        if let header = credentials.authorization, let space = header.firstIndex(of: " "), header[..<space].lowercased() == "bearer" {
            let token = String(header[space...]).trimmingSpaces()
            if !token.isEmpty { return token }
        }
        return credentials.queryToken.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func useSession(_ cookie: String, address: String, at now: Timestamp) -> Principal? {
        let key = Digests.sha256(cookie)
        guard let (session, renewal) = sessions.use(key, address: address, at: now) else { return nil }
        let isAdmin = session.isRecovery || isLocalUser(session.user)
        return Principal(
            name: session.user, method: session.isRecovery ? .recoverySession : .session, isAdmin: isAdmin, sessionKey: key,
            cookieRenewal: renewal.map { Int($0.wholeMilliseconds / 1000) })
    }

    func isLocalUser(_ name: String) -> Bool { localUserName.map { $0.lowercased() == name.lowercased() } ?? false }

    private func authenticate(_ basic: BasicCredentials, _ credentials: Credentials, at now: Timestamp) async -> Authentication {
        await refreshUser()
        guard case .present(let local) = user else { return .anonymous }
        let principal = Principal(name: local.name, method: .basic, isAdmin: true)
        let address = credentials.clientAddress
        // Bound to the stored hash too, so that a changed password empties the cache by itself.
        let material = Array("\(basic.user)\u{0}\(basic.password)\u{0}\(local.password.text)".utf8)
        let cacheKey = Digests.hex(HMAC<SHA256>.authenticationCode(for: material, using: basicKey))
        if let until = basicCache[cacheKey], until > now { return .principal(principal) }
        if case .locked(let until) = lockout.verdict(user: basic.user, address: address, at: now) { return Self.locked(until, now) }
        do {
            guard try await verifies(name: basic.user, password: basic.password) else {
                lockout.handle(.failure(user: basic.user, address: address), at: now)
                audit.record(AuditEvent("login", user: basic.user, address: address, success: false, details: "HTTP Basic"))
                return .anonymous
            }
        } catch {
            let text = (error as? AccessRefusal)?.message ?? "Sign-in failed."
            return .refused(Authentication.Refusal(status: 503, error: text, headers: ["Retry-After": "2"]))
        }
        lockout.handle(.success(user: basic.user, address: address), at: now)
        if basicCache.count >= 256 { basicCache = [:] }
        basicCache[cacheKey] = now + .seconds(60)
        return .principal(principal)
    }

    private static func locked(_ until: Timestamp, _ now: Timestamp) -> Authentication {
        let minutes = LoginOutcome.minutes(until: until, now)
        return .refused(
            Authentication.Refusal(
                status: 403, error: "Account temporarily locked",
                message: "Too many failed attempts. Please try again in \(minutes) minutes.", details: ["lockedUntil": until.rfc3339]))
    }
}
