import GRDB
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SecretBox {
    /// The box under the data directory's master key, which is made on the first start.
    ///
    /// Throws `encryption_key_missing` when encrypted data exists without its key (a new key would orphan it), and
    /// `encryption_key_wrong` when the key is not the one the database was written with.
    public static func open(directory: DataDirectory, database: PulseDatabase) throws -> SecretBox {
        let file = KeyFile(directory: directory)
        if let key = try file.read() {
            let box = SecretBox(key: key, file: file)
            try box.verify(against: database, path: file.path)
            return box
        }
        if let evidence = try encryptedData(directory: directory, database: database) {
            let text = "\(file.path) is missing, but \(evidence) is encrypted with it. Restore the key; nothing was changed."
            throw PulseError("encryption_key_missing", text, details: ["path": file.path, "encrypted": evidence])
        }
        let box = SecretBox(key: try file.create(), file: file)
        try box.writeProof(to: database)
        return box
    }

    /// The box under an existing master key, without database or checks, for commands that only read; `nil` without a key.
    public static func existing(directory: DataDirectory) throws -> SecretBox? {
        let file = KeyFile(directory: directory)
        return try file.read().map { SecretBox(key: $0, file: file) }
    }

    private static let proofName = "storage/key-proof"
    private static let proofText = "pulse"

    /// Something that only the lost key could open. The proof counts: a key that was there and is gone is for a person to look at.
    private static func encryptedData(directory: DataDirectory, database: PulseDatabase) throws -> String? {
        if let name = try directory.names().first(where: { $0.hasSuffix(".enc") }) { return name }
        let query = "SELECT name FROM documents WHERE sealed = 1 ORDER BY name = ? LIMIT 1"
        return try database.read { try String.fetchOne($0, sql: query, arguments: [proofName]) }
    }

    private func verify(against database: PulseDatabase, path: String) throws {
        let query = "SELECT body FROM documents WHERE name = ?"
        let stored = try database.read { try Data.fetchOne($0, sql: query, arguments: [Self.proofName]) }
        guard let stored else { return try writeProof(to: database) }
        do { _ = try open(stored) } catch {
            let text = "\(path) is not the key this data was encrypted with. Restore the right one; nothing was changed."
            throw PulseError("encryption_key_wrong", text, details: ["path": path], cause: error)
        }
    }

    private func writeProof(to database: PulseDatabase) throws {
        let sealed = try seal(Array(Self.proofText.utf8))
        let statement = "INSERT OR REPLACE INTO documents (name, revision, sealed, body, changed_at) VALUES (?, 1, 1, ?, 0)"
        try database.write(.powerCut) { try $0.execute(sql: statement, arguments: [Self.proofName, Data(sealed)]) }
    }
}
