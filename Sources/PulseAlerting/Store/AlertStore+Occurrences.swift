import GRDB
import PulseAlerts
import PulseCore

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Data
#else
    import struct Foundation.Data
#endif

extension AlertStore {
    /// Writes down what an action says about its occurrence and its timeline.
    func write(_ action: AlertAction, at now: Timestamp, in db: Database) throws {
        switch action {
        case .opened(let alert, let isReopened):
            try put(alert, in: db)
            try note(alert.occurrence, .fired, isReopened ? "Fired again: \(alert.message)" : alert.message, at: now, in: db)
        case .levelRose(let alert):
            try put(alert, in: db)
            try note(alert.occurrence, .fired, "Now \(alert.level.rawValue): \(alert.message)", at: now, in: db)
        case .resolved(let resolved):
            try put(resolved.alert, endedAt: resolved.resolvedTime, reason: resolved.reason, in: db)
            try note(resolved.alert.occurrence, .resolved, Self.words(resolved.reason), at: resolved.resolvedTime, in: db)
        case .acknowledged(let alert):
            try put(alert, in: db)
            let by = alert.acknowledgement?.by ?? ""
            try note(alert.occurrence, .acknowledged, "Acknowledged by \(by)", details: ["user": .text(by)], at: now, in: db)
        case .unacknowledged(let alert, let by):
            try put(alert, in: db)
            try note(
                alert.occurrence, .unacknowledged, "Acknowledgement taken back by \(by)", details: ["user": .text(by)], at: now, in: db)
        case .notify, .held, .announced: break
        }
    }

    /// Brings the stored picture of open occurrences up to date.
    func refresh(_ alerts: [Alert], in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE alert_occurrences SET last_seen = ?, level = ?, body = ? WHERE alert_id = ? AND started_at = ?")
        for alert in alerts {
            try statement.execute(arguments: [
                alert.lastSeen.milliseconds, alert.level.rawValue, Data(alert.json), alert.id, alert.startTime.milliseconds,
            ])
        }
    }

    private func put(_ alert: Alert, endedAt: Timestamp? = nil, reason: ResolveReason? = nil, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO alert_occurrences
                    (alert_id, started_at, ended_at, end_reason, last_seen, type, level, resource_id, resource_type, node, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (alert_id, started_at) DO UPDATE SET
                    ended_at = excluded.ended_at, end_reason = excluded.end_reason, last_seen = excluded.last_seen,
                    level = excluded.level, body = excluded.body
                """)
        var kind = ""
        if case .text(let text) = alert.metadata["resourceType"] { kind = text }
        try statement.execute(arguments: [
            alert.id, alert.startTime.milliseconds, endedAt?.milliseconds, reason?.rawValue, alert.lastSeen.milliseconds,
            alert.type.rawValue, alert.level.rawValue, alert.resourceID, kind, alert.node, Data(alert.json),
        ])
    }

    private static func words(_ reason: ResolveReason) -> String {
        switch reason {
        case .recovered: "Recovered"
        case .cleared: "Cleared by hand"
        case .configuration: "Ended by a change of the settings"
        case .resourceRemoved: "The resource is gone"
        case .superseded: "Covered by another alert"
        case .expired: "Not seen for too long"
        }
    }
}
