import PulseAlerting
import PulseChanges
import PulseCore
import PulseInventory

/// Changes and what happened to alerts, merged when they are read: each is stored once, where it belongs.
struct Timeline: Sendable {
    let changes: ChangeStore
    let alerts: AlertStore

    /// What is asked for.
    struct Question: Sendable {
        /// Any id of the resource; `nil`: every resource.
        var resourceID: String?
        var start: Timestamp
        var end: Timestamp
        var after: TimelinePlace?
        var limit: Int
    }
    struct Page: Sendable {
        /// Newest first.
        var entries: [TimelineEntry]
        /// Where the next page begins; `nil` when this is the last.
        var next: TimelinePlace?
    }

    func page(_ question: Question, in snapshot: InventorySnapshot) async throws -> Page {
        let place = question.after
        var query = ChangeQuery(
            resourceIDs: question.resourceID.map { Self.names(of: $0, in: snapshot) }, start: question.start, end: question.end,
            limit: question.limit + 1)
        query.after = place.map { JournalPlace(at: $0.at, number: $0.number(in: .changes)) }
        async let happened = alerts.timeline(
            of: question.resourceID.map(snapshot.alertNames), from: question.start, to: question.end,
            after: place.map { (at: $0.at, number: $0.number(in: .alerts)) }, limit: question.limit + 1)
        let changed = try await changes.changes(query)
        let all = (try await happened.map(TimelineEntry.alert) + changed.map(TimelineEntry.change)).sorted { $0.place.precedes($1.place) }
        let entries = Array(all.prefix(question.limit))
        return Page(entries: entries, next: all.count > question.limit ? entries.last?.place : nil)
    }

    /// In which state a resource was, without a hole. Empty when nothing is known of it.
    func states(of id: String, from start: Timestamp, to end: Timestamp, in snapshot: InventorySnapshot) async throws -> [StateSpan] {
        let record = try await changes.record(ofStates: Self.names(of: id, in: snapshot), from: start, to: end)
        guard record.since != nil || !record.transitions.isEmpty else { return [] }
        let resource = snapshot.resource(id)
        var parent: StateRecord?
        if let parentID = resource?.content.parentID {
            parent = try await changes.record(ofStates: Self.names(of: parentID, in: snapshot), from: start, to: end)
        }
        return record.spans(from: start, to: end, current: resource?.status, parent: parent)
    }

    /// Every id under which changes of the resource may be stored.
    private static func names(of id: String, in snapshot: InventorySnapshot) -> [String] {
        guard let resource = snapshot.resource(id) else { return [id] }
        return Set([resource.id] + resource.content.supersededIDs + resource.content.aliases).sorted()
    }
}
