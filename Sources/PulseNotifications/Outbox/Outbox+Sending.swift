import GRDB
import PulseAlerts
import PulseCore

extension Outbox {
    /// What a destination's lane is to send next.
    struct Head: Sendable, Equatable {
        let number: Int64
        let destination: DestinationID
        let due: Timestamp
    }

    /// How a message goes on after the worker held it.
    enum Ending: Sendable, Equatable {
        case sent
        /// Another attempt at this moment.
        case retry(Timestamp)
        case dead
        case cancelled(String)
        /// Not tried: waits again, no attempt spent.
        case released(Timestamp)
    }

    /// What was being sent when the process ended waits again.
    func recover() async throws {
        try await database.write { db in
            try db.execute(sql: "UPDATE notification_jobs SET status = 'pending' WHERE status = 'sending'")
        }
    }

    /// The next message of every destination that has one.
    func heads() async throws -> [Head] {
        try await database.read { db in
            let query = """
                WITH RECURSIVE lane (name) AS (
                    SELECT min(destination) FROM notification_jobs WHERE status = 'pending'
                    UNION ALL
                    SELECT (SELECT min(destination) FROM notification_jobs WHERE status = 'pending' AND destination > name)
                    FROM lane WHERE name IS NOT NULL
                )
                SELECT number, destination, due FROM lane JOIN notification_jobs ON number = (
                    SELECT number FROM notification_jobs WHERE status = 'pending' AND destination = name ORDER BY due, number LIMIT 1)
                WHERE name IS NOT NULL
                """
            return try Row.fetchAll(db, sql: query).map { row in
                Head(
                    number: row["number"], destination: DestinationID(rawValue: row["destination"]),
                    due: Timestamp(milliseconds: row["due"]))
            }
        }
    }

    /// Takes a message for sending; `nil` when it no longer waits.
    func claim(_ number: Int64) async throws -> Job? {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE notification_jobs SET status = 'sending' WHERE number = ? AND status = 'pending'", arguments: [number])
            guard db.changesCount == 1 else { return nil }
            let row = try Row.fetchOne(db, sql: "SELECT * FROM notification_jobs WHERE number = ?", arguments: [number])
            guard var job = row.flatMap(Job.init) else { return nil }
            job.items = try Job.items(of: number, db)
            return job
        }
    }

    /// Where alerts of the message were delivered: the others need not hear that it is over.
    func told(_ job: Job) async throws -> Set<Occurrence> {
        try await database.read { db in
            var told: Set<Occurrence> = []
            let query = "SELECT 1 FROM notification_receipts WHERE alert_id = ? AND started = ? AND destination = ?"
            for item in job.items {
                let occurrence = item.alert.occurrence
                let arguments: StatementArguments = [
                    occurrence.alertID, occurrence.startTime.milliseconds, job.destination.rawValue,
                ]
                if try Int.fetchOne(db.cachedStatement(sql: query), arguments: arguments) != nil { told.insert(occurrence) }
            }
            return told
        }
    }

    /// Leaves out alerts that policy dropped, and puts those it holds into messages of their own for later.
    func settle(_ job: Job, dropped: [Occurrence], held: [(Job.Item, until: Timestamp)], at now: Timestamp) async throws {
        guard !dropped.isEmpty || !held.isEmpty else { return }
        try await database.write { db in
            let table = JobTable(db)
            var later: [Timestamp: Int64] = [:]
            for (index, (item, until)) in held.enumerated() {
                let number =
                    try later[until]
                    ?? table.insert(
                        destination: job.destination, event: job.event, key: GroupKey.everything, isDeferred: true, due: until, at: now)
                later[until] = number
                try table.put(item, into: number, position: JobTable.position(index, at: now))
            }
            for occurrence in dropped + held.map(\.0.alert.occurrence) {
                try db.execute(
                    sql: "DELETE FROM notification_job_alerts WHERE job = ? AND alert_id = ? AND started = ?",
                    arguments: [job.number, occurrence.alertID, occurrence.startTime.milliseconds])
            }
        }
    }

    /// Writes down how an attempt ended and what follows, together.
    ///
    /// - Parameter arrived: what of the message arrived all the same, when the attempt failed in its midst.
    func record(_ job: Job, _ ending: Ending, entry: LedgerEntry?, arrived: Part? = nil, at now: Timestamp) async throws {
        try await database.write { db in
            if let arrived { try Self.splitOff(arrived, from: job, at: now, db) }
            try entry?.insert(db)
            if entry != nil {
                try db.execute(
                    sql: """
                        UPDATE notification_jobs SET attempts = attempts + 1, last_attempt = ?, error_class = ?, error = ?, payload_bytes = ?
                        WHERE number = ?
                        """,
                    arguments: [
                        entry?.at.milliseconds, entry?.failure?.rawValue, entry?.summary, entry?.payloadSize, job.number,
                    ])
            }
            try Self.apply(ending, to: job, at: now, db)
        }
    }

    static func apply(_ ending: Ending, to job: Job, at now: Timestamp, _ db: Database) throws {
        switch ending {
        case .sent:
            try end(job, "sent", at: now, db)
            let table = JobTable(db)
            for item in job.items {
                switch job.event {
                case .alert: try table.addReceipt(item.alert.occurrence, job.destination, at: now)
                // Told: should it come back as the same occurrence, its end is told only after it was told again.
                case .resolved: try table.removeReceipt(item.alert.occurrence, job.destination)
                }
            }
        case .dead: try end(job, "dlq", at: now, db)
        case .cancelled(let reason):
            try end(job, "cancelled", at: now, db)
            try db.execute(sql: "UPDATE notification_jobs SET error = ? WHERE number = ?", arguments: [reason, job.number])
        case .retry(let due), .released(let due):
            try db.execute(
                sql: "UPDATE notification_jobs SET status = 'pending', due = ? WHERE number = ? AND status = 'sending'",
                arguments: [due.milliseconds, job.number])
        }
    }

    private static func end(_ job: Job, _ status: String, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE notification_jobs SET status = ?, completed_at = ? WHERE number = ? AND status = 'sending'",
            arguments: [status, now.milliseconds, job.number])
    }
}

extension Outbox {
    /// Keeps an attempt that has no message in the outbox: a test.
    func note(_ entry: LedgerEntry) async throws { try await database.write { try entry.insert($0) } }
}
