import PulseCore

/// What became of a login attempt.
public enum LoginOutcome: Sendable {
    case success(SessionGrant)
    /// Wrong; `attempts` so far of `Lockout.limit`.
    case wrong(attempts: Int)
    /// Wrong, and this was the last one allowed.
    case nowLocked
    case locked(until: Timestamp, minutes: Int)
    case tooMany(retryAfter: Int)

    /// Whole minutes until a lock ends, at least 1.
    static func minutes(until: Timestamp, _ now: Timestamp) -> Int {
        max(1, Int((until.since(now).wholeMilliseconds + 59_999) / 60_000))
    }
}
