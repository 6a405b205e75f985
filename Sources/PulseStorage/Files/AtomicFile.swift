import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads and replaces small private files so that a reader sees the old or the new content, never a part.
public enum AtomicFile {
    /// The content of `path`; `nil` when it does not exist.
    ///
    /// Refuses symbolic links (`storage_unsafe_file`) and files above `limit` bytes (`storage_file_too_large`).
    public static func load(_ path: String, limit: Int = 16 << 20) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StorageFault.system(errno, path: path, doing: "read")
        }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageFault.system(errno, path: path, doing: "read")
            }
            if count == 0 { return content }
            content.append(contentsOf: chunk[..<count])
            if content.count > limit {
                throw PulseError("storage_file_too_large", "\(path) is larger than \(limit) bytes.", details: ["path": path])
            }
        }
    }

    /// Replaces `path` by `content`: a temporary file beside it, `fsync`, `rename`, `fsync` of the folder.
    ///
    /// On any error the old file is untouched and the temporary file is gone. Refuses to replace a symbolic link.
    public static func save(_ content: some Sequence<UInt8>, to path: String, permissions: UInt32 = 0o600) throws {
        if try FileStatus.of(path)?.kind == .link { throw StorageFault.unsafe(path, because: "it is a symbolic link") }
        let temporary = "\(path).\(UInt32.random(in: .min ... .max)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(permissions))
        guard descriptor >= 0 else { throw StorageFault.system(errno, path: path, doing: "write") }
        do {
            defer { close(descriptor) }
            // The process's umask must not widen or narrow what was asked for.
            guard fchmod(descriptor, mode_t(permissions)) == 0 else { throw StorageFault.system(errno, path: path, doing: "protect") }
            try writeAll(Array(content), to: descriptor, path: path)
            guard fsync(descriptor) == 0 else { throw StorageFault.system(errno, path: path, doing: "write") }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw StorageFault.system(code, path: path, doing: "replace")
        }
        synchronizeFolder(of: path)
    }

    /// Creates `path` with `content`; false when it exists already, which is left as it is.
    ///
    /// The file appears complete or not at all: it is written aside and linked into place.
    public static func create(_ content: some Sequence<UInt8>, at path: String, permissions: UInt32 = 0o600) throws -> Bool {
        let prepared = "\(path).\(UInt32.random(in: .min ... .max)).new"
        try save(content, to: prepared, permissions: permissions)
        defer { unlink(prepared) }
        if link(prepared, path) == 0 {
            synchronizeFolder(of: path)
            return true
        }
        if errno == EEXIST { return false }
        throw StorageFault.system(errno, path: path, doing: "create")
    }

    /// Makes sure that a regular private file is at `path`, empty when it is new.
    static func ensureExists(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageFault.system(errno, path: path, doing: "open") }
        close(descriptor)
    }

    /// Removes `path`; true when it was there.
    @discardableResult
    public static func remove(_ path: String) throws -> Bool {
        if unlink(path) == 0 { return true }
        if errno == ENOENT { return false }
        throw StorageFault.system(errno, path: path, doing: "remove")
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageFault.system(errno, path: path, doing: "write")
            }
            written += count
        }
    }

    /// Makes the new name survive a power cut. A file system that cannot do so has kept the content all the same.
    private static func synchronizeFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
