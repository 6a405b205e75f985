import PulseAlerting
import PulseChanges
import PulseCore
import PulseForecast
import PulseInventory

/// What history and the journal say of everything: what is usual, what is not, what repeats, what follows what, and incidents.
public struct IntelligenceEndpoints: Sendable {
    let book: WeekBook
    let events: EventReader
    let alerts: AlertStore
    let snapshot: @Sendable () -> InventorySnapshot
    /// The journal changes all the time; what it says over weeks does not.
    let cache = DocumentCache(mostEntries: 64, mostBytes: 8 << 20, life: .seconds(60))

    public init(book: WeekBook, changes: ChangeStore, alerts: AlertStore, snapshot: @escaping @Sendable () -> InventorySnapshot) {
        self.book = book
        self.alerts = alerts
        self.snapshot = snapshot
        events = EventReader(changes: changes, alerts: alerts)
    }

    public var endpoints: [Endpoint] { usual + repeating + incidents }

    private var usual: [Endpoint] {
        [
            .get(
                "/api/ai/intelligence/baselines", access: .scope(.aiExecute), answers: Self.list("baselines", Self.baseline),
                "What is usual for cpu, memory and disk of each resource, by the hourly means of a week; `resource_id` narrows.",
                handler: baselines),
            .get(
                "/api/ai/intelligence/anomalies", access: .scope(.aiExecute), answers: Self.anomalies,
                "Figures that are far from what is usual now, the worst first; `resource_id` narrows.", handler: anomalies),
            .get(
                "/api/ai/intelligence/learning", access: .scope(.aiExecute), answers: Self.learning,
                "Of how many resources and metrics it is known what is usual.", handler: learning),
        ]
    }

    private var repeating: [Endpoint] {
        [
            .get(
                "/api/ai/intelligence/patterns", access: .scope(.aiExecute), answers: Self.list("patterns", Self.pattern),
                "Events of a resource that came at least three times in 90 days, with their usual distance; `resource_id` narrows."
            ) { try await document("patterns", $0, patterns) },
            .get(
                "/api/ai/intelligence/predictions", access: .scope(.aiExecute), answers: Self.list("predictions", Self.prediction),
                "When what repeats is expected next, overdue ones included; `resource_id` narrows."
            ) { try await document("predictions", $0, predictions) },
            .get(
                "/api/ai/intelligence/correlations", access: .scope(.aiExecute), answers: Self.list("correlations", Self.correlation),
                "Events that followed another resource's within ten minutes at least three times in 30 days; `resource_id` narrows."
            ) { try await document("correlations", $0, correlations) },
        ]
    }

    private var incidents: [Endpoint] {
        [
            .get(
                "/api/ai/incidents", access: .scope(.aiExecute), answers: Self.incidentList,
                "The newest incidents, at most `limit` (20), of all or of `resource_id`.", handler: newestIncidents),
            .get(
                "/api/ai/incidents/{resourceId}", access: .scope(.aiExecute), answers: Self.resourceIncidents,
                "The newest incidents of one resource, at most `limit` (10).", handler: incidentsOfResource),
        ]
    }

    private func document(
        _ name: String, _ context: RequestContext,
        _ rows: @escaping @Sendable (String?, Timestamp) async throws -> EncodedDocument
    ) async throws -> APIResponse {
        let id = wanted(context)
        return .encoded(
            try await cache.document("\(name) \(id ?? "")", revision: 0, at: context.now) { try await rows(id, context.now) })
    }

    /// The canonical id of the resource that is asked for, or what was asked for where there is none.
    func wanted(_ context: RequestContext) -> String? {
        guard let id = context.query["resource_id"], !id.isEmpty else { return nil }
        return snapshot().resource(id)?.id ?? id
    }

    /// A list with its length, as all of these answer.
    static func list<Row>(
        _ name: StaticString, _ rows: [Row], to json: inout JSONWriter, _ write: (inout JSONWriter, Row) -> Void
    ) {
        json.key(name)
        json.array(rows, write)
        json.field("count", rows.count)
        json.field("license_required", false)
    }
}
