import HTTPTypes
import PulseAlerting
import PulseAlerts
import PulseCore

extension AlertEndpoints {
    private static let mostEntries = 10_000

    func history(_ context: RequestContext) async throws -> APIResponse {
        var query = AlertHistoryQuery()
        query.limit = min(try count("limit", default: 100, context), Self.mostEntries)
        query.offset = try count("offset", default: 0, context)
        query.start = try moment("startTime", context)
        query.end = try moment("endTime", context)
        if let start = query.start, let end = query.end, end < start {
            throw APIError.badRequest("invalid_range", "endTime must not be before startTime", details: ["field": "endTime"])
        }
        query.level = context.query["severity"].flatMap(AlertLevel.init(rawValue:))
        if let id = context.query["resourceId"], !id.isEmpty { query.resourceIDs = snapshot().alertNames(of: id) }
        if let id = context.query["alertIdentifier"], !id.isEmpty { query.alertID = id }
        let page = try await store.history(query)
        let open = Dictionary(service.current.active.map { ($0.occurrence, $0) }) { first, _ in first }
        return APIResponse.json { json in
            json.array(page.entries) { json, entry in
                (open[entry.alert.occurrence] ?? entry.alert).write(to: &json, resolvedTime: entry.end)
            }
        }.setting(.totalCount, "\(page.total)")
    }

    func incidents(_ context: RequestContext) async throws -> APIResponse {
        if let id = context.query["alertIdentifier"] ?? context.query["alert_id"], !id.isEmpty {
            let known = await service.alert(id)?.id ?? id
            let start = try moment("started_at", context) ?? moment("start_time", context, named: "started_at")
            let incident = try await store.incident(alertID: known, startedAt: start)
            return .json { json in
                if let incident { incident.write(to: &json) } else { json.null() }
            }
        }
        guard let id = context.query["resource_id"], !id.isEmpty else {
            throw APIError.badRequest("missing_parameter", "Missing alertIdentifier or resource_id")
        }
        guard id.count <= AlertIdentifier.mostCharacters else {
            throw APIError.badRequest("invalid_resource_id", "resource_id is too long", details: ["field": "resource_id"])
        }
        let limit = context.integer("limit", default: 100, in: 1...500)
        let found = try await store.incidents(resourceIDs: snapshot().alertNames(of: id), limit: limit)
        return .json { json in json.array(found) { $1.write(to: &$0) } }
    }

    private struct Note: Decodable {
        var alertIdentifier: String?
        var incident_id: String?
        var note: String?
    }

    func note(_ context: RequestContext) async throws -> APIResponse {
        let body: Note = try context.decodeJSON()
        let name: AlertService.IncidentName
        if let id = body.incident_id, !id.isEmpty {
            name = .id(id)
        } else if let id = body.alertIdentifier, !id.isEmpty {
            name = .alert(try AlertIdentifier.checked(id))
        } else {
            throw APIError.badRequest("missing_alert_identifier", "alertIdentifier or incident_id is required")
        }
        guard let text = body.note.map({ String($0[...].trimming(while: \.isWhitespace)) }), !text.isEmpty else {
            throw APIError.badRequest("missing_note", "note is required")
        }
        guard try await service.note(text, on: name, by: user(context)) else {
            throw APIError.notFound("incident_not_found", "Incident not found")
        }
        return .object { $0.field("success", true) }
    }

    private func count(_ name: String, default fallback: Int, _ context: RequestContext) throws -> Int {
        guard let text = context.query[name], let number = Int(text) else { return fallback }
        guard number >= 0 else {
            throw APIError.badRequest("invalid_\(name)", "\(name) must be non-negative", details: ["field": name])
        }
        return number
    }

    private func moment(_ name: String, _ context: RequestContext, named shown: String? = nil) throws -> Timestamp? {
        guard let text = context.query[name], !text.isEmpty else { return nil }
        if let moment = Timestamp(rfc3339: text) { return moment }
        let field = shown ?? name
        let words = field == "started_at" ? "Invalid started_at time" : "invalid \(field) parameter"
        throw APIError.badRequest("invalid_time", words, details: ["field": field])
    }
}
