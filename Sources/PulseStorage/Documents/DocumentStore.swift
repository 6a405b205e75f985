import GRDB
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps settings and other small documents as named JSON values with a revision, each change one transaction.
///
/// A document that does not decode or decrypt is an error (`document_unreadable`, `decryption_failed`) on reading and
/// on updating, so it is never replaced by a default.
public struct DocumentStore: Sendable {
    private let database: PulseDatabase
    private let secrets: SecretBox?
    private let clock: any WallClock

    /// A store in `database`; `secrets` is needed for keys marked secret.
    public init(database: PulseDatabase, secrets: SecretBox? = nil, clock: any WallClock = SystemWallClock()) {
        self.database = database
        self.secrets = secrets
        self.clock = clock
    }

    /// The document, or `nil` when it was never stored.
    public func get<Value>(_ key: DocumentKey<Value>) throws -> Document<Value>? {
        try database.read { try load(key, $0) }
    }

    /// Stores a value and returns its new revision.
    ///
    /// With `ifRevision` (0 = must not exist) throws `document_conflict` when somebody else was quicker.
    @discardableResult
    public func put<Value>(_ value: Value, for key: DocumentKey<Value>, ifRevision expected: Int64? = nil) throws -> Int64 {
        let body = try encode(value, key)
        return try database.write(key.isSecret ? .powerCut : .process) { db in
            let current = try Int64.fetchOne(db, sql: "SELECT revision FROM documents WHERE name = ?", arguments: [key.name]) ?? 0
            if let expected, expected != current { throw Self.conflict(key.name, expected: expected, current: current) }
            return try store(body, revision: current + 1, key, db)
        }
    }

    /// Changes a document in one transaction, starting from `fallback` when there is none, and returns the stored value.
    @discardableResult
    public func update<Value>(
        _ key: DocumentKey<Value>, default fallback: Value, _ change: (inout Value) throws -> Void
    ) throws -> Document<Value> {
        try database.write(key.isSecret ? .powerCut : .process) { db in
            let current = try load(key, db)
            var value = current?.value ?? fallback
            try change(&value)
            let revision = try store(try encode(value, key), revision: (current?.revision ?? 0) + 1, key, db)
            return Document(value: value, revision: revision)
        }
    }

    /// Removes a document; true when it was there.
    @discardableResult
    public func remove<Value>(_ key: DocumentKey<Value>) throws -> Bool {
        try database.write { db in
            try db.execute(sql: "DELETE FROM documents WHERE name = ?", arguments: [key.name])
            return db.changesCount > 0
        }
    }

    private func load<Value>(_ key: DocumentKey<Value>, _ db: Database) throws -> Document<Value>? {
        let query = "SELECT revision, sealed, body FROM documents WHERE name = ?"
        guard let row = try Row.fetchOne(db, sql: query, arguments: [key.name]) else { return nil }
        let stored: Data = row["body"]
        let isSealed: Bool = row["sealed"]
        let plain = isSealed ? Data(try box(key.name).open(stored)) : stored
        do {
            return Document(value: try JSONDecoder().decode(Value.self, from: plain), revision: row["revision"])
        } catch {
            let text = "The stored document '\(key.name)' cannot be read. It was left as it is."
            throw PulseError("document_unreadable", text, details: ["document": key.name], cause: error)
        }
    }

    private func store<Value>(_ body: Data, revision: Int64, _ key: DocumentKey<Value>, _ db: Database) throws -> Int64 {
        try db.execute(
            sql: "INSERT OR REPLACE INTO documents (name, revision, sealed, body, changed_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [key.name, revision, key.isSecret, body, clock.now.milliseconds])
        return revision
    }

    private func encode<Value>(_ value: Value, _ key: DocumentKey<Value>) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let plain = try encoder.encode(value)
        return key.isSecret ? Data(try box(key.name).seal(plain)) : plain
    }

    private func box(_ name: String) throws -> SecretBox {
        guard let secrets else { throw PulseError("encryption_unavailable", "The document '\(name)' needs the master key.") }
        return secrets
    }

    private static func conflict(_ name: String, expected: Int64, current: Int64) -> PulseError {
        PulseError(
            "document_conflict", "The document '\(name)' was changed meanwhile. Read it again and repeat the change.",
            details: ["document": name, "expected": "\(expected)", "current": "\(current)"])
    }
}
