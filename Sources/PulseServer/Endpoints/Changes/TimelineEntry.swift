import PulseAlerting
import PulseAlerts
import PulseChanges
import PulseCore
import PulseInventory

/// One entry of a timeline: a change of the inventory, or what happened to an alert.
enum TimelineEntry: Sendable {
    case change(StoredChange)
    case alert(AlertTimelineEntry)

    var place: TimelinePlace {
        switch self {
        case .change(let stored): TimelinePlace(at: stored.change.at, origin: .changes, number: stored.number)
        case .alert(let entry): TimelinePlace(at: entry.event.at, origin: .alerts, number: entry.number)
        }
    }

    private var id: String {
        switch self {
        case .change(let stored): "change-\(stored.number)"
        case .alert(let entry): entry.event.id
        }
    }

    /// The contract's name of the kind.
    var kind: String {
        switch self {
        case .change(let stored): stored.change.kind.rawValue
        case .alert(let entry):
            switch entry.event.kind {
            case .fired, .acknowledged, .unacknowledged, .resolved: entry.event.kind.rawValue
            case .command: "command_executed"
            case .runbook: "runbook_executed"
            case .note, .analysis: "activity"
            }
        }
    }

    private var summary: String {
        switch self {
        case .change(let stored): stored.change.summary
        case .alert(let entry): entry.event.summary
        }
    }

    private var before: String? {
        guard case .change(let stored) = self else { return nil }
        return stored.change.event == .appeared ? ResourceChange.absent : stored.change.before
    }

    private var after: String? {
        guard case .change(let stored) = self else { return nil }
        return stored.change.event == .gone ? ResourceChange.absent : stored.change.after
    }

    /// The row of `/api/ai/intelligence/changes`.
    func writeIntelligence(to json: inout JSONWriter, _ snapshot: InventorySnapshot) {
        let subject = subject(in: snapshot)
        json.object { json in
            json.field("id", id)
            json.field("resource_id", subject.id)
            json.field("resource_name", subject.name)
            json.field("resource_type", subject.type)
            json.field("change_type", kind)
            json.field("before", before ?? "")
            json.field("after", after ?? "")
            json.field("detected_at", place.at.rfc3339)
            json.field("description", summary)
        }
    }

    /// The row of a resource's timeline.
    func writeTimeline(to json: inout JSONWriter, _ snapshot: InventorySnapshot) {
        let subject = subject(in: snapshot)
        json.object { json in
            json.field("id", id)
            json.field("observedAt", place.at.rfc3339)
            json.field("occurredAt", place.at.rfc3339)
            json.field("resourceId", subject.id)
            json.field("resourceName", subject.name)
            json.field("resourceType", subject.type)
            json.field("kind", kind)
            json.optional("from", before)
            json.optional("to", after)
            json.field("sourceType", sourceType)
            json.field("confidence", "high")
            if case .change(let stored) = self { json.optional("relatedResources", stored.change.related) }
            json.field("reason", summary)
            json.key("metadata")
            json.object { writeMetadata(to: &$0) }
        }
    }

    /// How Pulse came to know.
    var sourceType: String {
        switch self {
        case .change: "pulse_diff"
        case .alert: "heuristic"
        }
    }

    private func writeMetadata(to json: inout JSONWriter) {
        switch self {
        case .change(let stored):
            json.field("changeType", stored.change.event.rawValue)
            if let setting = stored.change.setting { json.field("changedFields", [setting.rawValue]) }
        case .alert(let entry):
            json.field("changeType", entry.event.kind.rawValue)
            json.field("alertIdentifier", entry.alert.id)
            json.field("alertType", entry.alert.type.rawValue)
            json.field("level", entry.alert.level.rawValue)
            json.field("incidentId", entry.incidentID)
        }
    }

    private func subject(in snapshot: InventorySnapshot) -> (id: String, name: String, type: String) {
        switch self {
        case .change(let stored):
            let change = stored.change
            let id = snapshot.resource(change.resourceID)?.id ?? change.resourceID
            return (id, change.resourceName, change.resourceType)
        case .alert(let entry):
            let resource = snapshot.alertSubject(entry.alert.resourceID)
            var kind = resource?.contractType ?? ""
            if resource == nil, case .text(let text) = entry.alert.metadata["resourceType"] { kind = text }
            return (resource?.id ?? entry.alert.resourceID, entry.alert.resourceName, kind)
        }
    }
}
