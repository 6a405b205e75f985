import Foundation
import PulseCore
import PulseStorage
import Testing

@Suite struct FileTests {
    @Test func dataDirectoryIsMadePrivateWithItsParents() throws {
        let scratch = try TemporaryDirectory()
        let directory = try DataDirectory.open(scratch.path + "/a/b/c")
        #expect(directory.path.hasSuffix("/a/b/c"))
        #expect(try TemporaryDirectory.permissions(directory.path) == 0o700)
        chmod(directory.path, 0o755)
        _ = try DataDirectory.open(directory.path)
        #expect(try TemporaryDirectory.permissions(directory.path) == 0o700)
    }

    @Test func dataDirectoryRefusesSharedFoldersAndFiles() throws {
        let scratch = try TemporaryDirectory()
        chmod(scratch.path, 0o1777)
        #expect(code { _ = try DataDirectory.open(scratch.path) } == "storage_unsafe_file")
        #expect(try TemporaryDirectory.permissions(scratch.path) == 0o1777)
        chmod(scratch.path, 0o700)
        try AtomicFile.save(Array("x".utf8), to: scratch.path + "/file")
        #expect(code { _ = try DataDirectory.open(scratch.path + "/file") } == "storage_unsafe_file")
    }

    @Test func savedFilesArePrivateWholeAndLeaveNoTrace() throws {
        let directory = try TemporaryDirectory().open()
        let path = directory.file("settings")
        let old = umask(0)
        defer { umask(old) }
        for text in ["first", "", "third, longer than the others"] {
            try AtomicFile.save(Array(text.utf8), to: path)
            #expect(try AtomicFile.load(path) == Array(text.utf8))
            #expect(try TemporaryDirectory.permissions(path) == 0o600)
        }
        #expect(try directory.names() == ["settings"])
        #expect(try AtomicFile.load(directory.file("absent")) == nil)
        #expect(code { _ = try AtomicFile.load(path, limit: 3) } == "storage_file_too_large")
    }

    @Test func creatingKeepsWhatIsThere() throws {
        let directory = try TemporaryDirectory().open()
        let path = directory.file("token")
        #expect(try AtomicFile.create(Array("one".utf8), at: path))
        #expect(try !AtomicFile.create(Array("two".utf8), at: path))
        #expect(try AtomicFile.load(path) == Array("one".utf8))
        #expect(try AtomicFile.remove(path))
        #expect(try !AtomicFile.remove(path))
        #expect(try directory.names().isEmpty)
    }

    @Test func linksAreRefused() throws {
        let scratch = try TemporaryDirectory()
        let directory = try scratch.open()
        let target = scratch.path + "/target"
        try AtomicFile.save(Array("secret".utf8), to: target)
        symlink(target, directory.file("link"))
        #expect(code { _ = try AtomicFile.load(directory.file("link")) } == "storage_unsafe_file")
        #expect(code { try AtomicFile.save([1], to: directory.file("link")) } == "storage_unsafe_file")
        #expect(try AtomicFile.load(target) == Array("secret".utf8))
    }

    @Test(arguments: [
        (ENOSPC, "storage_disk_full"), (EDQUOT, "storage_disk_full"), (EROFS, "storage_read_only"), (EACCES, "storage_read_only"),
        (EIO, "storage_io"),
    ])
    func systemErrorsBecomeClear(number: Int32, expected: String) {
        let error = StorageFault.system(number, path: "/x/y", doing: "write")
        #expect(error.code == expected)
        #expect(error.message.contains("/x/y"))
    }

    @Test func fullDiskIsReported() throws {
        let scratch = try TemporaryDirectory()
        let database = try PulseDatabase(path: scratch.path + "/pulse.db", migrations: [])
        let store = DocumentStore(database: database)
        let key = DocumentKey<String>("big")
        try store.put("small", for: key)
        // A page limit gives SQLite's own "database or disk is full".
        try database.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        #expect(code { try store.put(String(repeating: "x", count: 1 << 20), for: key) } == "storage_disk_full")
        #expect(try store.get(key)?.value == "small")
    }
}

/// The code of the `PulseError` the body throws; `nil` when it throws none.
func code(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch { return (error as? PulseError)?.code ?? "\(error)" }
}
