import PulseCore
import PulseInventory

/// Slows down the asking of a source that keeps failing.
public struct Breaker: Sendable, Equatable {
    public enum State: String, Sendable {
        case closed
        case open
    }

    /// Failures in a row that open the breaker.
    public static let threshold = 3
    /// The longest pause between two attempts at a source that may recover by itself.
    public static let longestPause: Duration = .seconds(300)
    /// The pause after a failure that only a person can mend.
    public static let permanentPause: Duration = .seconds(300)

    public private(set) var consecutiveFailures = 0
    public private(set) var isPermanent = false

    public init() {}

    public var state: State { consecutiveFailures >= Self.threshold || isPermanent ? .open : .closed }

    mutating func succeeded() {
        consecutiveFailures = 0
        isPermanent = false
    }

    mutating func failed(_ failure: PollSchedule.Failure) {
        consecutiveFailures += 1
        if case .permanent = failure { isPermanent = true } else { isPermanent = false }
    }

    /// How long to wait before the next attempt: the interval while closed, then doubling up to the longest pause.
    public func delay(interval: Duration) -> Duration {
        if isPermanent { return max(interval, Self.permanentPause) }
        guard consecutiveFailures >= Self.threshold else { return interval }
        let doublings = min(consecutiveFailures - Self.threshold + 1, 16)
        return max(interval, min(interval * (1 << doublings), Self.longestPause))
    }
}
