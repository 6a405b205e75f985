import GRDB
import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The SQLite database of everything but metric history: one writer, a few readers, WAL.
///
/// A process killed at any moment loses no committed transaction. Errors: see `StorageFault`; a database that cannot be
/// read or was written by a newer Pulse (`storage_newer_version`) is left untouched.
public final class PulseDatabase: Sendable {
    /// How much a commit must survive.
    public enum Durability: Sendable {
        /// The death of the process. A power cut may take the last seconds.
        case process
        /// A power cut as well; one `fsync` dearer. For credentials and other security facts.
        case powerCut
    }

    /// Path of the database file.
    public let path: String
    private let pool: DatabasePool

    /// Opens or creates `path` (0600, no symbolic link) and applies the migrations it lacks.
    public init(path: String, migrations: [Migration]) throws {
        self.path = path
        try Self.prepareFile(path)
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration())
            try Self.check(pool, path: path)
            try Self.migrate(pool, migrations: Self.own + migrations)
        } catch {
            throw StorageFault.database(error, path: path)
        }
    }

    /// Opens `pulse.db` in the data directory.
    public convenience init(directory: DataDirectory, migrations: [Migration]) throws {
        try self.init(path: directory.file("pulse.db"), migrations: migrations)
    }

    /// Reads from a consistent snapshot, on the calling thread.
    public func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try pool.read(body) } catch { throw StorageFault.database(error, path: path) }
    }

    /// Reads from a consistent snapshot without blocking the caller's thread.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.read(body) } catch { throw StorageFault.database(error, path: path) }
    }

    /// Runs one transaction, on the calling thread; an error rolls it back.
    public func write<Value>(_ durability: Durability = .process, _ body: (Database) throws -> Value) throws -> Value {
        do {
            return try pool.writeWithoutTransaction { try Self.transaction(durability, $0, body) }
        } catch {
            throw StorageFault.database(error, path: path)
        }
    }

    /// Runs one transaction without blocking the caller's thread; an error rolls it back.
    public func write<Value: Sendable>(
        _ durability: Durability = .process, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.writeWithoutTransaction { try Self.transaction(durability, $0, body) }
        } catch {
            throw StorageFault.database(error, path: path)
        }
    }

    /// Folds the write-ahead log into the file, so that the file alone is the whole database, and closes all connections; later calls fail.
    public func close() throws {
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try pool.close()
    }

    private static func transaction<Value>(_ durability: Durability, _ db: Database, _ body: (Database) throws -> Value) throws -> Value {
        if durability == .powerCut { try db.execute(sql: "PRAGMA synchronous = FULL") }
        defer { if durability == .powerCut { try? db.execute(sql: "PRAGMA synchronous = NORMAL") } }
        var result: Result<Value, any Error>?
        try db.inTransaction(.immediate) {
            result = .success(try body(db))
            return .commit
        }
        guard let result else { throw PulseError("storage_io", "The transaction was not run.") }
        return try result.get()
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "pulse.db"
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // Bounds for each connection: 2 MB of pages, and a log file that shrinks after a large transaction.
            try db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA journal_size_limit = 16777216; PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    private static func prepareFile(_ path: String) throws {
        for name in [path, "\(path)-wal", "\(path)-shm"] {
            guard let status = try FileStatus.of(name) else { continue }
            guard status.kind == .file else { throw StorageFault.unsafe(name, because: "it is not a regular file") }
            if status.isOpenToOthers, chmod(name, 0o600) != 0 { throw StorageFault.system(errno, path: name, doing: "protect") }
        }
        // SQLite gives its side files the permissions of the main file, so that one is made first.
        try AtomicFile.ensureExists(path)
    }

    /// Damage that SQLite would only meet later, after it has written next to it, is found before anything is written.
    private static func check(_ pool: DatabasePool, path: String) throws {
        let verdict = try pool.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
        guard let verdict, verdict != "ok" else { return }
        throw PulseError(
            "storage_corrupt", "The database \(path) is damaged (\(verdict)). Restore it from a backup; nothing was changed.",
            details: ["path": path])
    }

    private static func migrate(_ pool: DatabasePool, migrations: [Migration]) throws {
        let names = migrations.map(\.name)
        precondition(Set(names).count == names.count, "migration names must differ")
        var migrator = DatabaseMigrator()
        for migration in migrations { migrator.registerMigration(migration.name, migrate: migration.apply) }
        let applied = try pool.read { try migrator.appliedIdentifiers($0) }
        if let unknown = applied.subtracting(names).min() {
            throw PulseError(
                "storage_newer_version",
                "The database was written by a newer Pulse (it knows '\(unknown)'). Update Pulse; nothing was changed.",
                details: ["migration": unknown])
        }
        if applied.count < names.count { try migrator.migrate(pool) }
    }

    /// Steps of this module.
    static let own: [Migration] = [
        Migration(
            "storage/1-documents",
            sql: """
                CREATE TABLE documents (
                    name TEXT PRIMARY KEY NOT NULL,
                    revision INTEGER NOT NULL,
                    sealed INTEGER NOT NULL DEFAULT 0,
                    body BLOB NOT NULL,
                    changed_at INTEGER NOT NULL
                ) WITHOUT ROWID, STRICT;
                """)
    ]
}
