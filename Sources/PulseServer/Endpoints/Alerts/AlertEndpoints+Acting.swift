import PulseAlerting
import PulseCore

extension AlertEndpoints {
    private struct OneAlert: Decodable {
        var id: String?
        var alertIdentifier: String?
    }

    private struct ManyAlerts: Decodable {
        var alertIdentifiers: [String]?
        var alertIds: [String]?
        var ids: [String]?
    }

    func act(_ command: AlertService.Command, _ context: RequestContext) async throws -> APIResponse {
        let body: OneAlert = try context.decodeJSON()
        guard let text = body.alertIdentifier ?? body.id, !text.isEmpty else {
            throw APIError.badRequest("missing_alert_identifier", "Alert identifier is required")
        }
        let id = try AlertIdentifier.checked(text)
        guard await service.carryOut(command, on: id, by: user(context)) else {
            throw APIError.notFound("alert_not_found", "Alert not found")
        }
        record("alert_\(command.rawValue)", context, id)
        return .object { $0.field("success", true) }
    }

    func actOnMany(_ command: AlertService.Command, _ context: RequestContext) async throws -> APIResponse {
        let body: ManyAlerts = try context.decodeJSON()
        let ids = body.alertIdentifiers ?? body.alertIds ?? body.ids ?? []
        guard !ids.isEmpty else { throw APIError.badRequest("missing_alert_identifier", "No alert identifiers provided") }
        var results: [(id: String, error: String?)] = []
        for id in ids {
            guard (try? AlertIdentifier.checked(id)) != nil else {
                results.append((id, "Invalid alert identifier"))
                continue
            }
            let isDone = await service.carryOut(command, on: id, by: user(context))
            results.append((id, isDone ? nil : "Alert not found"))
        }
        record("alert_bulk_\(command.rawValue)", context, "\(results.count { $0.error == nil }) of \(results.count)")
        return .object { json in
            json.key("results")
            json.array(results) { json, result in
                json.object { json in
                    json.field("alertIdentifier", result.id)
                    json.field("success", result.error == nil)
                    json.optional("error", result.error)
                }
            }
        }
    }

    /// Who acts; a user named in the body does not count.
    func user(_ context: RequestContext) -> String { context.principal?.name ?? "unknown" }
}
