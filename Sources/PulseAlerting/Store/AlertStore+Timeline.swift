import GRDB
import PulseAlerts
import PulseCore

/// One entry of an occurrence's timeline with the alert it belongs to.
public struct AlertTimelineEntry: Sendable, Equatable {
    /// Grows with each entry that is written.
    public var number: Int64
    public var event: IncidentEvent
    public var incidentID: String
    public var alert: Alert
}

extension AlertStore {
    /// Entries of all timelines in a time, newest first.
    ///
    /// - Parameters:
    ///   - resourceIDs: all the names of one resource; `nil`: every resource.
    ///   - after: only what comes after this time and number in the list.
    public func timeline(
        of resourceIDs: [String]?, from start: Timestamp, to end: Timestamp, after: (at: Timestamp, number: Int64)?, limit: Int
    ) async throws -> [AlertTimelineEntry] {
        try await database.read { db in
            var conditions = "alert_events.at BETWEEN ? AND ?"
            var arguments: StatementArguments = [start.milliseconds, end.milliseconds]
            if let resourceIDs {
                conditions +=
                    " AND occurrence IN (SELECT id FROM alert_occurrences WHERE resource_id IN (\(databaseQuestionMarks(count: resourceIDs.count))))"
                arguments += StatementArguments(resourceIDs)
            }
            if let after {
                conditions += " AND (alert_events.at, alert_events.id) < (?, ?)"
                arguments += [after.at.milliseconds, after.number]
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT alert_events.*, body, last_seen FROM alert_events JOIN alert_occurrences ON alert_occurrences.id = occurrence
                    WHERE \(conditions) ORDER BY alert_events.at DESC, alert_events.id DESC LIMIT ?
                    """, arguments: arguments + [limit])
            return rows.compactMap { row in
                guard let event = Self.event(row), let alert = Self.alert(row) else { return nil }
                return AlertTimelineEntry(
                    number: row["id"], event: event, incidentID: Self.name(ofIncident: row["occurrence"]), alert: alert)
            }
        }
    }
}
