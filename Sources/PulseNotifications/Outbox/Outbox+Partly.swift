import GRDB
import PulseAlerts
import PulseCore

extension Outbox {
    /// What of a message arrived before an attempt failed, and the entry of the ledger about it.
    struct Part: Sendable {
        let occurrences: [Occurrence]
        let entry: LedgerEntry

        /// The part that arrived before the failure, where one did, and the entry of the rest.
        static func split(
            _ entry: LedgerEntry, of message: Message, _ failure: DeliveryFailure
        ) -> (arrived: Part?, rest: LedgerEntry) {
            let alerts = message.alerts.prefix(failure.alertsDelivered)
            guard !alerts.isEmpty, alerts.count < message.alerts.count else { return (nil, entry) }
            var (arrived, rest) = (entry, entry)
            (arrived.failure, arrived.summary, arrived.detail, arrived.status) = (nil, nil, nil, nil)
            arrived.message = JobID.make()
            arrived.alertCount = alerts.count
            rest.alertCount -= alerts.count
            rest.alertID = message.alerts[alerts.count].id
            return (Part(occurrences: alerts.map(\.occurrence), entry: arrived), rest)
        }
    }

    /// Makes what arrived a message of its own that is sent, so that the next attempt goes on where this one stopped.
    static func splitOff(_ part: Part, from job: Job, at now: Timestamp, _ db: Database) throws {
        let told = Set(part.occurrences)
        let items = job.items.filter { told.contains($0.alert.occurrence) }
        guard !items.isEmpty else { return }
        try db.execute(
            sql: """
                INSERT INTO notification_jobs (id, destination, event, status, group_key, is_forced, created_at, due, attempts,
                    last_attempt, completed_at, payload_bytes)
                VALUES (?, ?, ?, 'sending', '', ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                part.entry.message, job.destination.rawValue, job.event.rawValue, job.isForced, job.createdAt.milliseconds,
                job.due.milliseconds, job.attempts + 1, part.entry.at.milliseconds, now.milliseconds, part.entry.payloadSize,
            ])
        var sent = job
        sent.number = db.lastInsertedRowID
        sent.items = items
        for occurrence in told {
            try db.execute(
                sql: "UPDATE notification_job_alerts SET job = ? WHERE job = ? AND alert_id = ? AND started = ?",
                arguments: [sent.number, job.number, occurrence.alertID, occurrence.startTime.milliseconds])
        }
        try part.entry.insert(db)
        try apply(.sent, to: sent, at: now, db)
    }
}
