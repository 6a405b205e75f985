import PulseAlerting
import PulseAlerts
import PulseChanges
import PulseCore
import PulseForecast
import PulseInventory

/// The past events of everything: from the journal and from the timelines of alerts.
struct EventReader: Sendable {
    let changes: ChangeStore
    let alerts: AlertStore

    /// The most entries that are read of each.
    private static let mostEntries = 5000

    /// Events of the last while, in no order.
    func events(of span: Duration, until now: Timestamp, in snapshot: InventorySnapshot) async throws -> [PastEvent] {
        let start = now - span
        async let happened = alerts.timeline(of: nil, from: start, to: now, after: nil, limit: Self.mostEntries)
        let changed = try await changes.changes(ChangeQuery(start: start, end: now, limit: Self.mostEntries))
        return Self.events(changed.map(\.change), snapshot) + Self.events(try await happened, snapshot)
    }

    /// - Parameter newestFirst: the journal's changes.
    private static func events(_ newestFirst: [ResourceChange], _ snapshot: InventorySnapshot) -> [PastEvent] {
        var nextStatus: [String: Timestamp] = [:]
        return newestFirst.compactMap { change in
            let id = snapshot.resource(change.resourceID)?.id ?? change.resourceID
            switch change.event {
            case .restarted: return PastEvent(resourceID: id, kind: .restart, at: change.at)
            case .migrated: return PastEvent(resourceID: id, kind: .migration, at: change.at)
            case .status:
                defer { nextStatus[id] = change.at }
                guard change.after == ResourceStatus.offline.rawValue else { return nil }
                return PastEvent(resourceID: id, kind: .unresponsive, at: change.at, duration: nextStatus[id]?.since(change.at))
            default: return nil
            }
        }
    }

    private static func events(_ newestFirst: [AlertTimelineEntry], _ snapshot: InventorySnapshot) -> [PastEvent] {
        var ends: [String: Timestamp] = [:]
        return newestFirst.compactMap { entry in
            if entry.event.kind == .resolved { ends[entry.incidentID] = entry.event.at }
            guard entry.event.kind == .fired else { return nil }
            let id = snapshot.alertSubject(entry.alert.resourceID)?.id ?? entry.alert.resourceID
            return PastEvent(
                resourceID: id, kind: kind(of: entry.alert.type), at: entry.event.at,
                duration: ends[entry.incidentID]?.since(entry.event.at))
        }
    }

    private static func kind(of type: AlertType) -> PastEvent.Kind {
        switch type.rawValue {
        case "cpu": .highProcessor
        case "memory": .highMemory
        case "disk", "usage": .diskFull
        default: .alert
        }
    }
}
