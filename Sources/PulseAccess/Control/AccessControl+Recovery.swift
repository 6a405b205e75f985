import PulseCore

extension AccessControl {
    /// Makes a recovery token: raw value and minutes of life. The caller has checked that the request is direct loopback.
    public func makeRecoveryToken(minutes wish: Int?, at now: Timestamp) throws -> (raw: String, minutes: Int) {
        let minutes = RecoveryTokens.minutes(wish)
        let raw = Digests.randomHex(bytes: 32)
        var changed = recovery
        changed.add(digest: Digests.sha256(raw), minutes: minutes, at: now)
        try store.save(changed)
        recovery = changed
        return (raw, minutes)
    }

    /// Opens a recovery session for the caller only: administrator, bound to his address, at most an hour. Spends the token if one was used.
    ///
    /// Throws `AccessRefusal` 403 when the token was spent meanwhile.
    public func openRecoverySession(token: String?, replacing: String?, from caller: Caller, at now: Timestamp) throws -> SessionGrant {
        if let token { try spendRecoveryToken(token, at: now) }
        let name = localUserName ?? "recovery"
        let grant = try openSession(user: name, remember: false, replacing: replacing, from: caller, isRecovery: true, at: now)
        audit.record(AuditEvent("login", user: name, address: caller.address, details: "recovery session"))
        return grant
    }

    /// Ends the caller's recovery session; true when there was one.
    public func closeRecoverySession(cookie: String?, from caller: Caller, at now: Timestamp) throws -> Bool {
        guard isRecoverySession(cookie: cookie, at: now), let cookie else { return false }
        return try logout(cookie: cookie, from: caller, at: now)
    }

    /// Whether the cookie is that of a recovery session.
    public func isRecoverySession(cookie: String?, at now: Timestamp) -> Bool {
        cookie.flatMap { sessions.peek(Digests.sha256($0), at: now) }?.isRecovery ?? false
    }

    func spendRecoveryToken(_ raw: String, at now: Timestamp) throws {
        var changed = recovery
        guard changed.spend(digest: Digests.sha256(raw.trimmingSpaces()), at: now) else {
            throw AccessRefusal(403, "forbidden", "Recovery endpoint requires localhost access or valid recovery token")
        }
        try store.save(changed)
        recovery = changed
    }
}
