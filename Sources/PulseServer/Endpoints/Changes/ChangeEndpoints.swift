import PulseAlerting
import PulseChanges
import PulseCore
import PulseInventory

/// What changed: of everything, and of one resource with the states it was in.
public struct ChangeEndpoints: Sendable {
    let timeline: Timeline
    let snapshot: @Sendable () -> InventorySnapshot

    public init(changes: ChangeStore, alerts: AlertStore, snapshot: @escaping @Sendable () -> InventorySnapshot) {
        timeline = Timeline(changes: changes, alerts: alerts)
        self.snapshot = snapshot
    }

    /// The most rows of one page.
    static let mostRows = 500
    /// The longest look back of the list of everything; the journal holds no more.
    static let mostHours = 90 * 24

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/ai/intelligence/changes", access: .scope(.aiExecute), answers: Self.intelligence,
                "The newest changes of everything, at most 100 of the last `hours` (24): states, restarts, migrations, settings, alerts.",
                handler: recent),
            .get(
                "/api/resources/timeline", access: .scope(.monitoringRead), answers: Self.page,
                """
                Changes and alerts of everything from `from` to `to` (RFC 3339, the last 7 days), newest first; `limit` (100, at most 500) \
                and `cursor` page.
                """,
                handler: everything),
            .get(
                "/api/resources/{id}/timeline", access: .scope(.monitoringRead), answers: Self.page,
                """
                Changes and alerts of one resource, paged as the timeline of everything; the first page tells in `states` which state it \
                was in, without a hole: `gap` says why a state is unknown.
                """,
                handler: one),
            .get(
                "/api/resources/{id}/facets", access: .scope(.monitoringRead), answers: Self.facets,
                "What a resource belongs to and its newest changes, counted by kind.", handler: facets),
        ]
    }

    private func recent(_ context: RequestContext) async throws -> APIResponse {
        let (snapshot, now) = (snapshot(), context.now)
        let hours = context.integer("hours", default: 24, in: 1...Self.mostHours)
        let page = try await timeline.page(
            Timeline.Question(start: now - .seconds(hours * 3600), end: now, limit: 100), in: snapshot)
        return .object { json in
            json.key("changes")
            json.array(page.entries) { $1.writeIntelligence(to: &$0, snapshot) }
            json.field("count", page.entries.count)
            json.field("hours", hours)
            json.field("license_required", false)
        }
    }

    private func everything(_ context: RequestContext) async throws -> APIResponse {
        let (snapshot, question) = (snapshot(), try question(context))
        let page = try await timeline.page(question, in: snapshot)
        return .object { json in Self.write(page, question, resourceID: "", snapshot, to: &json) }
    }

    private func one(_ context: RequestContext) async throws -> APIResponse {
        let (snapshot, id) = (snapshot(), context.parameters["id"])
        var question = try question(context)
        question.resourceID = id
        let page = try await timeline.page(question, in: snapshot)
        let states = question.after == nil ? try await timeline.states(of: id, from: question.start, to: question.end, in: snapshot) : []
        let resource = snapshot.resource(id)
        // What is gone still has a past.
        guard resource != nil || !page.entries.isEmpty || !states.isEmpty else {
            throw APIError.notFound("resource_not_found", "Resource not found")
        }
        return .object { json in
            Self.write(page, question, resourceID: resource?.id ?? id, snapshot, to: &json)
            guard question.after == nil else { return }
            json.key("states")
            json.array(states) { $1.write(to: &$0) }
        }
    }

    private func facets(_ context: RequestContext) async throws -> APIResponse {
        let (snapshot, now) = (snapshot(), context.now)
        guard let resource = snapshot.resource(context.parameters["id"]) else {
            throw APIError.notFound("resource_not_found", "Resource not found")
        }
        let question = Timeline.Question(
            resourceID: resource.id, start: now - .seconds(Self.mostHours * 3600), end: now, limit: 50)
        let entries = try await timeline.page(question, in: snapshot).entries
        return .object { json in
            json.field("resourceId", resource.id)
            json.field("capabilities", [String]())
            json.key("relationships")
            json.array(resource.content.parentID.map { [$0] } ?? []) { json, parent in
                json.object { json in
                    json.field("sourceId", resource.id)
                    json.field("targetId", parent)
                    json.field("type", resource.kind.isWorkload ? "runs_on" : "part_of")
                    json.field("active", true)
                    json.field("lastSeenAt", resource.content.lastSeen.rfc3339)
                }
            }
            json.key("recentChanges")
            json.array(entries) { $1.writeTimeline(to: &$0, snapshot) }
            json.key("counts")
            json.object { json in
                json.field("recentChanges", entries.count)
                Self.writeCounts("recentChangeKinds", entries.map(\.kind), to: &json)
                Self.writeCounts("recentChangeSourceTypes", entries.map(\.sourceType), to: &json)
            }
        }
    }
}

extension ChangeEndpoints {
    private static let usualSpan: Duration = .seconds(7 * 86_400)

    private func question(_ context: RequestContext) throws -> Timeline.Question {
        let end = try moment("to", context) ?? context.now
        let start = try moment("from", context) ?? end - Self.usualSpan
        guard start < end else { throw APIError.badRequest("invalid_range", "from must be before to", details: ["field": "from"]) }
        var question = Timeline.Question(start: start, end: end, limit: context.integer("limit", default: 100, in: 1...Self.mostRows))
        if let text = context.query["cursor"], !text.isEmpty {
            guard let place = TimelinePlace(cursor: text) else {
                throw APIError.badRequest(
                    "invalid_cursor", "cursor must be a nextCursor of an earlier answer", details: ["field": "cursor"])
            }
            question.after = place
        }
        return question
    }

    private func moment(_ name: String, _ context: RequestContext) throws -> Timestamp? {
        guard let text = context.query[name], !text.isEmpty else { return nil }
        guard let moment = Timestamp(rfc3339: text) else {
            throw APIError.badRequest("invalid_time", "\(name) must be an RFC 3339 time", details: ["field": name])
        }
        return moment
    }

    private static func write(
        _ page: Timeline.Page, _ question: Timeline.Question, resourceID: String, _ snapshot: InventorySnapshot, to json: inout JSONWriter
    ) {
        json.field("resourceId", resourceID)
        json.field("from", question.start.rfc3339)
        json.field("to", question.end.rfc3339)
        json.field("count", page.entries.count)
        json.key("recentChanges")
        json.array(page.entries) { $1.writeTimeline(to: &$0, snapshot) }
        json.optional("nextCursor", page.next?.cursor)
    }

    private static func writeCounts(_ name: StaticString, _ words: [String], to json: inout JSONWriter) {
        json.key(name)
        json.object(words.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }) { $0.value($1) }
    }
}

extension StateSpan {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("status", (status ?? .unknown).rawValue)
            json.field("from", start.rfc3339)
            json.field("to", end.rfc3339)
            json.optional("gap", gap?.rawValue)
        }
    }
}
