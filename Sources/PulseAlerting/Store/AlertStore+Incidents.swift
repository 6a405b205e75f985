import GRDB
import PulseAlerts
import PulseCore

extension AlertStore {
    /// Adds an entry to an occurrence's timeline; beyond the bound the oldest but the first goes.
    func note(
        _ occurrence: Occurrence, _ kind: IncidentEvent.Kind, _ summary: String, details: [String: MetadataValue] = [:], at now: Timestamp,
        in db: Database
    ) throws {
        let row = try Int64.fetchOne(
            db, sql: "SELECT id FROM alert_occurrences WHERE alert_id = ? AND started_at = ?",
            arguments: [occurrence.alertID, occurrence.startTime.milliseconds])
        guard let row else { return }
        var text: String?
        if !details.isEmpty {
            var json = JSONWriter(capacity: 128)
            MetadataValue.object(details).write(to: &json)
            text = String(decoding: json.bytes, as: UTF8.self)
        }
        try db.execute(
            sql: "INSERT INTO alert_events (occurrence, at, type, summary, details) VALUES (?, ?, ?, ?, ?)",
            arguments: [row, now.milliseconds, kind.rawValue, summary, text])
        try db.execute(
            sql: """
                DELETE FROM alert_events WHERE id IN (
                    SELECT id FROM alert_events WHERE occurrence = ?1 AND id > (SELECT min(id) FROM alert_events WHERE occurrence = ?1)
                    ORDER BY id DESC LIMIT -1 OFFSET ?2)
                """, arguments: [row, retention.mostEvents - 1])
    }

    /// The occurrence of this alert that began at about this time (within ten minutes), or the newest.
    public func incident(alertID: String, startedAt: Timestamp?) async throws -> Incident? {
        try await database.read { db in
            var sql = "SELECT * FROM alert_occurrences WHERE alert_id = ?"
            var arguments: StatementArguments = [alertID]
            if let startedAt {
                sql += " AND abs(started_at - ?) <= 600000 ORDER BY abs(started_at - ?) LIMIT 1"
                arguments += [startedAt.milliseconds, startedAt.milliseconds]
            } else {
                sql += " ORDER BY started_at DESC LIMIT 1"
            }
            return try Row.fetchOne(db, sql: sql, arguments: arguments).flatMap { try Self.incident($0, db) }
        }
    }

    /// The incident with this id of its own.
    public func incident(id: String) async throws -> Incident? {
        guard let row = Self.row(ofIncident: id) else { return nil }
        return try await database.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM alert_occurrences WHERE id = ?", arguments: [row]).flatMap {
                try Self.incident($0, db)
            }
        }
    }

    /// Incidents, newest first.
    ///
    /// - Parameter resourceIDs: all the names of one resource; `nil`: every resource.
    public func incidents(resourceIDs: [String]?, limit: Int) async throws -> [Incident] {
        try await database.read { db in
            let condition = resourceIDs.map { "WHERE resource_id IN (\(databaseQuestionMarks(count: $0.count)))" } ?? ""
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM alert_occurrences \(condition) ORDER BY started_at DESC LIMIT ?",
                arguments: StatementArguments(resourceIDs ?? []) + [limit])
            return try rows.compactMap { try Self.incident($0, db) }
        }
    }

    static func name(ofIncident row: Int64) -> String { "incident-\(row)" }

    private static func row(ofIncident id: String) -> Int64? { id.hasPrefix("incident-") ? Int64(id.dropFirst(9)) : nil }

    private static func incident(_ row: Row, _ db: Database) throws -> Incident? {
        guard let alert = alert(row) else { return nil }
        let id: Int64 = row["id"]
        let events = try Row.fetchAll(db, sql: "SELECT * FROM alert_events WHERE occurrence = ? ORDER BY id", arguments: [id])
        let ended: Int64? = row["ended_at"]
        let reason: String? = row["end_reason"]
        return Incident(
            id: name(ofIncident: id), alert: alert, closedAt: ended.map { Timestamp(milliseconds: $0) },
            closedBecause: reason.flatMap(ResolveReason.init(rawValue:)), events: events.compactMap(event))
    }

    static func event(_ row: Row) -> IncidentEvent? {
        guard let kind = IncidentEvent.Kind(rawValue: row["type"]) else { return nil }
        let id: Int64 = row["id"]
        let text: String? = row["details"]
        let details = text.flatMap { text in
            try? JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try MetadataValue.read(&reader) }
        }
        return IncidentEvent(
            id: "event-\(id)", kind: kind, at: Timestamp(milliseconds: row["at"]), summary: row["summary"], details: details)
    }
}
