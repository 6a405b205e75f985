import PulseCore

extension AccessControl {
    /// Signs a user in; `replacing` is the session cookie that came with the request.
    public func login(
        name: String, password: String, remember: Bool, replacing: String?, from caller: Caller, at now: Timestamp
    ) async throws -> LoginOutcome {
        if case .refused(let retryAfter, _) = count(.credentials, caller, at: now) { return .tooMany(retryAfter: retryAfter) }
        await refreshUser()
        let name = String(name.prefix(128))
        if case .locked(let until) = lockout.verdict(user: name, address: caller.address, at: now) {
            return .locked(until: until, minutes: LoginOutcome.minutes(until: until, now))
        }
        guard try await verifies(name: name, password: password) else {
            audit.record(AuditEvent("login", user: name, address: caller.address, success: false, details: "wrong user or password"))
            switch lockout.handle(.failure(user: name, address: caller.address), at: now) {
            case .open(let failures): return .wrong(attempts: failures)
            case .locked: return .nowLocked
            }
        }
        // Others may have locked the account while this password was being checked.
        if case .locked(let until) = lockout.verdict(user: name, address: caller.address, at: now) {
            return .locked(until: until, minutes: LoginOutcome.minutes(until: until, now))
        }
        let grant = try openSession(user: name, remember: remember, replacing: replacing, from: caller, at: now)
        lockout.handle(.success(user: name, address: caller.address), at: now)
        audit.record(AuditEvent("login", user: name, address: caller.address))
        return .success(grant)
    }

    /// Ends the session of the cookie. True when there was one; a second logout is no error.
    @discardableResult
    public func logout(cookie: String?, from caller: Caller, at now: Timestamp) throws -> Bool {
        guard let cookie else { return false }
        let key = Digests.sha256(cookie)
        guard let session = sessions.peek(key, at: now) else { return false }
        try perform(sessions.end(key))
        audit.record(AuditEvent("logout", user: session.user, address: caller.address))
        return true
    }

    /// Changes the local user's password, ends his other sessions and opens a new one for the caller, if he came with one.
    ///
    /// Throws `AccessRefusal` (400 `invalid_password`, 401 `unauthorized`, 403 `locked_out`/`forbidden`, 429 `rate_limited`).
    public func changePassword(
        current: String, new: String, by principal: Principal, from caller: Caller, at now: Timestamp
    ) async throws -> SessionGrant? {
        if case .refused(let retryAfter, _) = count(.credentials, caller, at: now) {
            throw AccessRefusal(429, "rate_limited", "Too many attempts. Please try again later.", retryAfter: retryAfter)
        }
        await refreshUser()
        guard principal.method != .apiToken, principal.isAdmin, case .present(let local) = user else {
            throw AccessRefusal(403, "forbidden", "Admin privileges required")
        }
        if let problem = PasswordRules.problem(with: new) { throw AccessRefusal(400, "invalid_password", problem) }
        if case .locked = lockout.verdict(user: "", address: caller.address, at: now) {
            throw AccessRefusal(403, "locked_out", "Too many failed attempts. Please try again later.")
        }
        guard !current.isEmpty else { throw AccessRefusal(401, "unauthorized", "Current password required") }
        guard try await hasher.verify(current, against: local.password) else {
            lockout.handle(.failure(user: "", address: caller.address), at: now)
            audit.record(AuditEvent("password_change", user: principal.name, address: caller.address, success: false))
            throw AccessRefusal(401, "unauthorized", "Current password is incorrect")
        }
        let hash = try await hasher.hash(new)
        guard case .present(let still) = user, still.password == local.password else {
            throw AccessRefusal(401, "unauthorized", "Current password is incorrect")
        }
        try userFile.save(name: local.name, password: hash)
        userFileModified = userFile.modified()
        user = .present(LocalUser(name: local.name, password: hash, changedAt: userFileModified))
        lockout.handle(.success(user: local.name, address: caller.address), at: now)
        let previous = principal.sessionKey.flatMap { sessions.peek($0, at: now) }
        try perform(sessions.endAll(of: local.name))
        audit.record(AuditEvent("password_change", user: principal.name, address: caller.address))
        guard let previous, !previous.isRecovery else { return nil }
        let remembered = previous.duration > configuration.sessionDuration
        return try openSession(user: local.name, remember: remembered, replacing: nil, from: caller, at: now)
    }

    /// Clears the failures of one user name or address.
    public func resetLockout(identifier: String, by principal: Principal, from caller: Caller, at now: Timestamp) {
        lockout.handle(.reset(identifier: identifier), at: now)
        audit.record(AuditEvent("lockout_reset", user: principal.name, address: caller.address, details: String(identifier.prefix(128))))
    }

    /// Opens a session and writes it down.
    func openSession(
        user name: String, remember: Bool, replacing: String?, from caller: Caller, isRecovery: Bool = false, at now: Timestamp
    ) throws -> SessionGrant {
        let cookie = Digests.randomHex(bytes: 32)
        let usual = remember ? configuration.rememberedDuration : configuration.sessionDuration
        let duration: Duration = isRecovery ? .seconds(3600) : usual
        let cap: Duration = isRecovery ? duration : (remember ? configuration.rememberedCap : configuration.sessionCap)
        let session = Session(
            key: Digests.sha256(cookie), user: name, createdAt: now, expiresAt: now + duration, duration: duration, cap: now + cap,
            cookieSentAt: now, userAgent: String(caller.userAgent.prefix(256)), address: caller.address, isRecovery: isRecovery)
        var changed = sessions
        let actions = changed.open(session, replacing: replacing.map { Digests.sha256($0) }, at: now)
        try store.perform(actions)
        sessions = changed
        for case .ended(let key) in actions { announce(.session(key: key)) }
        return SessionGrant(
            cookie: cookie, session: session, csrfToken: csrf.make(sessionKey: session.key, at: now),
            maxAge: Int(duration.wholeMilliseconds / 1000))
    }
}
