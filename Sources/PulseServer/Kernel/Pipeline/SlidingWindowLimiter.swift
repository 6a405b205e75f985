import PulseAccess
import PulseCore
import Synchronization

/// The budgets of `RateClass`, counted for each caller by access control's `RateLimits`.
public final class SlidingWindowLimiter: RateLimiter {
    private let limits: Mutex<RateLimits<RateClass, [UInt8]>>

    /// - Parameter limit: most callers remembered; beyond it those idle longest are forgotten.
    public init(limit: Int = 20_000) { limits = Mutex(RateLimits(capacity: limit)) }

    public func take(_ rateClass: RateClass, key: [UInt8], at now: Timestamp) -> RateRefusal? {
        guard let budget = rateClass.budget else { return nil }
        switch limits.withLock({ $0.check(rateClass, key: key, budget: budget, at: now) }) {
        case .allowed: return nil
        case .refused(_, let reset): return RateRefusal(limit: budget.requests, reset: reset)
        }
    }
}
