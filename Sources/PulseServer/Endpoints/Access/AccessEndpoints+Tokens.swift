import PulseAccess
import PulseCore

extension AccessEndpoints {
    private struct TokenBody: Decodable {
        var name: String?
        var scopes: [String]?
        var expiresIn: String?
    }

    private static let record: Schema = .named(
        "APIToken",
        .object([
            ("id", .text), ("name", .text), ("prefix", .text), ("suffix", .text), ("createdAt", .moment), ("lastUsedAt?", .moment),
            ("expiresAt?", .moment), ("scopes", .list(.text)), ("ownerUserId?", .text),
        ]))

    var tokenEndpoints: [Endpoint] {
        [
            .get(
                "/api/security/tokens", access: .admin(.settingsRead), answers: .object([("tokens", .list(Self.record))]),
                "API tokens, newest first, without their values.", handler: listTokens),
            .post(
                "/api/security/tokens", access: .admin(.settingsWrite), bodyLimit: 16 << 10, rateClass: .configWrite,
                request: .object([("name?", .text), ("scopes?", .list(.text)), ("expiresIn?", .text)]),
                answers: .object([("token", .text), ("record", Self.record)]), "Makes an API token; its value is shown here only.",
                handler: createToken),
            .delete(
                "/api/security/tokens/{id...}", access: .admin(.settingsWrite), rateClass: .configWrite,
                "Deletes an API token at once and closes its sockets.", handler: deleteToken),
            .post(
                "/api/security/regenerate-token", access: .admin(.settingsWrite), bodyLimit: 1024, rateClass: .auth, answers: .any,
                "Replaces the primary API token; other tokens stay.", handler: regenerateToken),
            .post(
                "/api/security/validate-token", access: .admin(.settingsWrite), bodyLimit: 8192, rateClass: .auth,
                request: .object([("token", .text)]), answers: .object([("valid", .flag), ("message", .text)]),
                "Whether an API token would be accepted.", handler: validateToken),
        ]
    }

    private func listTokens(_ context: RequestContext) async throws -> APIResponse {
        let tokens = await access.listTokens()
        return .object { writer in
            writer.key("tokens")
            writer.array(tokens) { Self.write($1, &$0) }
        }
    }

    private func createToken(_ context: RequestContext) async throws -> APIResponse {
        let principal = try context.requirePrincipal()
        var body = TokenBody()
        if context.body.readableBytes > 0 {
            do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request body") }
        }
        let (raw, record) = try await refusing {
            let request = try TokenRequest(name: body.name, scopes: body.scopes, expiresIn: body.expiresIn)
            return try await access.createToken(
                request, organization: context.organization, by: principal, from: context.caller, at: context.now)
        }
        return .object { writer in
            writer.field("token", raw)
            writer.key("record")
            Self.write(record, &writer)
        }
    }

    private func deleteToken(_ context: RequestContext) async throws -> APIResponse {
        let id = context.parameters["id"]
        guard !id.isEmpty else { throw APIError.badRequest("missing_id", "Token ID required") }
        try await refusing {
            try await access.deleteToken(id: id, by: try context.requirePrincipal(), from: context.caller, at: context.now)
        }
        return .noContent
    }

    private func regenerateToken(_ context: RequestContext) async throws -> APIResponse {
        let principal = try context.requirePrincipal()
        let raw = try await refusing { try await access.regeneratePrimaryToken(by: principal, from: context.caller, at: context.now) }
        return .object { writer in
            writer.field("success", true)
            writer.field("token", raw)
            writer.field("deploymentType", deployment.type)
            writer.field("requiresRestart", false)
            writer.field("message", "New API token generated and active immediately! Save this token - it won't be shown again.")
        }
    }

    private struct ValidateBody: Decodable {
        var token: String?
    }

    private func validateToken(_ context: RequestContext) async throws -> APIResponse {
        let body = try? context.decodeJSON(ValidateBody.self)
        guard let raw = body?.token, !raw.isEmpty else { return Self.verdict(false, "Token is required", status: 400) }
        guard await !access.listTokens().isEmpty else { return Self.verdict(false, "API token authentication is not configured") }
        let isValid = try await refusing { try await access.validateToken(raw, from: context.caller, at: context.now) }
        return Self.verdict(isValid, isValid ? "Token is valid" : "Token is invalid")
    }

    private static func verdict(_ isValid: Bool, _ message: String, status: Int = 200) -> APIResponse {
        .object(status: status) { writer in
            writer.field("valid", isValid)
            writer.field("message", message)
        }
    }

    private static func write(_ token: APIToken, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", token.id)
            writer.field("name", token.name)
            writer.field("prefix", token.prefix)
            writer.field("suffix", token.suffix)
            writer.field("createdAt", token.createdAt.rfc3339)
            writer.optional("lastUsedAt", token.lastUsedAt)
            writer.optional("expiresAt", token.expiresAt)
            writer.field("scopes", token.scopes.map(\.rawValue))
            writer.optional("ownerUserId", token.owner)
        }
    }
}
