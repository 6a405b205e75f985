import PulseCore
import Testing

@testable import PulseHistory

@Suite struct DecisionTests {
    static let now = Timestamp(seconds: 1_800_000_000)

    @Test(
        arguments: [
            (3600, nil, HistoryTier.raw, nil), (6 * 3600, nil, .raw, nil), (24 * 3600, nil, .minute, nil), (7 * 86_400, nil, .hourly, nil),
            (90 * 86_400, nil, .hourly, nil), (390 * 86_400, nil, .daily, nil), (3600, 500, .raw, 8), (3600, 5000, .raw, nil),
            (3600, 60, .minute, nil), (86_400, 500, .minute, 180), (86_400, 24, .hourly, nil), (7 * 86_400, 500, .minute, 1260),
            (30 * 86_400, 500, .hourly, 7200), (90 * 86_400, 90, .daily, nil), (1, 0, .raw, nil),
        ] as [(Int64, Int?, HistoryTier, Int?)])
    func tiersFollowRangeAndPoints(range: Int64, points: Int?, tier: HistoryTier, step: Int?) {
        let options = HistoryOptions()
        let start = Self.now - .seconds(range)
        let plan = TierPlan.choose(start: start, end: Self.now, maxPoints: points, now: Self.now) { options.retention($0) }
        #expect(plan == TierPlan(tier: tier, step: step))
    }

    @Test func oldRangesUseTheTierThatStillReachesThem() {
        let options = HistoryOptions()
        func tier(_ days: Int64) -> HistoryTier {
            let start = Self.now - .seconds(days * 86_400)
            return TierPlan.choose(start: start, end: start + .seconds(3600), maxPoints: nil, now: Self.now) { options.retention($0) }.tier
        }
        #expect(tier(6) == .raw)
        #expect(tier(8) == .minute)
        #expect(tier(31) == .hourly)
        #expect(tier(399) == .hourly)
        #expect(tier(500) == .hourly)
    }

    @Test func groupsAreSealedWhenFullOrOld() {
        let policy = SealPolicy(ticksPerBlock: 100, longestOpenMilliseconds: 1000, memorySamples: 1_000_000)
        func group(_ id: UInt32, _ ticks: Int, _ age: Int64) -> SealPolicy.Group {
            SealPolicy.Group(id: id, openTicks: ticks, openSamples: ticks * 4, recentSamples: 0, openMilliseconds: age)
        }
        #expect(policy.decide([group(1, 99, 999), group(2, 100, 0), group(3, 1, 1000), group(4, 0, 5000)]) == [.seal(2), .seal(3)])
    }

    @Test(arguments: UInt64(0)..<50) func memoryComesBelowItsBound(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let policy = SealPolicy(ticksPerBlock: 1000, longestOpenMilliseconds: .max, memorySamples: 5000)
        let groups = (0..<UInt32.random(in: 1...30, using: &random)).map {
            let open = Int.random(in: 0...900, using: &random)
            let recent = Int.random(in: 0...900, using: &random)
            return SealPolicy.Group(id: $0, openTicks: open / 4, openSamples: open, recentSamples: recent, openMilliseconds: 0)
        }
        let actions = policy.decide(groups)
        let left = groups.reduce(0) { sum, group in
            let forgets = actions.contains(.forget(group.id))
            let seals = actions.contains(.seal(group.id))
            return sum + (forgets ? 0 : group.recentSamples) + (forgets && seals ? 0 : group.openSamples)
        }
        #expect(left <= 5000)
        let total = groups.reduce(0) { $0 + $1.openSamples + $1.recentSamples }
        if total <= 5000 { #expect(actions.isEmpty) }
    }

    @Test(arguments: UInt64(0)..<30) func rollupsOfRollupsAreRollupsOfSamples(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let values = (0..<200).map { _ in Double.random(in: -50...50, using: &random) }
        var whole = Rollup(values[0])
        values.dropFirst().forEach { whole.add(Rollup($0)) }
        var parts: [Rollup] = []
        var index = 0
        while index < values.count {
            let length = min(Int.random(in: 1...40, using: &random), values.count - index)
            var part = Rollup(values[index])
            values[index + 1..<index + length].forEach { part.add(Rollup($0)) }
            parts.append(part)
            index += length
        }
        parts.shuffle(using: &random)
        var joined = parts.removeFirst()
        parts.forEach { joined.add($0) }
        #expect(joined.count == 200 && whole.count == 200)
        #expect(joined.low == values.min() && joined.high == values.max())
        #expect(abs(joined.average - values.reduce(0, +) / 200) < 1e-9)
        #expect(abs(joined.average - whole.average) < 1e-9)
    }

    @Test func bucketsOfThePastRoundTowardsThePast() {
        #expect(bucketNumber(milliseconds: 59_999, step: 60) == 0)
        #expect(bucketNumber(milliseconds: -1, step: 60) == -1)
        #expect(bucketNumber(milliseconds: -60_000, step: 60) == -1)
        #expect(bucketNumber(milliseconds: -60_001, step: 60) == -2)
    }
}
