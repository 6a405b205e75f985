import PulseCore

/// One-time tokens with which an operator on the machine lets himself back in from elsewhere.
public struct RecoveryTokens: Sendable {
    /// Most live tokens.
    public static let capacity = 16
    private var expiries: [String: Timestamp]

    /// - Parameter stored: expiry by SHA-256 of the token.
    public init(_ stored: [String: Timestamp] = [:]) { expiries = stored }

    /// Expiry by digest, for the store.
    public var stored: [String: Timestamp] { expiries }

    /// Minutes a token lives: the wish when it is 1...60, else 15.
    public static func minutes(_ wish: Int?) -> Int { wish.flatMap { (1...60).contains($0) ? $0 : nil } ?? 15 }

    /// Remembers a token.
    public mutating func add(digest: String, minutes: Int, at now: Timestamp) {
        expiries = expiries.filter { $0.value > now }
        if expiries.count >= Self.capacity, let first = expiries.min(by: { $0.value < $1.value }) { expiries[first.key] = nil }
        expiries[digest] = now + .seconds(minutes * 60)
    }

    /// Whether the token counts; it is not spent by asking.
    public func isValid(digest: String, at now: Timestamp) -> Bool { expiries[digest].map { $0 > now } ?? false }

    /// Spends the token; true exactly once.
    public mutating func spend(digest: String, at now: Timestamp) -> Bool {
        guard let expiry = expiries.removeValue(forKey: digest) else { return false }
        return expiry > now
    }
}
