import GRDB
import PulseCore

/// Which changes are asked for, newest first.
public struct ChangeQuery: Sendable, Equatable {
    /// All the names of one resource; `nil`: every resource.
    public var resourceIDs: [String]?
    public var start: Timestamp
    public var end: Timestamp
    /// Only what comes after this place in the list.
    public var after: JournalPlace?
    public var limit: Int

    public init(resourceIDs: [String]? = nil, start: Timestamp, end: Timestamp, after: JournalPlace? = nil, limit: Int) {
        self.resourceIDs = resourceIDs
        self.start = start
        self.end = end
        self.after = after
        self.limit = limit
    }
}

/// The place of an entry in a list that is ordered by time and number, newest first.
public struct JournalPlace: Sendable, Equatable {
    public var at: Timestamp
    public var number: Int64
    public init(at: Timestamp, number: Int64) {
        self.at = at
        self.number = number
    }
}

/// A change as it is stored, with its number.
public struct StoredChange: Sendable, Equatable {
    public var number: Int64
    public var change: ResourceChange
}

extension ChangeStore {
    /// Changes of a time, newest first.
    public func changes(_ query: ChangeQuery) async throws -> [StoredChange] {
        try await database.read { db in
            var sql = "SELECT * FROM resource_changes WHERE at BETWEEN ? AND ?"
            var arguments: StatementArguments = [query.start.milliseconds, query.end.milliseconds]
            if let ids = query.resourceIDs {
                sql += " AND resource_id IN (\(databaseQuestionMarks(count: ids.count)))"
                arguments += StatementArguments(ids)
            }
            if let place = query.after {
                sql += " AND (at, id) < (?, ?)"
                arguments += [place.at.milliseconds, place.number]
            }
            sql += " ORDER BY at DESC, id DESC LIMIT ?"
            return try Row.fetchAll(db, sql: sql, arguments: arguments + [query.limit]).compactMap(Self.change)
        }
    }

    /// What is needed to tell in which state a resource was over a time.
    public func record(ofStates resourceIDs: [String], from start: Timestamp, to end: Timestamp) async throws -> StateRecord {
        try await database.read { db in
            let marks = databaseQuestionMarks(count: resourceIDs.count)
            let names = StatementArguments(resourceIDs)
            let states =
                "SELECT * FROM resource_changes WHERE resource_id IN (\(marks)) AND event IN ('status', 'resource_created', 'resource_removed')"
            let before = try Row.fetchOne(
                db, sql: states + " AND at < ? ORDER BY at DESC, id DESC LIMIT 1", arguments: names + [start.milliseconds])
            // A resource's allowance keeps this short.
            let within = try Row.fetchAll(
                db, sql: states + " AND at BETWEEN ? AND ? ORDER BY at, id LIMIT ?",
                arguments: names + [start.milliseconds, end.milliseconds, StateRecord.mostTransitions])
            let since = try Int64.fetchOne(db, sql: "SELECT min(since) FROM known_resources WHERE id IN (\(marks))", arguments: names)
            let watches = try Row.fetchAll(
                db, sql: "SELECT started_at, ended_at FROM watches WHERE ended_at >= ? AND started_at <= ? ORDER BY started_at",
                arguments: [start.milliseconds, end.milliseconds])
            return StateRecord(
                transitions: ([before].compactMap(\.self) + within).compactMap(Self.change).map(\.change),
                since: since.map { Timestamp(milliseconds: $0) },
                watches: watches.map { Timestamp(milliseconds: $0[0])...Timestamp(milliseconds: max($0[0], $0[1])) })
        }
    }

    private static func change(_ row: Row) -> StoredChange? {
        guard let event = ResourceChange.Event(rawValue: row["event"]) else { return nil }
        var change = ResourceChange(
            event: event, resourceID: row["resource_id"], resourceName: row["resource_name"], resourceType: row["resource_type"],
            at: Timestamp(milliseconds: row["at"]), before: row["before"], after: row["after"])
        change.setting = (row["setting"] as String?).flatMap(Setting.Name.init(rawValue:))
        change.related = (row["related"] as String?)?.split(separator: " ").map(String.init) ?? []
        return StoredChange(number: row["id"], change: change)
    }
}

extension ChangeStore {
    /// Notes that Pulse has looked since `start` and still does.
    func extendWatch(since start: Timestamp, to now: Timestamp) throws {
        try database.write { db in
            try db.execute(
                sql: "UPDATE watches SET ended_at = ? WHERE started_at = ?", arguments: [now.milliseconds, start.milliseconds])
            guard db.changesCount == 0 else { return }
            try db.execute(
                sql: "INSERT INTO watches (started_at, ended_at) VALUES (?, ?)", arguments: [start.milliseconds, now.milliseconds])
        }
    }
}
