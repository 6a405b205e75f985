import GRDB
import PulseCore

extension EnqueueSession {
    /// Read once for a call; what the call itself begins and takes back is noted or looked up again.
    mutating func openGroups(_ place: GroupPlace) throws -> [OpenGroup] {
        if let known = groups[place] {
            let live = try known.filter { try isWaiting($0.number) }
            groups[place] = live
            return live
        }
        let query = """
            SELECT number, group_key, is_deferred, due,
                (SELECT count(*) FROM notification_job_alerts WHERE job = number) AS count
            FROM notification_jobs
            WHERE destination = ? AND event = ? AND status = 'pending' AND attempts = 0 AND is_forced = 0 AND group_key <> ''
            ORDER BY number LIMIT 64
            """
        let rows = try Row.fetchAll(db, sql: query, arguments: [place.destination.rawValue, place.event.rawValue])
        let found = rows.map { row in
            OpenGroup(
                number: row["number"], key: row["group_key"], isDeferred: row["is_deferred"],
                due: Timestamp(milliseconds: row["due"]), count: row["count"])
        }
        groups[place] = found
        return found
    }

    private func isWaiting(_ number: Int64) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM notification_jobs WHERE number = ? AND status = 'pending'")
        return try Int.fetchOne(statement, arguments: [number]) != nil
    }

    mutating func pace(of destination: DestinationID) throws -> GroupPacing {
        if let known = pacing[destination] { return known }
        let row = try Row.fetchOne(
            db, sql: "SELECT level, last_due FROM notification_pace WHERE destination = ?", arguments: [destination.rawValue])
        let last: Int64? = row?["last_due"]
        let found = GroupPacing(level: row?["level"] ?? 0, lastDue: last.map { Timestamp(milliseconds: $0) })
        pacing[destination] = found
        return found
    }
}
