import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the file system says about a path, without following a symbolic link at its end.
public struct FileStatus: Sendable, Equatable {
    /// The kinds that matter to the store.
    public enum Kind: Sendable { case file, directory, link, other }

    /// The kind of thing at the path.
    public let kind: Kind
    /// Permission bits, `0o000...0o7777`.
    public let permissions: UInt32
    /// User id of the owner.
    public let owner: UInt32
    /// Last change of the content.
    public let modified: Timestamp

    /// The status of `path`; `nil` when nothing is there. Throws `storage_read_only` or `storage_io`.
    public static func of(_ path: String) throws -> FileStatus? {
        var raw = stat()
        guard lstat(path, &raw) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw StorageFault.system(errno, path: path, doing: "look at")
        }
        let kind: Kind
        switch raw.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        let milliseconds = Int64(raw.st_mtim.tv_sec) * 1000 + Int64(raw.st_mtim.tv_nsec) / 1_000_000
        return FileStatus(
            kind: kind, permissions: UInt32(raw.st_mode & 0o7777), owner: raw.st_uid, modified: Timestamp(milliseconds: milliseconds))
    }

    /// Whether group or others may read or write it.
    public var isOpenToOthers: Bool { permissions & 0o077 != 0 }
}
