import PulseAlerting
import PulseAlerts
import PulseCore
import PulseInventory

extension AlertEndpoints {
    var asking: [Endpoint] {
        [
            .post(
                "/api/alerts/preview", access: .scope(.monitoringRead), bodyLimit: Self.bodyLimit,
                request: .object([
                    ("config?", .any), ("resourceId?", .text), ("resourceIds?", .list(.text)), ("metric?", .text), ("threshold?", .any),
                    ("hours?", .number),
                ]),
                answers: Self.preview, "Replays stored history through the alert engine with settings that are not in force.",
                needsCSRFToken: false, handler: previewed),
            .get(
                "/api/alerts/{id}/explain", access: .scope(.monitoringRead), answers: Self.explanation,
                "Why an alert fired or not, and why it was delivered or not."
            ) { try await explained(alertID: $0.parameters["id"]) },
            .get(
                "/api/alerts/explain", access: .scope(.monitoringRead), answers: Self.explanation,
                "How each rule stands for a resource, with or without an alert.", handler: explainedResource),
        ]
    }

    private func previewed(_ context: RequestContext) async throws -> APIResponse {
        let request: AlertPreviewRequest
        do throws(ConfigurationFault) {
            request = try AlertPreviewRequest(json: Array(context.body.readableBytesView), over: settings.current.configuration)
        } catch {
            throw APIError.badRequest(error.code.rawValue, error.message, details: error.field.isEmpty ? [:] : ["field": error.field])
        }
        let found = request.resourceIDs.map { snapshot().alertSubject($0) }
        if let missing = zip(request.resourceIDs, found).first(where: { $0.1 == nil }) {
            throw APIError(404, "resource_not_found", "There is no resource \(missing.0.prefix(100))")
        }
        let answer = try await judge.preview(request, at: context.now)
        return .json { answer.write(to: &$0) }
    }

    private func explained(alertID: String) async throws -> APIResponse {
        let id = try AlertIdentifier.checked(alertID)
        guard let explanation = try await judge.explain(alertID: id) else {
            throw APIError.notFound("alert_not_found", "Alert not found")
        }
        return .json { explanation.write(to: &$0) }
    }

    private func explainedResource(_ context: RequestContext) async throws -> APIResponse {
        guard let id = context.query["resourceId"] ?? context.query["resource_id"], !id.isEmpty else {
            throw APIError.badRequest("missing_parameter", "resourceId is required", details: ["field": "resourceId"])
        }
        let metric = context.query["metric"].flatMap { $0.isEmpty ? nil : $0 }
        guard let explanation = try await judge.explain(resourceID: id, rule: metric) else {
            throw APIError.notFound("resource_not_found", "Resource not found")
        }
        return .json { explanation.write(to: &$0) }
    }

    static let preview: Schema = .named(
        "AlertPreview",
        .object([
            ("window", .object([("start", .moment), ("end", .moment)])), ("resources", .integer), ("omittedResources?", .integer),
            ("stepSeconds", .integer), ("alerts", .list(.any)), ("totals", .map(.integer)), ("perHour", .list(.integer)),
        ]))
    static let explanation: Schema = .named(
        "AlertExplanation",
        .object([("resourceId", .text), ("resourceName", .text), ("rules", .list(.any)), ("deliveries", .list(.any))]))
}
