import PulseAlerting
import PulseCore
import PulseInventory

extension IntelligenceEndpoints {
    func newestIncidents(_ context: RequestContext) async throws -> APIResponse {
        let limit = context.integer("limit", default: 20, in: 1...100)
        let wanted = context.query["resource_id"].flatMap { $0.isEmpty ? nil : $0 }
        let found = try await alerts.incidents(resourceIDs: wanted.map(snapshot().alertNames), limit: limit)
        return .object { json in
            json.key("incidents")
            json.array(found) { $1.write(to: &$0) }
            json.field("active_count", found.count { $0.closedAt == nil })
            if wanted == nil { json.field("incident_summary", Self.summary(found)) }
        }
    }

    func incidentsOfResource(_ context: RequestContext) async throws -> APIResponse {
        let (id, limit) = (context.parameters["resourceId"], context.integer("limit", default: 10, in: 1...50))
        let found = try await alerts.incidents(resourceIDs: snapshot().alertNames(of: id), limit: limit)
        return .object { json in
            json.field("resource_id", id)
            json.key("incidents")
            json.array(found) { $1.write(to: &$0) }
            json.field("formatted_context", Self.summary(found))
        }
    }

    /// One line for each incident, empty when there is none.
    private static func summary(_ incidents: [Incident]) -> String {
        incidents.map { incident in
            let state = incident.closedAt.map { "resolved \($0.rfc3339)" } ?? "open"
            let last = incident.events.last.map { "; last: \($0.summary)" } ?? ""
            let alert = incident.alert
            return "- \(alert.startTime.rfc3339) \(alert.resourceName): \(alert.type.rawValue) (\(alert.level.rawValue)), \(state)\(last)"
        }.joined(separator: "\n")
    }
}
