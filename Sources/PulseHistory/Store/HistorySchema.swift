import GRDB
import PulseCore

/// The tables of the metric database. Versions are appended, never changed.
enum HistorySchema {
    static let version = 1

    static func prepare(_ db: Database, path: String) throws {
        let present = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard present <= version else {
            throw HistoryFailure.corrupt(path, "it was written by a newer version of Pulse")
        }
        guard present < version else { return }
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
            throw HistoryFailure.corrupt(path, "it belongs to another program")
        }
        try db.inTransaction(.immediate) {
            try db.execute(sql: first)
            return .commit
        }
    }

    private static let first = """
        PRAGMA application_id = \(DatabaseFile.applicationID);
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE resource (id INTEGER PRIMARY KEY, key TEXT UNIQUE, merged_into INTEGER);
        CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE series (resource INTEGER NOT NULL, metric INTEGER NOT NULL, PRIMARY KEY (resource, metric)) WITHOUT ROWID;
        CREATE TABLE target (type TEXT NOT NULL, id TEXT NOT NULL, resource INTEGER NOT NULL, PRIMARY KEY (type, id)) WITHOUT ROWID;
        CREATE TABLE resource_group (id INTEGER PRIMARY KEY, sealed_sequence INTEGER NOT NULL, sealed_end INTEGER NOT NULL);
        CREATE TABLE journal (slot INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, tick BLOB NOT NULL);
        CREATE TABLE slice (id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, resource_group INTEGER NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, points INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE INDEX slice_range ON slice (tier, resource_group, last, first);
        PRAGMA user_version = 1;
        """
}
