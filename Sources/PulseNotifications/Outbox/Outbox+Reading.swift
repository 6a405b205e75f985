import GRDB
import PulseAlerts
import PulseCore

extension Outbox {
    /// How many messages there are of each status, zeros included.
    public func counts() async throws -> [JobStatus: Int] {
        try await database.read { db in
            var counts = Dictionary(uniqueKeysWithValues: JobStatus.allCases.map { ($0, 0) })
            for row in try Row.fetchAll(db, sql: "SELECT status, count(*) AS count FROM notification_jobs GROUP BY status") {
                if let status = JobStatus(rawValue: row["status"]) { counts[status] = row["count"] }
            }
            return counts
        }
    }

    /// Since when the oldest message waits that nothing but its destination keeps from leaving; `nil`: none does.
    public func oldestWaiting(at now: Timestamp) async throws -> Timestamp? {
        try await database.read { db in
            let query = """
                SELECT min(created_at) FROM notification_jobs
                WHERE status = 'sending' OR (status = 'pending' AND (attempts > 0 OR due <= ?))
                """
            return Timestamp(column: try Int64.fetchOne(db, sql: query, arguments: [now.milliseconds]))
        }
    }

    /// Messages given up since a moment, by what went wrong; every class is there.
    public func failureClasses(since: Timestamp) async throws -> [DeliveryFailure.Class: Int] {
        try await database.read { db in
            var counts = Dictionary(uniqueKeysWithValues: DeliveryFailure.Class.allCases.map { ($0, 0) })
            let query = """
                SELECT coalesce(error_class, 'unknown') AS class, count(*) AS count FROM notification_jobs
                WHERE status IN ('dlq', 'failed') AND completed_at >= ? GROUP BY class
                """
            for row in try Row.fetchAll(db, sql: query, arguments: [since.milliseconds]) {
                counts[DeliveryFailure.Class(rawValue: row["class"]) ?? .unknown, default: 0] += row["count"]
            }
            return counts
        }
    }

    /// The dead letters, newest first, with their alerts.
    public func deadLetters(limit: Int) async throws -> [Job] {
        try await database.read { db in
            let query = "SELECT * FROM notification_jobs WHERE status = 'dlq' ORDER BY completed_at DESC, number DESC LIMIT ?"
            return try Row.fetchAll(db, sql: query, arguments: [limit]).compactMap { row in
                guard var job = Job(row) else { return nil }
                job.items = try Job.items(of: job.number, db)
                return job
            }
        }
    }

    /// One message by its id.
    public func job(_ id: String) async throws -> Job? {
        try await database.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM notification_jobs WHERE id = ?", arguments: [id])
            guard var job = row.flatMap(Job.init) else { return nil }
            job.items = try Job.items(of: job.number, db)
            return job
        }
    }

    /// Attempts, newest first. `onlyWebhooks` leaves out the other channels.
    public func ledger(limit: Int, destination: DestinationID? = nil, onlyWebhooks: Bool = false) async throws -> [LedgerEntry] {
        try await database.read { db in
            var query = "SELECT * FROM notification_ledger"
            var arguments: StatementArguments = []
            if let destination {
                query += " WHERE destination = ?"
                arguments += [destination.rawValue]
            } else if onlyWebhooks {
                query += " WHERE destination >= 'webhook:' AND destination < 'webhook;'"
            }
            query += " ORDER BY at DESC, number DESC LIMIT ?"
            arguments += [limit]
            return try Row.fetchAll(db, sql: query, arguments: arguments).map { LedgerEntry($0) }
        }
    }

    /// When real messages left since a moment, oldest first, and where to.
    func attempts(since: Timestamp) async throws -> [(destination: DestinationID, at: Timestamp)] {
        try await database.read { db in
            let query = "SELECT destination, at FROM notification_ledger WHERE at >= ? AND is_test = 0 ORDER BY at, number"
            return try Row.fetchAll(db, sql: query, arguments: [since.milliseconds]).map { row in
                (DestinationID(rawValue: row["destination"]), Timestamp(milliseconds: row["at"]))
            }
        }
    }

    /// Every attempt to tell of an occurrence, oldest first; at most 200.
    public func deliveries(of occurrence: Occurrence) async throws -> [LedgerEntry] {
        try await database.read { db in
            let query = """
                SELECT l.* FROM notification_job_alerts a JOIN notification_jobs j ON j.number = a.job
                JOIN notification_ledger l ON l.job = j.id
                WHERE a.alert_id = ? AND a.started = ? ORDER BY l.at, l.number LIMIT 200
                """
            return try Row.fetchAll(db, sql: query, arguments: [occurrence.alertID, occurrence.startTime.milliseconds])
                .map { LedgerEntry($0) }
        }
    }

    /// The messages of an occurrence that wait, are sent or were given up, oldest first; without their alerts.
    public func jobs(of occurrence: Occurrence) async throws -> [Job] {
        try await database.read { db in
            let query = """
                SELECT j.* FROM notification_job_alerts a JOIN notification_jobs j ON j.number = a.job
                WHERE a.alert_id = ? AND a.started = ? ORDER BY j.number LIMIT 200
                """
            return try Row.fetchAll(db, sql: query, arguments: [occurrence.alertID, occurrence.startTime.milliseconds])
                .compactMap { Job($0) }
        }
    }

    /// Destinations whose newest dead letter is younger than their newest delivery.
    func deadDestinations() async throws -> Set<DestinationID> {
        try await database.read { db in
            let query = """
                SELECT destination FROM notification_jobs j WHERE status = 'dlq' GROUP BY destination
                HAVING max(completed_at) > coalesce(
                    (SELECT max(at) FROM notification_ledger l WHERE l.destination = j.destination AND is_delivered = 1), 0)
                """
            return Set(try String.fetchAll(db, sql: query).map { DestinationID(rawValue: $0) })
        }
    }
}
