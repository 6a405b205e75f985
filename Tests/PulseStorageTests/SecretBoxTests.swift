import Crypto
import Foundation
import PulseCore
import PulseStorage
import Testing

@Suite struct SecretBoxTests {
    private func reopen(_ directory: DataDirectory) throws -> SecretBox {
        let database = try PulseDatabase(directory: directory, migrations: [])
        defer { try? database.close() }
        return try SecretBox.open(directory: directory, database: database)
    }

    @Test func keyIsMadeOnceAndKept() throws {
        let directory = try TemporaryDirectory().open()
        let sealed = try reopen(directory).seal(Array("pve token".utf8))
        #expect(sealed.count == 12 + 9 + 16)
        #expect(try reopen(directory).open(sealed) == Array("pve token".utf8))
        let path = KeyFile(directory: directory).path
        #expect(try TemporaryDirectory.permissions(path) == 0o600)
        let text = String(decoding: try AtomicFile.load(path) ?? [], as: UTF8.self)
        #expect(Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines))?.count == 32)
    }

    @Test func everyChangedByteIsNoticed() throws {
        let box = SecretBox(key: SymmetricKey(size: .bits256))
        let sealed = try box.seal(Array("secret".utf8))
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(code { _ = try box.open(changed) } == "decryption_failed")
        }
        #expect(code { _ = try box.open([UInt8]()) } == "decryption_failed")
        #expect(try box.open(text: try box.seal(text: "Grüße")) == "Grüße")
        #expect(code { _ = try box.open(text: "%%%") } == "decryption_failed")
        #expect(try box.seal(Array("secret".utf8)) != sealed, "each sealing uses a fresh nonce")
    }

    @Test func subKeysDifferByPurposeOnly() {
        let box = SecretBox(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
        #expect(box.key(for: "csrf") == box.key(for: "csrf"))
        #expect(box.key(for: "csrf") != box.key(for: "audit"))
        #expect(box.key(for: "csrf", byteCount: 16).bitCount == 128)
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o660] as [UInt32]) func aKeyOthersMayReadIsRefused(permissions: UInt32) throws {
        let directory = try TemporaryDirectory().open()
        _ = try reopen(directory)
        chmod(KeyFile(directory: directory).path, permissions)
        #expect(code { _ = try reopen(directory) } == "encryption_key_unsafe")
    }

    @Test func aLinkedKeyIsRefused() throws {
        let scratch = try TemporaryDirectory()
        let directory = try scratch.open()
        _ = try reopen(directory)
        let path = KeyFile(directory: directory).path
        rename(path, scratch.path + "/moved")
        symlink(scratch.path + "/moved", path)
        #expect(code { _ = try reopen(directory) } == "encryption_key_unsafe")
    }

    @Test(arguments: ["", "short", "bm90IDMyIGJ5dGVz"]) func aBrokenKeyIsKept(content: String) throws {
        let directory = try TemporaryDirectory().open()
        try AtomicFile.save(Array(content.utf8), to: KeyFile(directory: directory).path)
        #expect(code { _ = try reopen(directory) } == "encryption_key_invalid")
        #expect(try AtomicFile.load(KeyFile(directory: directory).path) == Array(content.utf8))
    }

    @Test func noNewKeyWhileEncryptedFilesExist() throws {
        let directory = try TemporaryDirectory().open()
        try AtomicFile.save([1, 2, 3], to: directory.file("nodes.enc"))
        #expect(code { _ = try reopen(directory) } == "encryption_key_missing")
        #expect(try FileStatus.of(KeyFile(directory: directory).path) == nil)
        try AtomicFile.remove(directory.file("nodes.enc"))
        _ = try reopen(directory)
        #expect(try FileStatus.of(KeyFile(directory: directory).path) != nil)
    }

    @Test func noNewKeyWhileSealedDocumentsExist() throws {
        let directory = try TemporaryDirectory().open()
        let database = try PulseDatabase(directory: directory, migrations: [])
        let store = DocumentStore(database: database, secrets: try SecretBox.open(directory: directory, database: database))
        try store.put("hidden", for: DocumentKey<String>("secret", isSecret: true))
        let path = KeyFile(directory: directory).path
        let key = try #require(try AtomicFile.load(path))
        try AtomicFile.remove(path)
        #expect(code { _ = try SecretBox.open(directory: directory, database: database) } == "encryption_key_missing")
        #expect(code { try store.put("more", for: DocumentKey<String>("secret", isSecret: true)) } == "encryption_key_changed")
        try AtomicFile.save(Array(Data(repeating: 1, count: 32).base64EncodedString().utf8), to: path)
        #expect(code { _ = try SecretBox.open(directory: directory, database: database) } == "encryption_key_wrong")
        try AtomicFile.save(key, to: path)
        #expect(try store.get(DocumentKey<String>("secret", isSecret: true))?.value == "hidden")
    }

    @Test func aLostKeyIsNeverReplacedSilently() throws {
        let directory = try TemporaryDirectory().open()
        _ = try reopen(directory)
        let path = KeyFile(directory: directory).path
        let key = try #require(try AtomicFile.load(path))
        try AtomicFile.remove(path)
        #expect(code { _ = try reopen(directory) } == "encryption_key_missing")
        #expect(try FileStatus.of(path) == nil)
        try AtomicFile.save(key, to: path)
        _ = try reopen(directory)
    }
}
