import Crypto
import Foundation
import GRDB
import PulseCore
import PulseStorage
import Testing

@Suite struct DocumentTests {
    struct Theme: Codable, Sendable, Equatable {
        var name: String
        var size: Int
    }

    static let theme = DocumentKey<Theme>("settings/theme")
    static let password = DocumentKey<Theme>("settings/password", isSecret: true)

    private func makeStore() throws -> (PulseDatabase, DocumentStore) {
        let database = try PulseDatabase(directory: try TemporaryDirectory().open(), migrations: [])
        return (
            database, DocumentStore(database: database, secrets: SecretBox(key: SymmetricKey(size: .bits256)), clock: ManualWallClock())
        )
    }

    @Test(arguments: [theme, password]) func revisionsGrowAndGuard(key: DocumentKey<Theme>) throws {
        let (_, store) = try makeStore()
        #expect(try store.get(key)?.revision == nil)
        #expect(try store.put(Theme(name: "dark", size: 1), for: key, ifRevision: 0) == 1)
        #expect(try store.put(Theme(name: "light", size: 2), for: key) == 2)
        #expect(code { try store.put(Theme(name: "lost", size: 3), for: key, ifRevision: 1) } == "document_conflict")
        #expect(try store.get(key)?.value == Theme(name: "light", size: 2))
        let updated = try store.update(key, default: Theme(name: "?", size: 0)) { $0.size += 5 }
        #expect(updated.revision == 3)
        #expect(updated.value == Theme(name: "light", size: 7))
        #expect(try store.remove(key))
        #expect(try !store.remove(key))
        #expect(try store.update(key, default: Theme(name: "?", size: 0)) { $0.size += 1 }.value == Theme(name: "?", size: 1))
    }

    @Test func aFailedChangeChangesNothing() throws {
        let (_, store) = try makeStore()
        try store.put(Theme(name: "dark", size: 1), for: Self.theme)
        #expect(
            code {
                try store.update(Self.theme, default: Theme(name: "", size: 0)) {
                    $0.size = 9
                    throw PulseError("stop", "Stop.")
                }
            } == "stop")
        #expect(try store.get(Self.theme)?.value.size == 1)
        #expect(try store.get(Self.theme)?.revision == 1)
    }

    @Test func whatCannotBeReadIsNeverReplaced() throws {
        let (database, store) = try makeStore()
        try store.put(Theme(name: "dark", size: 1), for: Self.theme)
        try store.put(Theme(name: "secret", size: 1), for: Self.password)
        try database.write { try $0.execute(sql: "UPDATE documents SET body = CAST('{\"name\":7}' AS BLOB) WHERE name = 'settings/theme'") }
        let other = DocumentStore(database: database, secrets: SecretBox(key: SymmetricKey(size: .bits256)))
        #expect(code { _ = try store.get(Self.theme) } == "document_unreadable")
        #expect(code { try store.update(Self.theme, default: Theme(name: "", size: 0)) { $0.size = 2 } } == "document_unreadable")
        #expect(code { try other.update(Self.password, default: Theme(name: "", size: 0)) { $0.size = 2 } } == "decryption_failed")
        let body = try database.read { try Data.fetchOne($0, sql: "SELECT body FROM documents WHERE name = 'settings/theme'") }
        #expect(body == Data("{\"name\":7}".utf8))
        #expect(try store.get(Self.password)?.value.name == "secret")
    }

    @Test func secretsAreNotReadableInTheDatabase() throws {
        let (database, store) = try makeStore()
        try store.put(Theme(name: "hunter2hunter2", size: 1), for: Self.password)
        let body = try database.read { try Data.fetchOne($0, sql: "SELECT body FROM documents WHERE sealed = 1") }
        #expect(body.map { String(decoding: $0, as: UTF8.self).contains("hunter2") } == false)
        let withoutKey = DocumentStore(database: database)
        #expect(code { _ = try withoutKey.get(Self.password) } == "encryption_unavailable")
    }
}
