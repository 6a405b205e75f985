import Crypto
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The master key on disk: `.encryption.key`, base64 of 32 bytes, 0600.
public struct KeyFile: Sendable {
    /// Path of the file.
    public let path: String

    /// The key file of a data directory.
    public init(directory: DataDirectory) { path = directory.file(".encryption.key") }

    /// The key; `nil` when there is no file.
    ///
    /// Throws `encryption_key_unsafe` when the file is a link or others may read it, `encryption_key_invalid` when it does
    /// not hold a key.
    public func read() throws -> SymmetricKey? {
        guard let status = try FileStatus.of(path) else { return nil }
        guard status.kind == .file else { throw unsafe("it is not a regular file (a symbolic link is refused)") }
        guard !status.isOpenToOthers else { throw unsafe("other users may read it; run: chmod 600 \(path)") }
        guard let content = try AtomicFile.load(path, limit: 4096) else { return nil }
        let text = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else {
            throw PulseError(
                "encryption_key_invalid", "\(path) does not hold a key (base64 of 32 bytes). It was left as it is.", details: ["path": path]
            )
        }
        return SymmetricKey(data: bytes)
    }

    /// Makes a new key. Throws `encryption_key_invalid` if another process was quicker and left no usable key.
    func create() throws -> SymmetricKey {
        let fresh = SymmetricKey(size: .bits256)
        let text = fresh.withUnsafeBytes { Data($0).base64EncodedString() } + "\n"
        if try AtomicFile.create(Array(text.utf8), at: path) { return fresh }
        guard let other = try read() else { throw PulseError("encryption_key_invalid", "\(path) could not be created.") }
        return other
    }

    /// Throws `encryption_key_changed` unless the file holds this key.
    func confirm(_ key: SymmetricKey) throws {
        guard try read() == key else {
            let text = "\(path) no longer holds the key in use. Put it back or restart Pulse; nothing was encrypted."
            throw PulseError("encryption_key_changed", text, details: ["path": path])
        }
    }

    private func unsafe(_ reason: String) -> PulseError {
        PulseError("encryption_key_unsafe", "Refusing the key file \(path): \(reason).", details: ["path": path])
    }
}
