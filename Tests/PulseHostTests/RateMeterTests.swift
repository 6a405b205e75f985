import PulseCore
import Testing
@testable import PulseHost

@Suite struct RateMeterTests {
    struct Step: Sendable, CustomStringConvertible {
        var counter: UInt64
        var seconds: Double
        var rate: Double?
        var description: String { "\(counter)@\(seconds)s" }
    }

    static let tables: [[Step]] = [
        // Steady growth.
        [Step(counter: 100, seconds: 1), Step(counter: 300, seconds: 3, rate: 100), Step(counter: 300, seconds: 4, rate: 0)],
        // A reset has no rate and is the new start.
        [Step(counter: 9000, seconds: 1), Step(counter: 10, seconds: 2), Step(counter: 30, seconds: 3, rate: 20)],
        // A wrap of 32 bits looks the same as a reset.
        [Step(counter: 4_294_967_290, seconds: 1), Step(counter: 4, seconds: 2), Step(counter: 9, seconds: 3, rate: 5)],
        // The very same moment: ignored, so that the next reading covers both.
        [Step(counter: 0, seconds: 1), Step(counter: 50, seconds: 1), Step(counter: 100, seconds: 2, rate: 100)],
        // A reset at the same moment still is a reset.
        [Step(counter: 50, seconds: 1), Step(counter: 10, seconds: 1), Step(counter: 30, seconds: 2, rate: 20)],
        // The clock steps back.
        [Step(counter: 100, seconds: 10), Step(counter: 200, seconds: 5), Step(counter: 260, seconds: 6, rate: 60)],
        // A gap of more than an hour says nothing about now; exactly an hour still does.
        [Step(counter: 0, seconds: 0), Step(counter: 3600, seconds: 3600, rate: 1), Step(counter: 9999, seconds: 7201)],
        // The largest counter does not overflow.
        [
            Step(counter: 0, seconds: 0), Step(counter: .max, seconds: 1, rate: Double(UInt64.max)),
            Step(counter: .max, seconds: 2, rate: 0),
        ],
    ]

    @Test(arguments: tables) func followsTheTable(_ steps: [Step]) {
        var meter = RateMeter()
        for step in steps {
            let time = MonotonicTime(nanoseconds: UInt64(step.seconds * 1e9))
            #expect(meter.rate(of: step.counter, at: time) == step.rate, "at \(step)")
        }
    }

    @Test(arguments: 0..<20) func neverInventsTraffic(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var meter = RateMeter()
        var previous: (counter: UInt64, time: UInt64)?
        var counter: UInt64 = 0
        var time: UInt64 = 1_000_000_000
        var known = 0
        for _ in 0..<500 {
            switch random.next() % 10 {
            case 0: counter = random.next() % 1000
            case 1: counter = random.next()
            case 2: time = random.next() % 1_000_000_000_000
            case 3: break
            case 4: time &+= RateMeter.maximumGap + 1
            default:
                counter = counter.addingReportingOverflow(random.next() % 100_000).partialValue
                time &+= random.next() % 60_000_000_000 + 1
            }
            let rate = meter.rate(of: counter, at: MonotonicTime(nanoseconds: time))
            if let before = previous, before.time == time, counter >= before.counter {
                #expect(rate == nil)
                continue
            }
            if let rate, let before = previous {
                known += 1
                let moved = rate * Double(time - before.time) / 1e9
                let expected = Double(counter - before.counter)
                #expect(rate >= 0 && abs(moved - expected) <= max(expected * 1e-9, 1e-3))
                #expect(time > before.time && time - before.time <= RateMeter.maximumGap)
            } else if let before = previous {
                #expect(counter < before.counter || time <= before.time || time - before.time > RateMeter.maximumGap)
            }
            previous = (counter, time)
        }
        #expect(known > 50)
    }

    @Test func sumsOnlyWhatIsKnown() {
        var sum = RateSum()
        #expect(sum.total == nil)
        sum.add(nil)
        #expect(sum.total == nil)
        sum.add(3)
        sum.add(nil)
        sum.add(4)
        #expect(sum.total == 7)
    }

    static let processorTimes: [([UInt64], [UInt64], [Double]?)] = [
        ([10, 0, 10, 80, 0, 0, 0, 0], [30, 0, 20, 140, 5, 0, 0, 5], [35, 5, 5]),
        ([10, 0, 10, 80, 0, 0, 0, 0], [10, 0, 10, 80, 0, 0, 0, 0], nil),
        ([500, 0, 10, 80, 0, 0, 0, 0], [10, 0, 10, 80, 0, 0, 0, 0], nil),
        // idle stepped back by two ticks: no growth, not a huge one.
        ([0, 0, 0, 100, 10, 0, 0, 0], [40, 0, 0, 98, 20, 0, 0, 0], [80, 0, 20]),
    ]

    @Test(arguments: processorTimes) func sharesProcessorTime(_ row: ([UInt64], [UInt64], [Double]?)) {
        let before = CPUTimes(ticks: InlineTicks(row.0))
        let shares = CPUTimes(ticks: InlineTicks(row.1)).shares(since: before)
        #expect(shares.map { [$0.busy, $0.steal, $0.ioWait] } == row.2)
    }
}
