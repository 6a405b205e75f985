import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of the metric database: made for its owner only, never behind a symbolic link, and looked at
/// before SQLite may touch it.
struct DatabaseFile {
    let path: String

    /// Marks a database as ours: "PLSH".
    static let applicationID: UInt32 = 0x504C_5348

    var directory: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes directory and file where they are missing and checks what is there.
    func prepare() throws {
        for name in [directory, path, path + "-wal", path + "-shm"] where kind(name) == S_IFLNK {
            throw PulseError(
                "history_unsafe_path", "\(name) is a symbolic link; the metric database must not be one.", details: ["path": name])
        }
        if kind(directory) == nil, mkdir(directory, 0o700) != 0 { throw HistoryFailure.readOnly(path) }
        if kind(path) == nil {
            let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw HistoryFailure.readOnly(path) }
            closeDescriptor(descriptor)
            return
        }
        guard kind(path) == S_IFREG else { throw HistoryFailure.corrupt(path, "it is not a file") }
        try checkHeader()
        guard access(path, W_OK) == 0 else { throw HistoryFailure.readOnly(path) }
        chmod(path, 0o600)
    }

    /// Bytes of database and write-ahead log.
    var size: Int64 { (status(path).map { Int64($0.st_size) } ?? 0) + (status(path + "-wal").map { Int64($0.st_size) } ?? 0) }

    private func status(_ name: String) -> stat? {
        var status = stat()
        return lstat(name, &status) == 0 ? status : nil
    }

    private func kind(_ name: String) -> mode_t? { status(name).map { $0.st_mode & S_IFMT } }

    private func checkHeader() throws {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw HistoryFailure.readOnly(path) }
        defer { closeDescriptor(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = read(descriptor, &header, 100)
        guard count > 0 else { return }
        guard count == 100, header[..<16].elementsEqual(Array("SQLite format 3".utf8) + [0]) else {
            throw HistoryFailure.corrupt(path, "it is not an SQLite database")
        }
        func number(_ offset: Int) -> UInt32 { header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        let identifier = number(68)
        guard identifier == Self.applicationID || identifier == 0 else {
            throw HistoryFailure.corrupt(path, "it belongs to another program")
        }
        let pageSize = Int64(header[16]) << 8 | Int64(header[17])
        let wanted = Int64(number(28)) * (pageSize == 1 ? 65_536 : pageSize)
        let actual = status(path).map { Int64($0.st_size) } ?? 0
        let logged = status(path + "-wal").map { Int64($0.st_size) } ?? 0
        // Pages that are only in the log are not missing.
        guard actual + logged >= wanted else { throw HistoryFailure.corrupt(path, "it is shorter than its header says") }
    }
}

/// `close` by a name that no member hides.
private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
