import GRDB
import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns what the disk and SQLite report into errors an operator understands.
///
/// Codes: `storage_disk_full`, `storage_read_only`, `storage_corrupt`, `storage_busy`, `storage_unsafe_file`, `storage_io`.
public enum StorageFault {
    /// The error for a failed system call on `path`, from `errno`.
    public static func system(_ code: Int32, path: String, doing action: String) -> PulseError {
        let details = ["path": path, "errno": "\(code)"]
        switch code {
        case ENOSPC, EDQUOT:
            return PulseError("storage_disk_full", "The disk is full: could not \(action) \(path). Free some space.", details: details)
        case EROFS, EACCES, EPERM:
            let advice = "Check its owner, its permissions and the mount."
            return PulseError("storage_read_only", "No permission to \(action) \(path). \(advice)", details: details)
        case ELOOP:
            return unsafe(path, because: "it is a symbolic link")
        default:
            let reason = String(cString: strerror(code))
            return PulseError("storage_io", "Could not \(action) \(path): \(reason).", details: details)
        }
    }

    /// The error for a file whose kind, owner or permissions make its content untrustworthy.
    public static func unsafe(_ path: String, because reason: String) -> PulseError {
        PulseError("storage_unsafe_file", "Refusing to use \(path): \(reason).", details: ["path": path])
    }

    /// The clear form of a database error; every other error passes unchanged.
    public static func database(_ error: any Error, path: String) -> any Error {
        guard let fault = error as? DatabaseError else { return error }
        let details = ["path": path, "sqlite": "\(fault.extendedResultCode.rawValue)"]
        switch fault.resultCode {
        case .SQLITE_FULL:
            let text = "The disk is full: \(path) could not be written. Nothing was changed; free some space."
            return PulseError("storage_disk_full", text, details: details, cause: error)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            let text = "\(path) cannot be opened for writing. Check its owner, its permissions and the mount."
            return PulseError("storage_read_only", text, details: details, cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            let text = "\(path) is damaged or not a database. It was left as it is; restore it from a backup or move it away."
            return PulseError("storage_corrupt", text, details: details, cause: error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            let text = "\(path) is in use by another process. Is a second Pulse running on the same data directory?"
            return PulseError("storage_busy", text, details: details, cause: error)
        case .SQLITE_IOERR:
            return PulseError("storage_io", "Reading or writing \(path) failed.", details: details, cause: error)
        default:
            return error
        }
    }
}
