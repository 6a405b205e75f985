import PulseAccess
import PulseCore

extension AccessEndpoints {
    private struct RecoveryBody: Decodable {
        var action: String?
        var duration: Double?
    }

    var recoveryEndpoints: [Endpoint] {
        [
            .get(
                "/api/security/recovery", access: .public, rateClass: .recovery,
                answers: .object([("recovery_mode", .flag), ("message", .text)]), "Whether this browser holds a recovery session.",
                handler: recoveryState),
            .post(
                "/api/security/recovery", access: .public, bodyLimit: 8192, rateClass: .recovery,
                request: .object([("action", .choice(["generate_token", "disable_auth", "enable_auth"])), ("duration?", .integer)]),
                answers: .any, "Lets an operator on the machine back in.", needsCSRFToken: false, handler: recover),
        ]
    }

    private func recoveryState(_ context: RequestContext) async throws -> APIResponse {
        _ = try await passGate(context)
        let isOn = await access.isRecoverySession(cookie: context.sessionCookie, at: context.now)
        return .object { writer in
            writer.field("recovery_mode", isOn)
            writer.field("message", isOn ? "Recovery mode is enabled for this browser session." : "Recovery mode is not enabled.")
        }
    }

    private func recover(_ context: RequestContext) async throws -> APIResponse {
        let token = try await passGate(context)
        let body: RecoveryBody
        do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request") }
        switch body.action {
        case "generate_token":
            guard context.isDirectLoopback else { throw APIError.forbidden("forbidden", "Token generation only allowed from localhost") }
            let wish = body.duration.flatMap { Int(exactly: $0.rounded()) }
            let (raw, minutes) = try await access.makeRecoveryToken(minutes: wish, at: context.now)
            return .object { writer in
                writer.field("success", true)
                writer.field("token", raw)
                writer.field("expires_in_minutes", minutes)
                writer.field("message", "Recovery token generated. Valid for \(minutes) minutes.")
            }
        case "disable_auth":
            let grant = try await refusing {
                try await access.openRecoverySession(
                    token: token, replacing: context.sessionCookie, from: context.caller, at: context.now)
            }
            let answer = Self.done("Recovery mode enabled for this local browser session only.")
            return answer.signingIn(grant, isSecure: context.isSecure)
        case "enable_auth":
            let wasOn = try await access.closeRecoverySession(cookie: context.sessionCookie, from: context.caller, at: context.now)
            let answer = Self.done("Recovery mode disabled for this browser session.")
            return wasOn ? answer.signingOut(isSecure: context.isSecure) : answer
        default:
            return .object { writer in
                writer.field("success", false)
                writer.field("message", "Invalid action. Use 'disable_auth' or 'enable_auth'")
            }
        }
    }

    /// Lets the machine itself and holders of a recovery token pass; returns the token when it was needed.
    ///
    /// Another site's page in a browser on the machine is refused: it would come from loopback too.
    private func passGate(_ context: RequestContext) async throws -> String? {
        if CSRFCheck.isUnsafe(context.method) {
            let site = context.headers[.fetchSite]?.lowercased()
            let origin = context.headers[.origin]?.lowercased()
            let isForeign = site == "cross-site" || site == "same-site" || origin.map { $0 != context.baseURL.lowercased() } ?? false
            if isForeign { throw APIError.csrfOriginFailed }
        }
        if context.isDirectLoopback { return nil }
        if let token = context.headers[optional: .recoveryToken], await access.isRecoveryToken(token, at: context.now) { return token }
        throw APIError.forbidden("forbidden", "Recovery endpoint requires localhost access or valid recovery token")
    }
}
