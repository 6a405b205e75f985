import Crypto
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Encrypts what must not lie readable on disk: AES-256-GCM, `nonce (12 bytes) ‖ ciphertext ‖ tag`, no associated data.
public struct SecretBox: Sendable {
    private let key: SymmetricKey
    /// The file the master key came from; compared before each encryption so that no data is sealed under a lost key.
    private let file: KeyFile?

    /// A box under a key held in memory only, for tests and derived keys.
    public init(key: SymmetricKey) {
        self.key = key
        file = nil
    }

    init(key: SymmetricKey, file: KeyFile) {
        self.key = key
        self.file = file
    }

    /// Encrypts `plain`. Throws `encryption_key_changed` when the key file no longer holds the key in use.
    public func seal(_ plain: some DataProtocol) throws -> [UInt8] {
        try file?.confirm(key)
        let sealed = try AES.GCM.seal(plain, using: key)
        guard let combined = sealed.combined else { throw PulseError("encryption_failed", "Encryption gave no result.") }
        return Array(combined)
    }

    /// Decrypts what `seal` made. Throws `decryption_failed` for any other bytes or another key.
    public func open(_ sealed: some DataProtocol) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed))
            return Array(try AES.GCM.open(box, using: key))
        } catch {
            throw PulseError("decryption_failed", "The stored secret cannot be decrypted with the current key.", cause: error)
        }
    }

    /// Encrypts a text; base64 of the envelope.
    public func seal(text: String) throws -> String { Data(try seal(Array(text.utf8))).base64EncodedString() }

    /// Decrypts a text that `seal(text:)` made.
    public func open(text: String) throws -> String {
        guard let bytes = Data(base64Encoded: text), let plain = String(validating: try open(bytes), as: UTF8.self) else {
            throw PulseError("decryption_failed", "The stored secret is not base64 of encrypted text.")
        }
        return plain
    }

    /// A key for one purpose, by HKDF-SHA256 without salt; the same purpose gives the same key.
    public func key(for purpose: String, byteCount: Int = 32) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(purpose.utf8), outputByteCount: byteCount)
    }
}
