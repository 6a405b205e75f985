import PulseCore
import PulseStorage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The file `.bootstrap_token`: the one secret with which a fresh server is claimed.
public struct BootstrapTokenFile: Sendable {
    /// Path of the file.
    public let path: String

    public init(directory: DataDirectory) { path = directory.file(".bootstrap_token") }

    private struct Content: Codable {
        var version: Int
        var token_ciphertext: String
        var token_hash: String
        var created_at: String
    }

    /// Keeps the token that is there, or makes one: 48 hex digits. A file that cannot be decrypted is replaced (`isFresh`).
    public func ensure(_ secrets: SecretBox, at now: Timestamp) throws -> (token: String, isFresh: Bool) {
        if let bytes = try AtomicFile.load(path, limit: 4096) {
            if let token = try? Self.token(in: bytes, secrets) { return (token, false) }
            let text = String(decoding: bytes, as: UTF8.self).trimmingSpaces()
            if Self.isToken(text) {
                // An older Pulse kept the bare token.
                try save(text, secrets, now)
                return (text, false)
            }
        }
        let token = Digests.randomHex(bytes: 24)
        try save(token, secrets, now)
        return (token, true)
    }

    /// The token, for the operator's command; `nil` when there is no file. Throws when the file cannot be read or decrypted.
    public func reveal(_ secrets: SecretBox?) throws -> String? {
        guard let bytes = try AtomicFile.load(path, limit: 4096) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).trimmingSpaces()
        if Self.isToken(text) { return text }
        guard let secrets else {
            throw PulseError("encryption_key_missing", "The bootstrap token cannot be decrypted: the key file is missing.")
        }
        return try Self.token(in: bytes, secrets)
    }

    /// Removes the file; true when it was there.
    @discardableResult
    public func remove() throws -> Bool { try AtomicFile.remove(path) }

    private func save(_ token: String, _ secrets: SecretBox, _ now: Timestamp) throws {
        let content = Content(
            version: 2, token_ciphertext: try secrets.seal(text: token), token_hash: Digests.sha3(token),
            created_at: Timestamp(seconds: now.seconds).rfc3339)
        try AtomicFile.save(Array(try JSONEncoder().encode(content)), to: path)
    }

    private static func token(in bytes: [UInt8], _ secrets: SecretBox) throws -> String {
        let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
        let token = try secrets.open(text: content.token_ciphertext)
        guard Digests.areEqual(Digests.sha3(token), content.token_hash) else {
            throw PulseError("bootstrap_token_invalid", "The bootstrap token file contradicts itself.")
        }
        return token
    }

    private static func isToken(_ text: String) -> Bool { text.utf8.count == 48 && text.allSatisfy { $0.isHexDigit && $0.isASCII } }
}
