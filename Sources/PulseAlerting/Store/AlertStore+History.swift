import GRDB
import PulseAlerts
import PulseCore

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Data
#else
    import struct Foundation.Data
#endif

/// Which occurrences of the past are asked for, `alerts` §1.4.
public struct AlertHistoryQuery: Sendable, Equatable {
    /// 0: all there are.
    public var limit = 100
    public var offset = 0
    public var start: Timestamp?
    public var end: Timestamp?
    public var level: AlertLevel?
    /// All the names of one resource; `nil`: every resource.
    public var resourceIDs: [String]?
    public var alertID: String?
    public init() {}
}

/// A page of history.
public struct AlertHistoryPage: Sendable {
    /// Newest start first; `end` is `nil` for those still open.
    public var entries: [(alert: Alert, end: Timestamp?)]
    /// How many match without limit and offset.
    public var total: Int
}

extension AlertStore {
    /// Filters first, then pages.
    public func history(_ query: AlertHistoryQuery) async throws -> AlertHistoryPage {
        try await database.read { db in
            let (conditions, arguments) = Self.conditions(query)
            let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM alert_occurrences WHERE \(conditions)", arguments: arguments) ?? 0
            let limit = query.limit == 0 ? retention.mostHistory : query.limit
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM alert_occurrences WHERE \(conditions) ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?",
                arguments: arguments + [limit, query.offset])
            let entries = rows.compactMap { row in
                Self.alert(row).map { (alert: $0, end: (row["ended_at"] as Int64?).map { Timestamp(milliseconds: $0) }) }
            }
            return AlertHistoryPage(entries: entries, total: total)
        }
    }

    private static func conditions(_ query: AlertHistoryQuery) -> (String, StatementArguments) {
        var conditions = ["in_history = 1"]
        var arguments = StatementArguments()
        func add(_ condition: String, _ values: StatementArguments) {
            conditions.append(condition)
            arguments += values
        }
        if let start = query.start { add("started_at >= ?", [start.milliseconds]) }
        if let end = query.end { add("started_at <= ?", [end.milliseconds]) }
        if let level = query.level { add("level = ?", [level.rawValue]) }
        if let alertID = query.alertID { add("alert_id = ?", [alertID]) }
        if let ids = query.resourceIDs {
            add("resource_id IN (\(databaseQuestionMarks(count: ids.count)))", StatementArguments(ids))
        }
        return (conditions.joined(separator: " AND "), arguments)
    }

    /// Erases the history; incidents and open alerts stay.
    public func clearHistory() async throws {
        try await database.write { db in try db.execute(sql: "UPDATE alert_occurrences SET in_history = 0") }
    }

    /// Closes occurrences that are open in the store though no machine knows of them, for example after a lost write.
    func closeOrphans(known: Set<Occurrence>, at now: Timestamp, in db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT id, alert_id, started_at FROM alert_occurrences WHERE ended_at IS NULL")
        for row in rows {
            let occurrence = Occurrence(alertID: row[1], startTime: Timestamp(milliseconds: row[2]))
            guard !known.contains(occurrence) else { continue }
            try db.execute(
                sql: "UPDATE alert_occurrences SET ended_at = last_seen, end_reason = ? WHERE id = ?",
                arguments: [ResolveReason.expired.rawValue, row[0] as Int64])
        }
    }

    /// Lets go of what is too old or too much.
    func clean(at now: Timestamp, in db: Database) throws {
        try db.execute(
            sql: "UPDATE alert_occurrences SET in_history = 0 WHERE in_history = 1 AND ended_at IS NOT NULL AND started_at < ?",
            arguments: [(now - retention.history).milliseconds])
        try db.execute(
            sql: """
                DELETE FROM alert_occurrences WHERE ended_at IS NOT NULL AND (
                    (in_history = 0 AND (started_at < ?1 OR id NOT IN
                        (SELECT id FROM alert_occurrences ORDER BY started_at DESC LIMIT ?2)))
                    OR id NOT IN (SELECT id FROM alert_occurrences ORDER BY started_at DESC LIMIT ?3))
                """,
            arguments: [(now - retention.incidents).milliseconds, retention.mostIncidents, retention.mostHistory])
    }

    static func alert(_ row: Row) -> Alert? {
        let body: Data = row["body"]
        guard var alert = Alert(json: [UInt8](body)) else { return nil }
        alert.lastSeen = Timestamp(milliseconds: row["last_seen"])
        return alert
    }
}
