import Foundation
import GRDB
import PulseCore
import PulseStorage
import Testing

@Suite struct DatabaseTests {
    static let steps = [
        Migration("test/1-notes", sql: "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"),
        Migration("test/2-colour", sql: "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'white'"),
        Migration("test/3-first") { try $0.execute(sql: "INSERT INTO notes (text, colour) VALUES ('first', 'red')") },
        Migration("other/1-links", sql: "CREATE TABLE links (note INTEGER NOT NULL REFERENCES notes(id))"),
    ]

    /// Every earlier state of the schema reaches the newest one, whatever order modules came in.
    @Test(arguments: 0...4) func migratesFromEveryPrefix(count: Int) throws {
        let scratch = try TemporaryDirectory()
        let directory = try scratch.open()
        do {
            let early = try PulseDatabase(directory: directory, migrations: Array(Self.steps.prefix(count)))
            try early.close()
        }
        let database = try PulseDatabase(directory: directory, migrations: Self.steps)
        let rows = try database.read { try String.fetchAll($0, sql: "SELECT text || colour FROM notes") }
        #expect(rows == ["firstred"])
        #expect(try database.read { try $0.tableExists("links") })
    }

    @Test func aFailedStepLeavesTheEarlierSchema() throws {
        let directory = try TemporaryDirectory().open()
        let bad = Migration("test/2-bad", sql: "CREATE TABLE half (id INTEGER); SELECT nonsense FROM nowhere")
        #expect(throws: (any Error).self) { try PulseDatabase(directory: directory, migrations: [Self.steps[0], bad]) }
        let database = try PulseDatabase(directory: directory, migrations: [Self.steps[0]])
        #expect(try database.read { try $0.tableExists("notes") })
        #expect(try database.read { try !$0.tableExists("half") })
    }

    @Test func aNewerDatabaseIsRefusedAndKept() throws {
        let directory = try TemporaryDirectory().open()
        try PulseDatabase(directory: directory, migrations: Self.steps).close()
        #expect(code { _ = try PulseDatabase(directory: directory, migrations: [Self.steps[0]]) } == "storage_newer_version")
        let again = try PulseDatabase(directory: directory, migrations: Self.steps)
        #expect(try again.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes") } == 1)
    }

    @Test func filesArePrivate() throws {
        let directory = try TemporaryDirectory().open()
        let old = umask(0)
        defer { umask(old) }
        let database = try PulseDatabase(directory: directory, migrations: Self.steps)
        try database.write { try $0.execute(sql: "INSERT INTO notes (text) VALUES ('x')") }
        for name in ["pulse.db", "pulse.db-wal", "pulse.db-shm"] {
            #expect(try TemporaryDirectory.permissions(directory.file(name)) == 0o600, "\(name)")
        }
        #expect(try database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func linksAreRefused() throws {
        let scratch = try TemporaryDirectory()
        let directory = try scratch.open()
        symlink(scratch.path + "/elsewhere", directory.file("pulse.db"))
        #expect(code { _ = try PulseDatabase(directory: directory, migrations: []) } == "storage_unsafe_file")
        #expect(try FileStatus.of(scratch.path + "/elsewhere") == nil)
    }

    @Test func aDamagedDatabaseIsReportedAndKept() throws {
        let directory = try TemporaryDirectory().open()
        let rubbish = Array(String(repeating: "this is not a database ", count: 400).utf8)
        try AtomicFile.save(rubbish, to: directory.file("pulse.db"))
        #expect(code { _ = try PulseDatabase(directory: directory, migrations: Self.steps) } == "storage_corrupt")
        #expect(try AtomicFile.load(directory.file("pulse.db")) == rubbish)
    }

    @Test func errorsRollBack() throws {
        let database = try PulseDatabase(directory: try TemporaryDirectory().open(), migrations: Self.steps)
        for durability in [PulseDatabase.Durability.process, .powerCut] {
            #expect(
                code {
                    try database.write(durability) { db in
                        try db.execute(sql: "DELETE FROM notes")
                        throw PulseError("changed_my_mind", "No.")
                    }
                } == "changed_my_mind")
            #expect(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes") } == 1)
            #expect(try database.write(durability) { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == (durability == .powerCut ? 2 : 1))
        }
    }

    /// A copy of the files taken while the database is open is what `kill -9` leaves behind.
    @Test func committedTransactionsSurviveTheProcess() throws {
        let scratch = try TemporaryDirectory()
        let database = try PulseDatabase(directory: try scratch.open(), migrations: Self.steps)
        for round in 1...5 {
            try database.write { try $0.execute(sql: "INSERT INTO notes (text) VALUES (?)", arguments: ["round \(round)"]) }
            let copy = scratch.path + "/killed-\(round)"
            try FileManager.default.copyItem(atPath: scratch.path + "/data", toPath: copy)
            let reopened = try PulseDatabase(directory: try DataDirectory.open(copy), migrations: Self.steps)
            #expect(try reopened.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes") } == round + 1)
        }
    }

    @Test func readersDoNotWaitForTheWriter() async throws {
        let database = try PulseDatabase(directory: try TemporaryDirectory().open(), migrations: Self.steps)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<20 {
                group.addTask {
                    if index % 4 == 0 { try await database.write { try $0.execute(sql: "INSERT INTO notes (text) VALUES ('n')") } }
                    return try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes") ?? -1 }
                }
            }
            for try await count in group { #expect((1...6).contains(count)) }
        }
        #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notes") } == 6)
    }
}
