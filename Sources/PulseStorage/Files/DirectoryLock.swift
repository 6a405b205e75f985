import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps a second server out of a data directory for as long as it lives; the kernel lets go when the process ends, however it ends.
public final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Throws `storage_in_use` when another process holds the directory.
    public init(_ directory: DataDirectory) throws {
        let path = directory.file(".lock")
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StorageFault.system(errno, path: path, doing: "open") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw PulseError(
                "storage_in_use", "Another Pulse is already running on the data directory \(directory.path). Stop it first.",
                details: ["path": directory.path])
        }
    }

    deinit { close(descriptor) }
}
