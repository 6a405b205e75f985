import FoundationEssentials
import GRDB
import PulseCore
import PulseStorage

/// User notes, tags and addresses, kept in `pulse.db` and in memory.
public actor MetadataStore {
    /// The most records one collection holds.
    public static let limit = 20_000
    /// The longest id of a record, in characters.
    public static let longestID = 512

    private let database: PulseDatabase
    private let clock: any WallClock
    private var records: [MetadataCollection: [String: MetadataRecord]]

    public static let migrations = [
        Migration(
            "metadata-v1",
            sql: """
                CREATE TABLE metadata (
                    collection TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, updated_at INTEGER NOT NULL,
                    PRIMARY KEY (collection, id)
                ) STRICT, WITHOUT ROWID
                """)
    ]

    /// Loads what is kept. Throws when the database cannot be read.
    public init(database: PulseDatabase, clock: any WallClock) throws {
        self.database = database
        self.clock = clock
        records = try database.read { db in
            var loaded: [MetadataCollection: [String: MetadataRecord]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT collection, id, record FROM metadata") {
                guard let collection = MetadataCollection(rawValue: row[0]) else { continue }
                let text: String = row[2]
                loaded[collection, default: [:]][row[1]] = try JSONDecoder().decode(MetadataRecord.self, from: Data(text.utf8))
            }
            return loaded
        }
    }

    /// Every record of the collection by id.
    public func all(_ collection: MetadataCollection) -> [String: MetadataRecord] { records[collection] ?? [:] }

    /// The record; an empty one when nothing was ever written.
    public func record(_ collection: MetadataCollection, _ id: String) -> MetadataRecord {
        records[collection]?[id] ?? MetadataRecord()
    }

    /// Applies the change durably and returns the stored record. Throws `limit_exceeded` or a storage error.
    public func patch(_ collection: MetadataCollection, _ id: String, _ patch: MetadataPatch) async throws -> MetadataRecord {
        let known = records[collection]?[id]
        guard id.count <= Self.longestID else {
            throw PulseError("limit_exceeded", "The id must be at most \(Self.longestID) characters long")
        }
        guard known != nil || (records[collection]?.count ?? 0) < Self.limit else {
            throw PulseError("limit_exceeded", "At most \(Self.limit) records can be kept")
        }
        let changed = patch.applied(to: known ?? MetadataRecord())
        let text = String(decoding: try JSONEncoder().encode(changed), as: UTF8.self)
        let moment = clock.now.milliseconds
        // Memory first: the actor may take another patch while the database writes, and that one must see this one.
        records[collection, default: [:]][id] = changed
        do {
            try await database.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO metadata (collection, id, record, updated_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (collection, id) DO UPDATE SET record = excluded.record, updated_at = excluded.updated_at
                        """, arguments: [collection.rawValue, id, text, moment])
            }
        } catch {
            records[collection, default: [:]][id] = known
            throw error
        }
        return changed
    }

    /// Forgets the record; forgetting an unknown one is no error.
    public func remove(_ collection: MetadataCollection, _ id: String) async throws {
        guard let known = records[collection]?.removeValue(forKey: id) else { return }
        do {
            try await database.write { db in
                try db.execute(sql: "DELETE FROM metadata WHERE collection = ? AND id = ?", arguments: [collection.rawValue, id])
            }
        } catch {
            records[collection, default: [:]][id] = known
            throw error
        }
    }
}
