import PulseAccess
import PulseCore
import PulseNotifications

extension NotificationEndpoints {
    private static let licence = LicenceFeature(rawValue: "audit_logging")

    var auditing: [Endpoint] {
        [
            .get(
                "/api/admin/webhooks/audit", access: .admin(.settingsRead), licence: Self.licence, answers: Self.auditList,
                "The addresses that get every audit event."
            ) { [auditWebhooks] _ in
                let urls = try auditWebhooks.urls()
                return .object { $0.field("urls", urls) }
            },
            .post(
                "/api/admin/webhooks/audit", access: Self.write, licence: Self.licence, bodyLimit: Self.bodyLimit,
                rateClass: .configWrite, request: Self.auditList, answers: Self.auditList, "Replaces the addresses for audit events.",
                handler: changeAuditWebhooks),
            .put(
                "/api/admin/webhooks/audit", access: Self.write, licence: Self.licence, bodyLimit: Self.bodyLimit,
                rateClass: .configWrite, request: Self.auditList, answers: Self.auditList, "Replaces the addresses for audit events.",
                handler: changeAuditWebhooks),
        ]
    }

    func changeAuditWebhooks(_ context: RequestContext) async throws -> APIResponse {
        let urls: [String]
        do {
            let body = try context.decodeJSON(AuditListRequest.self, onlyFields: ["urls"])
            urls = EmailRequest.unique(body.urls, ignoringCase: false)
        } catch let error as APIError {
            throw APIError.badRequest("invalid_request", error.message, details: error.details)
        }
        guard urls.count <= AuditWebhooks.most else {
            throw APIError.badRequest("invalid_request", "At most \(AuditWebhooks.most) addresses are taken")
        }
        for url in urls {
            do { try await rules().check(url) } catch {
                throw APIError.badRequest(
                    "invalid_url", "Invalid webhook URL: \(error.sentence)", details: ["url": String(url.prefix(500))])
            }
        }
        do { try auditWebhooks.replace(urls) } catch {
            throw APIError(500, "update_failed", "The addresses could not be saved. The old ones stay in force.")
        }
        record("audit_webhooks_updated", context, "\(urls.count) addresses")
        return .object { $0.field("urls", urls) }
    }
}

private struct AuditListRequest: Decodable { var urls: [String] }
