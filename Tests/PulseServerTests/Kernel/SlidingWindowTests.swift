import PulseAccess
import PulseCore
import Testing

@testable import PulseServer

@Suite struct SlidingWindowTests {
    /// In every window of the budget's length at most twice the estimate's worth passes, and the named reset time is true.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func keepsTheBudgetAndItsPromise(seed: UInt64) {
        var random = seed &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: UInt64) -> Int64 {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int64(random % bound)
        }
        var limits = RateLimits<Int, Int>()
        let budget = RateBudget(requests: 10, window: .seconds(60))
        var now: Int64 = 1_700_000_000_000
        var passed: [Int64] = []
        for _ in 0..<3000 {
            now += next(4000)
            let verdict = limits.check(0, key: 0, budget: budget, at: Timestamp(milliseconds: now))
            guard case .refused(let wait, let reset) = verdict else {
                passed.append(now)
                continue
            }
            #expect(wait >= 1)
            #expect(reset.milliseconds > now)
            var later = limits
            let promised = later.check(0, key: 0, budget: budget, at: reset)
            #expect(promised.isAllowed, "the promised moment lets one through")
        }
        for (index, moment) in passed.enumerated() where index >= 15 {
            #expect(moment - passed[index - 15] > 30_000, "fifteen in half a minute is far above ten a minute")
        }
        #expect(passed.count > 200)
    }

    @Test func forgetsOldCallersWhenFull() {
        let limiter = SlidingWindowLimiter(limit: 2)
        let start = Timestamp(seconds: 1_700_000_000)
        for caller in [UInt8(1), 2] {
            for _ in 0..<3 { #expect(limiter.take(.recovery, key: [caller], at: start) == nil) }
        }
        #expect(limiter.take(.recovery, key: [1], at: start) != nil)
        #expect(limiter.take(.recovery, key: [3], at: start) == nil)
        let later = start + .seconds(3600)
        for _ in 0..<3 { #expect(limiter.take(.recovery, key: [3], at: later) == nil) }
        #expect(limiter.take(.recovery, key: [3], at: later) != nil)
        #expect(limiter.take(.unlimited, key: [3], at: later) == nil)
    }
}

extension RateVerdict {
    fileprivate var isAllowed: Bool {
        if case .allowed = self { true } else { false }
    }
}
