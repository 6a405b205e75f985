import GRDB
import PulseCore
import PulseStorage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The journal in `pulse.db`: what happened, what is known of each resource, and when Pulse looked at all.
public struct ChangeStore: Sendable {
    /// What is kept; beyond it the oldest goes.
    public struct Retention: Sendable {
        public var age: Duration = .seconds(90 * 86_400)
        /// About 40 MB.
        public var mostChanges = 200_000
        public init() {}
    }
    let database: PulseDatabase
    let retention: Retention

    public init(database: PulseDatabase, retention: Retention = Retention()) {
        self.database = database
        self.retention = retention
    }

    public static let migrations = [
        Migration(
            "changes/1-journal",
            sql: """
                CREATE TABLE resource_changes (
                    id INTEGER PRIMARY KEY, at INTEGER NOT NULL,
                    resource_id TEXT NOT NULL, resource_name TEXT NOT NULL, resource_type TEXT NOT NULL,
                    event TEXT NOT NULL, before TEXT, after TEXT, setting TEXT, related TEXT
                ) STRICT;
                CREATE INDEX resource_changes_at ON resource_changes (at, id);
                CREATE INDEX resource_changes_resource ON resource_changes (resource_id, at, id);
                CREATE TABLE known_resources (
                    id TEXT PRIMARY KEY NOT NULL, since INTEGER NOT NULL, body BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE watches (id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL) STRICT;
                """)
    ]

    /// What the journal knew when it was last stored. An entry that cannot be read is met anew.
    public func known() throws -> [KnownResource] {
        let bodies = try database.read { try Data.fetchAll($0, sql: "SELECT body FROM known_resources") }
        let decoder = JSONDecoder()
        return bodies.compactMap { try? decoder.decode(KnownResource.self, from: $0) }
    }

    /// Stores what happened together with what is known since, so that nothing is told twice or lost between them.
    func write(_ changes: [ResourceChange], stored: [KnownResource], forgotten: [String]) throws {
        try database.write { db in
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO resource_changes (at, resource_id, resource_name, resource_type, event, before, after, setting, related)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for change in changes {
                try insert.execute(arguments: [
                    change.at.milliseconds, change.resourceID, change.resourceName, change.resourceType, change.event.rawValue,
                    change.before, change.after, change.setting?.rawValue,
                    change.related.isEmpty ? nil : change.related.joined(separator: " "),
                ])
            }
            let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO known_resources (id, since, body) VALUES (?, ?, ?)")
            // One after the other: a large estate is met all at once.
            let encoder = JSONEncoder()
            for entry in stored { try put.execute(arguments: [entry.id, entry.since.milliseconds, try encoder.encode(entry)]) }
            let forget = try db.cachedStatement(sql: "DELETE FROM known_resources WHERE id = ?")
            for id in forgotten { try forget.execute(arguments: [id]) }
        }
    }

    /// Lets go of what is too old or too much.
    func clean(at now: Timestamp) throws {
        let (oldest, most) = ((now - retention.age).milliseconds, retention.mostChanges)
        try database.write { db in
            try db.execute(
                sql: """
                    DELETE FROM resource_changes
                    WHERE at < ?1 OR id <= (SELECT id FROM resource_changes ORDER BY id DESC LIMIT 1 OFFSET ?2)
                    """, arguments: [oldest, most])
            try db.execute(sql: "DELETE FROM watches WHERE ended_at < ?", arguments: [oldest])
        }
    }
}
