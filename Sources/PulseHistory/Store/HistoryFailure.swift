import GRDB
import PulseCore

/// The errors of the metric store.
enum HistoryFailure {
    static let closed = PulseError("history_closed", "The metric history is closed.")

    static func corrupt(_ path: String, _ why: String, cause: (any Error)? = nil) -> PulseError {
        PulseError(
            "history_corrupt",
            "The metric database \(path) is damaged (\(why)). It was left as it is; move it away to start a new history.",
            details: ["path": path], cause: cause)
    }

    static func readOnly(_ path: String, cause: (any Error)? = nil) -> PulseError {
        PulseError(
            "history_read_only", "The metric database \(path) cannot be written; check the owner and the mount of its directory.",
            details: ["path": path], cause: cause)
    }

    /// The stable error for whatever SQLite or a decoder threw.
    static func of(_ error: any Error, path: String) -> any Error {
        switch error {
        case is PulseError, is CancellationError: return error
        case is DamagedBlock: return corrupt(path, "a block does not match its checksum", cause: error)
        case let error as DatabaseError: return of(error, path: path)
        default: return PulseError("history_failed", "The metric database \(path) failed.", details: ["path": path], cause: error)
        }
    }

    private static func of(_ error: DatabaseError, path: String) -> any Error {
        switch error.resultCode {
        case .SQLITE_FULL:
            return PulseError(
                "history_disk_full", "There is no room for the metric database \(path); free some space.",
                details: ["path": path], cause: error)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return readOnly(path, cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return corrupt(path, "SQLite cannot read it", cause: error)
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: return CancellationError()
        case .SQLITE_MISUSE: return closed
        default: return PulseError("history_failed", "The metric database \(path) failed.", details: ["path": path], cause: error)
        }
    }
}
