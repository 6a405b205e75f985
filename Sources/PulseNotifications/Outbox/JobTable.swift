import GRDB
import PulseAlerts
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The statements about jobs and their alerts that several tasks share.
struct JobTable {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// The place of the nth alert of a moment, so that alerts keep their order when messages are joined.
    static func position(_ index: Int, at now: Timestamp) -> Int64 { now.milliseconds * 100_000 + Int64(index % 100_000) }

    /// Adds a waiting message without alerts; answers its number.
    func insert(
        destination: DestinationID, event: Message.Event, key: String, isDeferred: Bool, due: Timestamp, at now: Timestamp
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO notification_jobs (id, destination, event, status, group_key, is_deferred, created_at, due)
                VALUES (?, ?, ?, 'pending', ?, ?, ?, ?)
                """,
            arguments: [
                JobID.make(), destination.rawValue, event.rawValue, key, isDeferred, now.milliseconds, due.milliseconds,
            ])
        return db.lastInsertedRowID
    }

    /// Adds an alert to a message, or brings up to date what it says of it.
    ///
    /// - Parameter position: its place among the alerts of all messages, see `position(_:at:)`.
    func put(_ item: Job.Item, into job: Int64, position: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO notification_job_alerts (job, alert_id, started, position, event, resolved_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (job, alert_id, started)
                DO UPDATE SET event = excluded.event, resolved_at = excluded.resolved_at, body = excluded.body
                """
        ).execute(arguments: [
            job, item.alert.id, item.alert.startTime.milliseconds, position, item.event.rawValue, item.resolvedTime?.milliseconds,
            Data(item.alert.json),
        ])
    }

    /// Takes one occurrence out of the waiting messages of an event; messages without alerts are cancelled then.
    func withdraw(_ occurrence: Occurrence, event: Message.Event, destination: DestinationID? = nil, at now: Timestamp) throws -> Int {
        let jobs = try waiting(occurrence, event: event, destination: destination)
        for job in jobs { try take(occurrence, outOf: job, because: "What it told is over or was acknowledged", at: now) }
        return jobs.count
    }

    /// Takes one occurrence out of a message; without alerts it is cancelled.
    func take(_ occurrence: Occurrence, outOf job: Int64, because reason: String, at now: Timestamp) throws {
        try db.execute(
            sql: "DELETE FROM notification_job_alerts WHERE job = ? AND alert_id = ? AND started = ?",
            arguments: [job, occurrence.alertID, occurrence.startTime.milliseconds])
        try db.execute(
            sql: """
                UPDATE notification_jobs SET status = 'cancelled', completed_at = ?, error = ?
                WHERE number = ? AND NOT EXISTS (SELECT 1 FROM notification_job_alerts WHERE job = number)
                """,
            arguments: [now.milliseconds, reason, job])
    }

    /// The waiting messages of an event that tell of the occurrence.
    func waiting(_ occurrence: Occurrence, event: Message.Event, destination: DestinationID?) throws -> [Int64] {
        var query = """
            SELECT j.number FROM notification_job_alerts a JOIN notification_jobs j ON j.number = a.job
            WHERE a.alert_id = ? AND a.started = ? AND j.status = 'pending' AND j.event = ?
            """
        var arguments: StatementArguments = [occurrence.alertID, occurrence.startTime.milliseconds, event.rawValue]
        if let destination {
            query += " AND j.destination = ?"
            arguments += [destination.rawValue]
        }
        return try Int64.fetchAll(db.cachedStatement(sql: query), arguments: arguments)
    }

    /// Where an occurrence was told of, or is being told of right now.
    func reached(by occurrence: Occurrence) throws -> Set<DestinationID> {
        let query = """
            SELECT destination FROM notification_receipts WHERE alert_id = ?1 AND started = ?2
            UNION
            SELECT j.destination FROM notification_job_alerts a JOIN notification_jobs j ON j.number = a.job
            WHERE a.alert_id = ?1 AND a.started = ?2 AND j.status = 'sending' AND j.event = 'alert'
            """
        let names = try String.fetchAll(
            db.cachedStatement(sql: query), arguments: [occurrence.alertID, occurrence.startTime.milliseconds])
        return Set(names.map { DestinationID(rawValue: $0) })
    }

    func addReceipt(_ occurrence: Occurrence, _ destination: DestinationID, at now: Timestamp) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO notification_receipts (alert_id, started, destination, at) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            occurrence.alertID, occurrence.startTime.milliseconds, destination.rawValue, now.milliseconds,
        ])
    }

    func removeReceipt(_ occurrence: Occurrence, _ destination: DestinationID) throws {
        try db.execute(
            sql: "DELETE FROM notification_receipts WHERE alert_id = ? AND started = ? AND destination = ?",
            arguments: [occurrence.alertID, occurrence.startTime.milliseconds, destination.rawValue])
    }

    /// Moves the alerts of other messages into `target`, which then leaves when the first of them was to leave.
    func merge(_ others: [Int64], into target: Int64, key: String) throws {
        for other in others {
            try db.execute(
                sql: """
                    UPDATE notification_jobs SET due = min(due, (SELECT due FROM notification_jobs WHERE number = ?1)), group_key = ?3
                    WHERE number = ?2
                    """, arguments: [other, target, key])
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO notification_job_alerts (job, alert_id, started, position, event, resolved_at, body)
                    SELECT ?2, alert_id, started, position, event, resolved_at, body
                    FROM notification_job_alerts WHERE job = ?1
                    """, arguments: [other, target])
            try db.execute(sql: "DELETE FROM notification_jobs WHERE number = ?", arguments: [other])
        }
    }
}
