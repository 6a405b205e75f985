import Crypto
import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// CSRF tokens that need no store: HMAC-SHA256 over the session's key and the hour of issue, base64url.
public struct CSRFTokens: Sendable {
    /// Hours after that of issue in which a token still counts.
    public static let hours: Int64 = 4
    private let key: SymmetricKey

    public init(key: SymmetricKey) { self.key = key }

    /// The token of this hour; 43 characters.
    public func make(sessionKey: String, at now: Timestamp) -> String { token(sessionKey, hour: now.seconds / 3600) }

    /// Whether the token is the session's and not too old.
    public func isValid(_ token: String, sessionKey: String, at now: Timestamp) -> Bool {
        let hour = now.seconds / 3600
        guard token.utf8.count == 43 else { return false }
        return (hour - Self.hours...hour).contains { Digests.areEqual(self.token(sessionKey, hour: $0), token) }
    }

    private func token(_ sessionKey: String, hour: Int64) -> String {
        let message = Array("\(sessionKey)|\(hour)".utf8)
        let base64 = Data(HMAC<SHA256>.authenticationCode(for: message, using: key)).base64EncodedString()
        var text = ""
        for character in base64 where character != "=" {
            switch character {
            case "+": text.append("-")
            case "/": text.append("_")
            default: text.append(character)
            }
        }
        return text
    }
}
