import PulseAccess
import PulseCore

extension AccessEndpoints {
    private struct BootstrapBody: Decodable {
        var token: String?
    }
    private struct SetupBody: Decodable {
        var username: String?
        var password: String?
        var apiToken: String?
        var force: Bool?
        var setupToken: String?
    }

    var setupEndpoints: [Endpoint] {
        [
            .post(
                "/api/security/validate-bootstrap-token", access: .public, bodyLimit: 8192, rateClass: .auth,
                request: .object([("token?", .text)]), "Whether the bootstrap token is right; 204 when it is.", needsCSRFToken: false,
                errorStyle: .text, handler: validateBootstrapToken),
            .post(
                "/api/security/quick-setup", access: .public, bodyLimit: 16 << 10,
                request: .object([
                    ("username", .text), ("password", .text), ("apiToken?", .text), ("force?", .flag), ("setupToken?", .text),
                    ("enableNotifications?", .flag), ("darkMode?", .flag),
                ]), answers: .any, "Claims a fresh server: first user and first API token.", needsCSRFToken: false, errorStyle: .text,
                handler: quickSetup),
            .post(
                "/api/security/apply-restart", access: .public, bodyLimit: 1024,
                answers: .object([("success", .flag), ("message", .text)]), "Restarts the service where systemd runs it.",
                errorStyle: .text, handler: applyRestart),
        ]
    }

    private func validateBootstrapToken(_ context: RequestContext) async throws -> APIResponse {
        var token = context.headers[optional: .setupToken]
        if token == nil, context.body.readableBytes > 0 {
            do { token = try context.decodeJSON(BootstrapBody.self).token } catch {
                throw APIError.badRequest("invalid_request", "Invalid request payload")
            }
        }
        try await refusing { try await access.validateBootstrapToken(token, from: context.caller, at: context.now) }
        return .noContent
    }

    private func quickSetup(_ context: RequestContext) async throws -> APIResponse {
        try await refusing { try await access.admitSetupAttempt(from: context.caller, at: context.now) }
        let body: SetupBody
        do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request body") }
        let recovery = context.headers[optional: .recoveryToken]
        try await checkSetupCSRF(context, recovery: recovery)
        let request = SetupRequest(
            username: body.username ?? "", password: body.password ?? "", apiToken: body.apiToken, force: body.force ?? false,
            bootstrapToken: context.headers[optional: .setupToken] ?? body.setupToken, recoveryToken: recovery)
        let outcome = try await refusing {
            try await access.quickSetup(request, by: context.principal, from: context.caller, at: context.now)
        }
        switch outcome {
        case .skipped: return Self.skipped
        case .done(let grant, let generated):
            let isWeak = (request.apiToken?.utf8.count ?? 64) < 32
            return setupAnswer(generated: generated, isWeak: isWeak).signingIn(grant, isSecure: context.isSecure)
        }
    }

    /// A session that reconfigures a claimed server proves that its own page sent the request.
    private func checkSetupCSRF(_ context: RequestContext, recovery: String?) async throws {
        guard await access.isConfigured, let principal = context.principal, let key = principal.sessionKey else { return }
        if let recovery, await access.isRecoveryToken(recovery, at: context.now) { return }
        if let token = context.headers[.csrfToken], await access.isValidCSRFToken(token, sessionKey: key, at: context.now) { return }
        var refusal = APIError.csrfTokenFailed
        refusal.headers[.csrfToken] = await access.makeCSRFToken(sessionKey: key, at: context.now)
        throw refusal
    }

    private static let skipped: APIResponse = .object { writer in
        let advice = "Please remove existing security first if you want to reconfigure."
        writer.field("success", true)
        writer.field("skipped", true)
        writer.field("message", "Password authentication is already configured. \(advice)")
    }

    private func setupAnswer(generated: String?, isWeak: Bool) -> APIResponse {
        .object { writer in
            writer.field("success", true)
            writer.field("method", setupMethod)
            writer.field("deploymentType", deployment.type)
            if deployment.isUnderSystemd { writer.field("serviceName", deployment.serviceName) }
            writer.field("envFile", deployment.environmentFile)
            writer.field("automatic", true)
            writer.field("requiresManualRestart", false)
            writer.field("message", "Security enabled immediately! Your settings are saved and active.")
            let note = isWeak ? "The API token is short; consider a generated one." : "Keep the API token; it is not shown again."
            writer.field("note", note)
            writer.optional("apiToken", generated)
        }
    }

    private var setupMethod: String {
        if configuration.isDocker { return "docker" }
        guard deployment.isUnderSystemd else { return "manual" }
        return deployment.isRoot ? "systemd-root" : "systemd-nonroot"
    }

    private func applyRestart(_ context: RequestContext) async throws -> APIResponse {
        if await access.isConfigured {
            if let refusal = AccessRule.admin(.settingsWrite).refusal(for: context.principal) { throw refusal }
        } else {
            let token = context.headers[optional: .setupToken]
            try await refusing { try await access.authorizeRestart(bootstrapToken: token, from: context.caller, at: context.now) }
        }
        guard deployment.isUnderSystemd else {
            return .object { writer in
                let advice = "Please restart Pulse manually."
                writer.field("success", false)
                writer.field("message", "Automatic restart is only available when running under systemd. \(advice)")
            }
        }
        await restart()
        return Self.done("Restarting Pulse to apply security settings...")
    }
}
