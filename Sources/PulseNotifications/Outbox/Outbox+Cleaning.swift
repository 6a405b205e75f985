import GRDB
import PulseCore

extension Outbox {
    /// How long what is done is kept, `notifications` §6.2.
    public enum Retention {
        public static let completedDays = 7
        public static let deadLetterDays = 30
        public static let ledgerDays = 30
        public static let receiptDays = 30
        /// Attempts kept whatever their age.
        static let mostLedgerEntries = 200_000
    }

    /// Forgets what is older than it is kept.
    func clean(at now: Timestamp) async throws {
        try await database.write { db in
            func before(_ days: Int) -> Int64 { (now - .seconds(Int64(days) * 86_400)).milliseconds }
            try db.execute(
                sql: "DELETE FROM notification_jobs WHERE status IN ('sent', 'failed', 'cancelled') AND completed_at < ?",
                arguments: [before(Retention.completedDays)])
            try db.execute(
                sql: "DELETE FROM notification_jobs WHERE status = 'dlq' AND completed_at < ?",
                arguments: [before(Retention.deadLetterDays)])
            try db.execute(sql: "DELETE FROM notification_ledger WHERE at < ?", arguments: [before(Retention.ledgerDays)])
            try db.execute(
                sql: "DELETE FROM notification_ledger WHERE number <= (SELECT max(number) FROM notification_ledger) - ?",
                arguments: [Retention.mostLedgerEntries])
            try db.execute(sql: "DELETE FROM notification_receipts WHERE at < ?", arguments: [before(Retention.receiptDays)])
        }
    }
}
