import GRDB
import PulseAlerts
import PulseCore
import PulseStorage

/// What outlives a restart: the machines of the engine, every occurrence with its timeline, in `pulse.db`.
///
/// Writing happens inside a transaction of the caller, so that an occurrence and the messages about it are one.
public struct AlertStore: Sendable {
    let database: PulseDatabase

    /// Bounds, `alerts` §1.6 and §5.10.
    public struct Retention: Sendable {
        /// How long occurrences are shown as history.
        public var history: Duration = .seconds(30 * 86_400)
        public var mostHistory = 100_000
        /// How long occurrences are kept as incidents.
        public var incidents: Duration = .seconds(90 * 86_400)
        public var mostIncidents = 500
        public var mostEvents = 120
        public init() {}
    }
    let retention: Retention

    public init(database: PulseDatabase, retention: Retention = Retention()) {
        self.database = database
        self.retention = retention
    }

    public static let migrations = [
        Migration(
            "alerts/1-occurrences",
            sql: """
                CREATE TABLE alert_records (key TEXT PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
                CREATE TABLE alert_occurrences (
                    id INTEGER PRIMARY KEY,
                    alert_id TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, end_reason TEXT, last_seen INTEGER NOT NULL,
                    type TEXT NOT NULL, level TEXT NOT NULL, resource_id TEXT NOT NULL, resource_type TEXT NOT NULL, node TEXT NOT NULL,
                    in_history INTEGER NOT NULL DEFAULT 1, body BLOB NOT NULL,
                    UNIQUE (alert_id, started_at)
                ) STRICT;
                CREATE INDEX alert_occurrences_start ON alert_occurrences (started_at);
                CREATE INDEX alert_occurrences_resource ON alert_occurrences (resource_id, started_at);
                CREATE INDEX alert_occurrences_open ON alert_occurrences (ended_at) WHERE ended_at IS NULL;
                CREATE TABLE alert_events (
                    id INTEGER PRIMARY KEY,
                    occurrence INTEGER NOT NULL REFERENCES alert_occurrences (id) ON DELETE CASCADE,
                    at INTEGER NOT NULL, type TEXT NOT NULL, summary TEXT NOT NULL, details TEXT
                ) STRICT;
                CREATE INDEX alert_events_occurrence ON alert_events (occurrence, id);
                """),
        Migration("alerts/2-events-by-time", sql: "CREATE INDEX alert_events_at ON alert_events (at, id)"),
    ]

    /// The machines as they were stored.
    public func records() throws -> [StoredRecord] {
        try database.read { db in
            try Row.fetchAll(db, sql: "SELECT key, body FROM alert_records").map { StoredRecord(key: $0[0], body: [UInt8]($0[1] as Data)) }
        }
    }

    /// Stores or forgets machines.
    func write(_ changes: [RecordChange], in db: Database) throws {
        guard !changes.isEmpty else { return }
        let store = try db.cachedStatement(sql: "INSERT OR REPLACE INTO alert_records (key, body) VALUES (?, ?)")
        let forget = try db.cachedStatement(sql: "DELETE FROM alert_records WHERE key = ?")
        for change in changes {
            switch change {
            case .stored(let record): try store.execute(arguments: [record.key, Data(record.body)])
            case .forgotten(let key): try forget.execute(arguments: [key])
            }
        }
    }
}

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Data
#else
    import struct Foundation.Data
#endif
