import GRDB
import PulseCore

extension Outbox {
    /// What became of a request about a dead letter.
    public enum DeadLetterVerdict: Sendable, Equatable {
        case done
        /// There is no message with this id.
        case unknown
        /// It is no dead letter (any more).
        case notDead
    }

    /// Sends a dead letter again, with all its attempts.
    public func retry(_ id: String, at now: Timestamp) async throws -> DeadLetterVerdict {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE notification_jobs SET status = 'pending', attempts = 0, due = ?, is_forced = 1, completed_at = NULL,
                        group_key = '', error = NULL, error_class = NULL
                    WHERE id = ? AND status = 'dlq'
                    """, arguments: [now.milliseconds, id])
            let verdict = try verdict(id, db)
            ringAfterCommit(db)
            return verdict
        }
    }

    /// Forgets a dead letter.
    public func delete(_ id: String) async throws -> DeadLetterVerdict {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM notification_jobs WHERE id = ? AND status = 'dlq'", arguments: [id])
            return try verdict(id, db)
        }
    }

    private func verdict(_ id: String, _ db: Database) throws -> DeadLetterVerdict {
        if db.changesCount > 0 { return .done }
        let status = try String.fetchOne(db, sql: "SELECT status FROM notification_jobs WHERE id = ?", arguments: [id])
        return status == nil ? .unknown : .notDead
    }
}
