import PulseCore
import PulseStorage

/// The one user of the data directory's `.env`.
public struct LocalUser: Sendable, Equatable {
    public let name: String
    let password: PasswordHash
    /// When the file was last written.
    public let changedAt: Timestamp?
}

/// What `.env` says about the local user.
enum LocalUserState: Sendable, Equatable {
    case absent
    case present(LocalUser)
    /// The file is there and cannot be used: access stays closed.
    case unreadable
}

/// Reads and rewrites the local user in `.env` (0600).
struct LocalUserFile: Sendable {
    let path: String

    init(directory: DataDirectory) { path = directory.file(".env") }

    /// Last change of the file, to notice edits without reading it.
    func modified() -> Timestamp? { (try? FileStatus.of(path))?.modified }

    /// The user's name and the password as written: a hash or, by hand, plain.
    func load() throws -> (name: String, password: String)? {
        guard let bytes = try AtomicFile.load(path, limit: 1 << 20) else { return nil }
        let file = EnvironmentFile(text: String(decoding: bytes, as: UTF8.self))
        guard let name = file["PULSE_AUTH_USER"], !name.isEmpty, let password = file["PULSE_AUTH_PASS"], !password.isEmpty else {
            return nil
        }
        return (name, password)
    }

    /// Sets the user, keeping every other line; returns the bytes that were there before.
    @discardableResult
    func save(name: String, password: PasswordHash) throws -> [UInt8]? {
        let before = try AtomicFile.load(path, limit: 1 << 20)
        var file = EnvironmentFile(text: String(decoding: before ?? [], as: UTF8.self))
        file["PULSE_AUTH_USER"] = name
        file["PULSE_AUTH_PASS"] = password.text
        if file["PULSE_AUDIT_LOG"] == nil { file["PULSE_AUDIT_LOG"] = "true" }
        try AtomicFile.save(Array(file.text.utf8), to: path)
        return before
    }

    /// Puts back what `save` returned.
    func restore(_ before: [UInt8]?) throws {
        if let before { try AtomicFile.save(before, to: path) } else { try AtomicFile.remove(path) }
    }
}
