import PulseCore
import PulseStorage

/// `nodes.enc` and its backups, `platform-connections` §5: encrypted under the master key, replaced as a whole, never over what cannot
/// be read.
struct ConnectionFile: Sendable {
    /// Dated backups that are kept; older ones are removed.
    static let backupLimit = 10

    let directory: DataDirectory
    let secrets: SecretBox

    var path: String { directory.file("nodes.enc") }

    /// What is stored; an empty list when there is no file. Throws `connections_unreadable` or a fault of the disk.
    func load() throws -> ConnectionList {
        guard let sealed = try AtomicFile.load(path) else { return ConnectionList() }
        return try decode(sealed)
    }

    /// Replaces the stored list; the old one becomes a backup. Throws as `load` does, and then nothing was changed.
    func save(_ list: ConnectionList, at now: Timestamp) throws {
        let plain = try ConnectionDocument.encode(list)
        let sealed = try secrets.seal(plain)
        if let old = try AtomicFile.load(path) {
            _ = try decode(old)
            try backUp(old, at: now)
        }
        try AtomicFile.save(sealed, to: path)
    }

    private func decode(_ sealed: [UInt8]) throws -> ConnectionList {
        let plain: [UInt8]
        do { plain = try secrets.open(sealed) } catch { throw ConnectionDocument.unreadable(path, cause: error) }
        return try ConnectionDocument.decode(plain, path: path)
    }

    private func backUp(_ sealed: [UInt8], at now: Timestamp) throws {
        try AtomicFile.save(sealed, to: "\(path).backup")
        try AtomicFile.save(sealed, to: "\(path).backup-\(Self.stamp(now))")
        let dated = try directory.names().filter { $0.hasPrefix("nodes.enc.backup-") && !$0.hasSuffix(".tmp") }
        for name in dated.dropLast(Self.backupLimit) { try AtomicFile.remove(directory.file(name)) }
    }

    /// `20260221-134501`, so that names sort by time.
    static func stamp(_ moment: Timestamp) -> String {
        let text = Timestamp(seconds: moment.seconds).rfc3339
        let digits = text.prefix(19).filter { $0.isNumber }
        return "\(digits.prefix(8))-\(digits.dropFirst(8))"
    }
}
