import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder that holds everything Pulse keeps: `PULSE_DATA_DIR`.
public struct DataDirectory: Sendable, Hashable {
    /// Absolute path without a slash at the end; a link to the folder itself is resolved.
    public let path: String

    /// Opens the folder, creating it with its parents, and makes it private (0700).
    ///
    /// Throws `storage_unsafe_file` when it is not a folder, is shared by everybody (sticky, as `/tmp`) or belongs to
    /// somebody else, and `storage_read_only` or `storage_disk_full` when it cannot be made.
    public static func open(_ path: String) throws -> DataDirectory {
        let wanted = path.isEmpty ? "." : path
        try create(wanted)
        guard let resolved = realpath(wanted, nil) else { throw StorageFault.system(errno, path: wanted, doing: "open") }
        defer { free(resolved) }
        let directory = DataDirectory(path: String(cString: resolved))
        try directory.protect()
        return directory
    }

    /// Path of a file inside, for example `file("pulse.db")`.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Names inside, without `.` and `..`, sorted.
    public func names() throws -> [String] {
        guard let stream = opendir(path) else { throw StorageFault.system(errno, path: path, doing: "list") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func create(_ path: String) throws {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw StorageFault.system(errno, path: path, doing: "create the data directory")
        }
        try create(String(path[..<slash]))
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        throw StorageFault.system(errno, path: path, doing: "create the data directory")
    }

    private func protect() throws {
        guard let status = try FileStatus.of(path), status.kind == .directory else {
            throw StorageFault.unsafe(path, because: "it is not a directory")
        }
        if status.permissions & 0o1000 != 0 {
            throw StorageFault.unsafe(path, because: "it is shared by all users (sticky); choose a directory of its own")
        }
        guard status.isOpenToOthers else { return }
        guard status.owner == geteuid() else {
            throw StorageFault.unsafe(path, because: "others may read it and it belongs to another user")
        }
        guard chmod(path, 0o700) == 0 else { throw StorageFault.system(errno, path: path, doing: "protect") }
    }
}
