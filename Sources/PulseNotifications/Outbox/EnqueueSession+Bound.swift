import GRDB
import PulseCore

extension EnqueueSession {
    /// Joins the oldest messages of the destination that has most, until no more wait than may.
    mutating func bound() throws {
        guard result.opened > 0 else { return }
        let query = "SELECT count(*) FROM notification_jobs WHERE status = 'pending'"
        var waiting = try Int.fetchOne(db, sql: query) ?? 0
        while waiting > mostPending {
            let crowd = try Row.fetchOne(
                db,
                sql: """
                    SELECT destination, event, count(*) AS count FROM notification_jobs WHERE status = 'pending' AND is_forced = 0
                    GROUP BY destination, event ORDER BY count DESC LIMIT 1
                    """)
            guard let crowd else { return }
            let (destination, event): (String, String) = (crowd["destination"], crowd["event"])
            let oldest = try Int64.fetchAll(
                db,
                sql: """
                    SELECT number FROM notification_jobs
                    WHERE status = 'pending' AND is_forced = 0 AND destination = ? AND event = ? ORDER BY number LIMIT ?
                    """, arguments: [destination, event, min(500, waiting - mostPending + 1)])
            guard let first = oldest.first, oldest.count > 1 else { return }
            try table.merge(Array(oldest.dropFirst()), into: first, key: GroupKey.everything)
            result.squeezed += oldest.count - 1
            waiting -= oldest.count - 1
        }
    }
}
