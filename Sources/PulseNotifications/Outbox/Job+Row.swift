import GRDB
import PulseAlerts
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Job {
    /// Reads a row of `notification_jobs`, without its alerts; `nil` for words of a newer Pulse.
    init?(_ row: Row) {
        guard let event = Message.Event(rawValue: row["event"]), let status = JobStatus(rawValue: row["status"]) else { return nil }
        let kind: String? = row["error_class"]
        self.init(
            number: row["number"], id: row["id"], destination: DestinationID(rawValue: row["destination"]), event: event, status: status,
            groupKey: row["group_key"], isDeferred: row["is_deferred"], isForced: row["is_forced"],
            createdAt: Timestamp(milliseconds: row["created_at"]), due: Timestamp(milliseconds: row["due"]), attempts: row["attempts"],
            lastAttempt: Timestamp(column: row["last_attempt"]), errorClass: kind.flatMap { DeliveryFailure.Class(rawValue: $0) },
            error: row["error"], completedAt: Timestamp(column: row["completed_at"]), payloadSize: row["payload_bytes"])
    }

    /// The alerts of a message, in the order they came.
    static func items(of number: Int64, _ db: Database) throws -> [Item] {
        let query = "SELECT event, resolved_at, body FROM notification_job_alerts WHERE job = ? ORDER BY position"
        return try Row.fetchAll(db.cachedStatement(sql: query), arguments: [number]).compactMap { row in
            guard let alert = alert(row["body"]), let event = Notice.Event(rawValue: row["event"]) else { return nil }
            return Item(alert, event, resolvedTime: Timestamp(column: row["resolved_at"]))
        }
    }

    static func alert(_ body: Data) -> Alert? { Alert(json: Array(body)) }
}

extension Timestamp {
    /// A column of milliseconds.
    init?(column: Int64?) {
        guard let column else { return nil }
        self.init(milliseconds: column)
    }
}
