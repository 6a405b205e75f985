import PulseCore

/// Gathers the points of one series from blocks and memory and makes one ascending line of them.
struct SeriesAccumulator {
    /// ms for raw samples, bucket numbers for rollups.
    private var ticks: [Int64] = []
    private var rollups: [Rollup] = []
    private var isAscending = true
    let tier: HistoryTier

    init(tier: HistoryTier) { self.tier = tier }

    var isEmpty: Bool { ticks.isEmpty }
    var count: Int { ticks.count }
    /// The latest tick, raw: ms.
    var newest: Int64? { ticks.max() }

    /// Adds the points of a column whose ticks lie in `bounds`.
    mutating func add(_ column: SeriesColumn, ticks added: [Int64], in bounds: ClosedRange<Int64>) {
        ticks.reserveCapacity(ticks.count + added.count)
        rollups.reserveCapacity(ticks.count + added.count)
        for (index, tick) in added.enumerated() where bounds.contains(tick) {
            guard let rollup = column.rollup(at: index) else { continue }
            if let last = ticks.last, tick <= last { isAscending = false }
            ticks.append(tick)
            rollups.append(rollup)
        }
    }

    /// The line; `step` seconds joins points into buckets.
    consuming func points(step: Int?) -> [HistoryPoint] {
        if !isAscending { unite() }
        var points: [HistoryPoint] = []
        guard let step else {
            points.reserveCapacity(ticks.count)
            for (tick, rollup) in zip(ticks, rollups) { points.append(Self.point(time(tick), rollup)) }
            return points
        }
        var bucket = Int64.min
        var sum = Rollup(average: 0, low: 0, high: 0, count: 0)
        for (tick, rollup) in zip(ticks, rollups) {
            let next = bucketNumber(milliseconds: time(tick), step: step)
            if next == bucket {
                sum.add(rollup)
                continue
            }
            if bucket != .min { points.append(Self.point(Self.middle(bucket, step), sum)) }
            bucket = next
            sum = rollup
        }
        if bucket != .min { points.append(Self.point(Self.middle(bucket, step), sum)) }
        return points
    }

    /// Sorts; of equal raw times the later arrival stays, equal buckets are combined.
    private mutating func unite() {
        let order = ticks.indices.sorted { (ticks[$0], $0) < (ticks[$1], $1) }
        var newTicks: [Int64] = []
        var newRollups: [Rollup] = []
        for index in order {
            if ticks[index] != newTicks.last {
                newTicks.append(ticks[index])
                newRollups.append(rollups[index])
            } else if tier == .raw {
                newRollups[newRollups.count - 1] = rollups[index]
            } else {
                newRollups[newRollups.count - 1].add(rollups[index])
            }
        }
        (ticks, rollups, isAscending) = (newTicks, newRollups, true)
    }

    private func time(_ tick: Int64) -> Int64 { tier == .raw ? tick : Self.middle(tick, tier.stepSeconds) }

    private static func middle(_ bucket: Int64, _ step: Int) -> Int64 {
        let length = Int64(step) * 1000
        return bucket &* length &+ length / 2
    }

    private static func point(_ time: Int64, _ rollup: Rollup) -> HistoryPoint {
        HistoryPoint(timestamp: Timestamp(milliseconds: time), value: rollup.average, min: rollup.low, max: rollup.high)
    }
}
