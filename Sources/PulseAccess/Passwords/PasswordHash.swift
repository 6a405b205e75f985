import CCrypt
import Crypto
import CryptoExtras
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A stored password: scrypt in PHC form (`$scrypt$ln=15,r=8,p=1$salt$hash`) or bcrypt from an existing installation.
///
/// Making and verifying one takes tens of milliseconds of a core by design: call them through `PasswordHasher`.
public struct PasswordHash: Sendable, Hashable {
    /// The text that is stored; never logged.
    public let text: String

    /// Reads a stored hash; `nil` when the text is none, for example a plain password.
    public init?(stored text: String) {
        guard Self.isBcrypt(text) || ScryptText(text) != nil else { return nil }
        self.text = text
    }

    private init(made text: String) { self.text = text }

    /// Hashes a password with scrypt and a fresh salt.
    static func make(_ password: String) throws -> PasswordHash {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let usual = ScryptText(logRounds: 15, blockSize: 8, parallelism: 1, salt: salt, hash: [])
        return PasswordHash(made: usual.with(hash: try usual.derive(password)).text)
    }

    /// Whether the password is the one that was hashed.
    func matches(_ password: String) -> Bool {
        guard password.utf8.count <= PasswordRules.maximumBytes, !password.utf8.contains(0) else { return false }
        if let scrypt = ScryptText(text) {
            guard let derived = try? scrypt.derive(password) else { return false }
            return Digests.areEqual(Digests.hex(derived), Digests.hex(scrypt.hash))
        }
        return Self.bcrypt(password, text).map { Digests.areEqual($0, text) } ?? false
    }

    /// `$2a$`, `$2b$` or `$2y$`, two digits of cost, 53 characters: 60 in all.
    private static func isBcrypt(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 60, ["$2a$", "$2b$", "$2y$"].contains(where: text.hasPrefix) else { return false }
        // A cost above 16 would take seconds for each attempt.
        guard let cost = Int(String(decoding: bytes[4..<6], as: UTF8.self)), (4...16).contains(cost), bytes[6] == 0x24 else { return false }
        return bytes[7...].allSatisfy { ($0 >= 0x2E && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) }
    }

    private static func bcrypt(_ password: String, _ setting: String) -> String? {
        let state = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
        defer { state.deallocate() }
        state.initialize(to: crypt_data())
        guard let answer = crypt_r(password, setting, state) else { return nil }
        return String(cString: answer)
    }
}

/// The parts of a PHC scrypt text.
struct ScryptText {
    let logRounds: Int
    let blockSize: Int
    let parallelism: Int
    let salt: [UInt8]
    let hash: [UInt8]

    init(logRounds: Int, blockSize: Int, parallelism: Int, salt: [UInt8], hash: [UInt8]) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
        self.salt = salt
        self.hash = hash
    }

    /// Refuses costs that would take more than 128 MB or several seconds.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        var costs: [Substring: Int] = [:]
        for pair in parts[2].split(separator: ",") {
            let sides = pair.split(separator: "=")
            guard sides.count == 2, let number = Int(sides[1]) else { return nil }
            costs[sides[0]] = number
        }
        guard let logRounds = costs["ln"], let blockSize = costs["r"], let parallelism = costs["p"], costs.count == 3,
            (10...17).contains(logRounds), (1...16).contains(blockSize), (1...4).contains(parallelism),
            let salt = Self.decode(parts[3]), (8...64).contains(salt.count), let hash = Self.decode(parts[4]),
            (16...64).contains(hash.count)
        else { return nil }
        self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism, salt: salt, hash: hash)
    }

    var text: String { "$scrypt$ln=\(logRounds),r=\(blockSize),p=\(parallelism)$\(Self.encode(salt))$\(Self.encode(hash))" }

    func with(hash: [UInt8]) -> ScryptText {
        ScryptText(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism, salt: salt, hash: hash)
    }

    func derive(_ password: String) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: hash.isEmpty ? 32 : hash.count, rounds: 1 << logRounds,
            blockSize: blockSize, parallelism: parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { Array($0) }
    }
}
