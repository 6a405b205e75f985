import PulseCore

extension AccessControl {
    /// Checks a bootstrap token without spending it. Throws `AccessRefusal` 400, 401, 409 or 429.
    public func validateBootstrapToken(_ token: String?, from caller: Caller, at now: Timestamp) throws {
        if case .refused(let retryAfter, _) = count(.bootstrap, caller, at: now) {
            throw AccessRefusal(429, "rate_limited", "Too many bootstrap token validation attempts", retryAfter: retryAfter)
        }
        guard let token = token?.trimmingSpaces(), !token.isEmpty else {
            throw AccessRefusal(400, "invalid_request", "Bootstrap token is required")
        }
        guard awaitsSetup else {
            throw AccessRefusal(409, "bootstrap_unavailable", "Bootstrap token unavailable. Reload the page or restart Pulse.")
        }
        guard isBootstrapToken(token) else { throw AccessRefusal(401, "invalid_token", "Invalid bootstrap setup token") }
    }

    /// The gate of `apply-restart` on a fresh server. Throws `AccessRefusal` 401, 429 or 503.
    public func authorizeRestart(bootstrapToken token: String?, from caller: Caller, at now: Timestamp) throws {
        if case .refused(let retryAfter, _) = count(.bootstrap, caller, at: now) {
            throw AccessRefusal(429, "rate_limited", "Too many bootstrap token attempts", retryAfter: retryAfter)
        }
        guard awaitsSetup else { throw AccessRefusal(503, "bootstrap_unavailable", "Bootstrap token unavailable") }
        guard let token, isBootstrapToken(token.trimmingSpaces()) else {
            throw AccessRefusal(401, "invalid_token", "Valid bootstrap token required")
        }
    }

    /// Whether a recovery token counts; asking does not spend it.
    public func isRecoveryToken(_ raw: String, at now: Timestamp) -> Bool {
        recovery.isValid(digest: Digests.sha256(raw.trimmingSpaces()), at: now)
    }

    /// Counts a set-up attempt. Throws `AccessRefusal` 429; the caller does so before it reads the body.
    public func admitSetupAttempt(from caller: Caller, at now: Timestamp) throws {
        if case .refused(let retryAfter, _) = count(.credentials, caller, at: now) {
            throw AccessRefusal(429, "rate_limited", "Too many attempts. Please try again later.", retryAfter: retryAfter)
        }
    }

    /// Claims a fresh server, or with `force` replaces the local user. Of two racing calls exactly one wins.
    ///
    /// Throws `AccessRefusal` with the contract's texts. On any error nothing has changed.
    public func quickSetup(
        _ request: SetupRequest, by principal: Principal?, from caller: Caller, at now: Timestamp
    ) async throws -> SetupOutcome {
        await refreshUser()
        try authorizeSetup(request, principal, caller, at: now)
        if user != .absent, !request.force { return .skipped }
        try check(request)
        let hash: PasswordHash
        do { hash = try await hasher.hash(request.password) } catch let refusal as AccessRefusal { throw refusal } catch {
            throw AccessRefusal(500, "hash_error", "Failed to process password")
        }
        // Hashing took a while: whoever came first has spent the bootstrap token. From here to the end nothing awaits.
        try authorizeSetup(request, principal, caller, at: now)
        if user != .absent, !request.force { return .skipped }
        let before: [UInt8]?
        let raw = request.apiToken ?? Digests.randomHex(bytes: 32)
        do { before = try userFile.save(name: request.username, password: hash) } catch { throw failure(error) }
        do { try replacePrimaryToken(raw: raw, owner: request.username, at: now) } catch {
            try? userFile.restore(before)
            throw failure(error)
        }
        userFileModified = userFile.modified()
        user = .present(LocalUser(name: request.username, password: hash, changedAt: userFileModified))
        bootstrapDigest = nil
        do { try bootstrapFile.remove() } catch {
            // The token opens nothing any more; the next start removes the file.
            logger.warning("the bootstrap token file could not be removed", metadata: ["error": "\(error)"])
        }
        if let recoveryToken = request.recoveryToken, principal == nil { try spendRecoveryToken(recoveryToken, at: now) }
        audit.record(AuditEvent("password_change", user: request.username, address: caller.address, details: "quick setup"))
        do {
            try perform(sessions.endAll(of: request.username, except: principal?.sessionKey))
            let grant = try openSession(user: request.username, remember: false, replacing: nil, from: caller, at: now)
            return .done(grant, generatedToken: request.apiToken == nil ? raw : nil)
        } catch {
            logger.error("no session after setup", metadata: ["error": "\(error)"])
            throw AccessRefusal(500, "session_error", "Failed to establish session after setup")
        }
    }

    private func failure(_ error: any Error) -> AccessRefusal {
        logger.error("setup failed", metadata: ["error": "\(error)"])
        return AccessRefusal(500, "config_error", "Failed to save security configuration")
    }

    func isBootstrapToken(_ token: String) -> Bool {
        bootstrapDigest.map { Digests.areEqual($0, Digests.sha3(token)) } ?? false
    }

    private func authorizeSetup(_ request: SetupRequest, _ principal: Principal?, _ caller: Caller, at now: Timestamp) throws {
        if isConfigured {
            if let token = request.recoveryToken, isRecoveryToken(token, at: now) { return }
            guard let principal else {
                throw AccessRefusal(401, "unauthorized", "Authentication required to modify existing security settings")
            }
            guard principal.isAdmin, principal.holds(.settingsWrite) else {
                throw AccessRefusal(403, "forbidden", "Admin privileges required")
            }
            return
        }
        guard bootstrapDigest != nil else {
            throw AccessRefusal(503, "bootstrap_unavailable", "Bootstrap token unavailable; restart Pulse or inspect data directory")
        }
        guard let token = request.bootstrapToken else {
            if caller.isDirectLoopback {
                throw AccessRefusal(401, "unauthorized", "Bootstrap setup token required. Retrieve it from the host:\(Self.tail)")
            }
            let text = "Initial security setup requires the bootstrap token when accessed outside localhost. Retrieve it from the host:"
            throw AccessRefusal(403, "forbidden", text + Self.tail)
        }
        guard isBootstrapToken(token) else {
            throw AccessRefusal(401, "unauthorized", "Invalid bootstrap setup token. Retrieve the correct token from the host:\(Self.tail)")
        }
    }

    private static let tail = "\n\nDocker: docker exec <container> /app/pulse bootstrap-token\nBare metal: pulse bootstrap-token"

    private func check(_ request: SetupRequest) throws {
        guard !request.username.isEmpty, !request.password.isEmpty else {
            throw AccessRefusal(400, "invalid_request", "Username, password, and API token are required")
        }
        if let problem = PasswordRules.problem(withUserName: request.username) { throw AccessRefusal(400, "invalid_username", problem) }
        if let problem = PasswordRules.problem(with: request.password) { throw AccessRefusal(400, "invalid_password", problem) }
    }
}
