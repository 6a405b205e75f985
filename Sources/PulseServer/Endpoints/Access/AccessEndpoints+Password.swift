import PulseAccess
import PulseCore

extension AccessEndpoints {
    private struct PasswordBody: Decodable {
        var currentPassword: String?
        var newPassword: String?
    }

    var passwordEndpoints: [Endpoint] {
        [
            .post(
                "/api/security/change-password", access: .signedIn, bodyLimit: 8192, rateClass: .auth,
                request: .object([("currentPassword", .text), ("newPassword", .text)]),
                answers: .object([("success", .flag), ("message", .text), ("requiresRestart?", .flag), ("serviceName?", .text)]),
                "Changes the administrator's password at once and ends his other sessions.", handler: changePassword)
        ]
    }

    private func changePassword(_ context: RequestContext) async throws -> APIResponse {
        let principal = try context.requirePrincipal()
        let body: PasswordBody
        do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request body") }
        let grant = try await refusing {
            try await access.changePassword(
                current: body.currentPassword ?? "", new: body.newPassword ?? "", by: principal, from: context.caller, at: context.now)
        }
        let answer: APIResponse = .object { writer in
            writer.field("success", true)
            if configuration.isDocker {
                writer.field("message", "Password changed successfully. Please restart your Docker container to apply changes.")
            } else {
                let service = deployment.serviceName
                writer.field("message", "Password changed. Restart the service to apply: sudo systemctl restart \(service)")
                // The contract fixes the sentence; the new password counts at once.
                writer.field("requiresRestart", false)
                writer.field("serviceName", service)
            }
        }
        return grant.map { answer.signingIn($0, isSecure: context.isSecure) } ?? answer
    }
}
