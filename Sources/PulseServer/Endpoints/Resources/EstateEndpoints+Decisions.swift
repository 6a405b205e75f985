import PulseCore
import PulseInventory

/// What people decide about identity: `resources-metrics-recovery` §4.5.
extension EstateEndpoints {
    private static let bodyLimit = 16 * 1024

    var decisionEndpoints: [Endpoint] {
        [
            .post(
                "/api/resources/{id}/link", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit, request: ResourceShapes.link,
                answers: ResourceShapes.decision, "Says that two resources are one thing."
            ) { [self] request in
                let (resource, target, reason) = try pair(request)
                try await decide(.link(resource, target, reason: reason, actor: request.actor))
                return Self.done("Resources linked")
            },
            .post(
                "/api/resources/{id}/unlink", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit, request: ResourceShapes.link,
                answers: ResourceShapes.decision, "Says that two resources are different things."
            ) { [self] request in
                let (resource, target, reason) = try pair(request)
                try await decide(.unlink(resource, target, reason: reason, actor: request.actor))
                return Self.done("Resources unlinked")
            },
            .post(
                "/api/resources/{id}/report-merge", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit,
                request: ResourceShapes.mergeReport, answers: ResourceShapes.decision, "Reports that a resource mixes up different things."
            ) { [self] request in
                let resource = try views.resource(request.parameters["id"])
                let report = try Self.decode(MergeReport.self, request)
                let notes = report.notes.flatMap { $0.isEmpty ? nil : $0 } ?? "reported_incorrect_merge"
                let event = InventoryEvent.reportMerge(resource.id, sources: try report.kinds(), notes: notes, actor: request.actor)
                let change = try await decide(event)
                return .object { json in
                    json.field("status", "ok")
                    json.field("message", "Merge reported")
                    json.field("exclusions", change.exclusionCount)
                }
            },
        ]
    }

    private static func done(_ message: String) -> APIResponse {
        .object { json in
            json.field("status", "ok")
            json.field("message", message)
        }
    }

    /// The two ids of the request. The target may be one of the resource's own source rows, which then keeps its id.
    private func pair(_ request: RequestContext) throws -> (resource: String, target: String, reason: String) {
        let resource = try views.resource(request.parameters["id"])
        let link = try Self.decode(LinkRequest.self, request)
        guard let targetID = link.targetId, !targetID.isEmpty else {
            throw APIError.badRequest("missing_target_id", "targetId required")
        }
        let target = try views.resource(targetID)
        guard targetID != resource.id else { throw APIError.badRequest("self_link", "A resource cannot be linked with itself") }
        return (resource.id, target.id == resource.id ? targetID : target.id, link.reason ?? "")
    }

    private static func decode<Body: Decodable>(_ type: Body.Type, _ request: RequestContext) throws -> Body {
        do {
            return try request.decodeJSON(type)
        } catch let error as APIError where error.code == "invalid_json" {
            throw APIError.badRequest("invalid_json", "Invalid JSON", details: error.details)
        }
    }

    @discardableResult
    private func decide(_ event: InventoryEvent) async throws -> InventoryChange {
        do {
            return try await commands.perform(event)
        } catch let error as PulseError {
            guard let answer = Self.answers[error.code] else { throw error }
            throw APIError(answer.status, error.code, answer.message ?? error.message, details: error.details)
        }
    }

    /// How the inventory's refusals are answered; texts where the contract gives them.
    private static let answers: [String: (status: Int, message: String?)] = [
        "resource_not_found": (404, "Resource not found"),
        "self_link": (400, nil),
        "incompatible_types": (409, nil),
        "not_merged": (400, "Resource is not merged"),
        "no_source_targets": (400, "No source targets found"),
        "no_exclusions": (400, "No exclusions created"),
        "limit_exceeded": (409, nil),
    ]
}

private struct LinkRequest: Decodable {
    let targetId: String?
    let reason: String?
}

private struct MergeReport: Decodable {
    let sources: [String]?
    let notes: String?

    func kinds() throws(APIError) -> [SourceKind] {
        var kinds: [SourceKind] = []
        for name in sources ?? [] {
            guard let kind = SourceKind(rawValue: name.lowercased()) else {
                throw APIError.badRequest("unsupported_source", "unsupported source: \(name.prefix(64))")
            }
            kinds.append(kind)
        }
        return kinds
    }
}

extension InventoryChange {
    fileprivate var exclusionCount: Int {
        persist.count { fact in
            if case .exclusion = fact { true } else { false }
        }
    }
}

extension RequestContext {
    /// Who decided, as it is recorded: user name or token id.
    fileprivate var actor: String { principal?.tokenID ?? principal?.name ?? "unknown" }
}
