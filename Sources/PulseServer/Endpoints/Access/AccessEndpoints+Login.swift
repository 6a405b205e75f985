import PulseAccess
import PulseCore

extension AccessEndpoints {
    private struct LoginBody: Decodable {
        var username: String
        var password: String
        var rememberMe: Bool?
    }

    var loginEndpoints: [Endpoint] {
        [
            .post(
                "/api/login", access: .public, bodyLimit: 8192, rateClass: .auth,
                request: .object([("username", .text), ("password", .text), ("rememberMe?", .flag)]),
                answers: .object([("success", .flag), ("message", .text)]), "Signs a user in and sets the session cookies.",
                needsCSRFToken: false, handler: login),
            .post(
                "/api/logout", access: .public, bodyLimit: 1024, rateClass: .auth,
                answers: .object([("success", .flag), ("message", .text)]), "Ends the session; a second logout is no error.",
                handler: logout),
            .post(
                "/api/security/reset-lockout", access: .admin(.settingsWrite), bodyLimit: 8192, request: .object([("identifier", .text)]),
                answers: .object([("success", .flag), ("message", .text)]), "Clears failed sign-ins of one user name or address.",
                handler: resetLockout),
        ]
    }

    private func login(_ context: RequestContext) async throws -> APIResponse {
        let body: LoginBody
        do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request body") }
        let outcome = try await refusing {
            try await access.login(
                name: body.username, password: body.password, remember: body.rememberMe ?? false, replacing: context.sessionCookie,
                from: context.caller, at: context.now)
        }
        switch outcome {
        case .success(let grant):
            return Self.done("Successfully logged in").signingIn(grant, isSecure: context.isSecure)
        case .wrong(let attempts):
            let left = max(0, Lockout.limit - attempts)
            return .object(status: 401) { writer in
                writer.field("error", "invalid_credentials")
                writer.field("message", "Invalid username or password. You have \(left) attempts remaining.")
                writer.field("attempts", attempts)
                writer.field("remaining", left)
                writer.field("maxAttempts", Lockout.limit)
            }
        case .nowLocked:
            return .object(status: 401) { writer in
                writer.field("error", "invalid_credentials")
                writer.field("message", "Invalid username or password. Account is now locked for 15 minutes.")
                writer.field("locked", true)
                writer.field("lockoutDuration", "15 minutes")
            }
        case .locked(let until, let minutes):
            return .object(status: 403) { writer in
                writer.field("error", "account_locked")
                writer.field("message", "Too many failed attempts. Account is locked for \(minutes) more minutes.")
                writer.field("lockedUntil", until.rfc3339)
                writer.field("remainingMinutes", minutes)
            }
        case .tooMany(let retryAfter):
            return .object(status: 429) { writer in
                writer.field("error", "rate_limit")
                writer.field("message", "Too many requests. Please wait before trying again.")
            }.setting(.retryAfter, String(retryAfter))
        }
    }

    private func logout(_ context: RequestContext) async throws -> APIResponse {
        try await access.logout(cookie: context.sessionCookie, from: context.caller, at: context.now)
        return Self.done("Successfully logged out").signingOut(isSecure: context.isSecure)
    }

    private struct IdentifierBody: Decodable {
        var identifier: String?
    }

    private func resetLockout(_ context: RequestContext) async throws -> APIResponse {
        let body: IdentifierBody
        do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request body") }
        guard let identifier = body.identifier, identifier.contains(where: { !$0.isWhitespace && $0.asciiValue.map { $0 > 31 } ?? true })
        else {
            throw APIError.badRequest("missing_identifier", "Identifier is required")
        }
        await access.resetLockout(identifier: identifier, by: try context.requirePrincipal(), from: context.caller, at: context.now)
        return Self.done("Lockout reset for \(identifier)")
    }

    static func done(_ message: String) -> APIResponse {
        .object { writer in
            writer.field("success", true)
            writer.field("message", message)
        }
    }
}
