import PulseCore
import PulseMonitor
import Testing

@Suite struct AdaptiveIntervalTests {
    private let adaptive = AdaptiveInterval()

    @Test func freshDataIsAskedForRarelyAndStaleDataOften() {
        let fresh = adaptive.next(age: .zero, errors: 0, depth: 0, previous: .seconds(10), chance: 0)
        #expect(fresh == .seconds(184), "0.6 × 300 + 0.4 × 10")
        let stale = adaptive.next(age: .seconds(600), errors: 0, depth: 0, previous: .seconds(10), chance: 0)
        #expect(stale == .seconds(7), "0.6 × 5 + 0.4 × 10")
        #expect(adaptive.next(age: nil, errors: 0, depth: 0, previous: .seconds(10), chance: 0) == stale)
    }

    @Test func errorsShortenAndAQueueLengthens() {
        let calm = adaptive.next(age: .seconds(150), errors: 0, depth: 1, previous: .zero, chance: 0)
        #expect(adaptive.next(age: .seconds(150), errors: 2, depth: 1, previous: .zero, chance: 0) < calm)
        #expect(adaptive.next(age: .seconds(150), errors: 0, depth: 5, previous: .zero, chance: 0) > calm)
    }

    @Test(arguments: [-5.0, -1, 0, 1, 5, .infinity]) func staysWithinItsBounds(chance: Double) {
        for age in [Duration?.none, .zero, .seconds(1), .seconds(1_000_000)] {
            for errors in [0, 1, 1000] {
                let next = adaptive.next(age: age, errors: errors, depth: 100, previous: .seconds(300), chance: chance)
                #expect(next >= adaptive.shortest && next <= adaptive.longest)
            }
        }
    }

    @Test func boundsAreBroughtIntoOrder() {
        let odd = AdaptiveInterval(base: .seconds(1), shortest: .seconds(20), longest: .seconds(10))
        #expect(odd.shortest == .seconds(20) && odd.longest == .seconds(20) && odd.base == .seconds(20))
        let fast = PollPolicy(adaptive: AdaptiveInterval(base: .seconds(5), shortest: .seconds(1), longest: .seconds(15)))
        #expect(fast.firstRetry == .milliseconds(750) && fast.longestOpening == .seconds(10))
        #expect(PollPolicy(adaptive: adaptive).firstRetry == .seconds(5))
    }
}
