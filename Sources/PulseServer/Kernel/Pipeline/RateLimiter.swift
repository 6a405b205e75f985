import PulseCore

/// Counts requests of a caller in a class and says when it is enough.
public protocol RateLimiter: Sendable {
    /// Takes one from the caller's budget of the class. `nil`: go on.
    func take(_ rateClass: RateClass, key: [UInt8], at now: Timestamp) -> RateRefusal?
}

/// A budget is used up.
public struct RateRefusal: Sendable, Equatable {
    /// Requests the window allows.
    public let limit: Int
    /// When the next request will be let through.
    public let reset: Timestamp

    public init(limit: Int, reset: Timestamp) {
        self.limit = limit
        self.reset = reset
    }
}
