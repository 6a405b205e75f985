import PulseCore

/// When a message that failed is tried again, and when it is given up.
///
/// The attempts spread over about six hours, so that an outage of the receiver in the night loses nothing.
public struct RetryPolicy: Sendable, Equatable {
    public enum Verdict: Sendable, Equatable {
        case again(after: Duration)
        /// To the dead letters.
        case giveUp
    }

    /// The wait after the first failure, the second, …; one more failure and the message is given up.
    public var delays: [Duration]
    /// The wait is made longer or shorter by up to this part of it.
    public var jitter: Double
    /// A receiver may ask for no longer wait.
    public var longestWish: Duration

    public init(
        delays: [Duration] = [5, 15, 60, 300, 900, 3600, 7200, 7200].map { .seconds($0) }, jitter: Double = 0.2,
        longestWish: Duration = .seconds(3600)
    ) {
        self.delays = delays
        self.jitter = jitter
        self.longestWish = longestWish
    }

    /// Attempts a message gets.
    public var mostAttempts: Int { delays.count + 1 }

    /// What follows from a failure.
    ///
    /// - Parameters:
    ///   - attempts: those made, this one included.
    ///   - chance: random, 0 to 1.
    public func verdict(on failure: DeliveryFailure, attempts: Int, chance: Double) -> Verdict {
        guard !failure.isPermanent, attempts >= 1, attempts <= delays.count else { return .giveUp }
        let factor = 1 + jitter * (2 * min(max(chance, 0), 1) - 1)
        let wait: Duration = .milliseconds(Int64(Double(delays[attempts - 1].wholeMilliseconds) * factor))
        guard let wish = failure.retryAfter else { return .again(after: wait) }
        return .again(after: max(wait, min(wish, longestWish)))
    }
}
