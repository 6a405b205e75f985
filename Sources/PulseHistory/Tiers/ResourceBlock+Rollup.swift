extension ResourceBlock {
    /// The rollups of a raw block, for buckets of `step` seconds; averages are rounded by `round`.
    func rolledUp(step: Int, round: (UInt16, Double) -> Double) -> ResourceBlock {
        var buckets: [Int64] = []
        var bounds: [Int] = []
        for (index, tick) in ticks.enumerated() {
            let bucket = bucketNumber(milliseconds: tick, step: step)
            guard bucket != buckets.last else { continue }
            buckets.append(bucket)
            bounds.append(index)
        }
        bounds.append(ticks.count)
        var result = ResourceBlock(resource: resource, ticks: buckets, series: [])
        for column in series {
            result.series.append(Self.rollup(column, bounds) { round(column.metric, $0) })
        }
        return result
    }

    private static func rollup(_ column: SeriesColumn, _ bounds: [Int], round: (Double) -> Double) -> SeriesColumn {
        let buckets = bounds.count - 1
        var result = SeriesColumn(metric: column.metric, buckets: buckets)
        for bucket in 0..<buckets {
            var sum = 0.0
            var low = Double.infinity
            var high = -Double.infinity
            var count: UInt32 = 0
            for index in bounds[bucket]..<bounds[bucket + 1] {
                let value = column.values[index]
                guard !value.isNaN else { continue }
                sum += value
                low = min(low, value)
                high = max(high, value)
                count &+= 1
            }
            guard count > 0 else { continue }
            let exact = sum.isFinite ? sum / Double(count) : low / 2 + high / 2
            result.values[bucket] = min(max(round(exact), low), high)
            result.lows[bucket] = low
            result.highs[bucket] = high
            result.counts[bucket] = count
        }
        return result
    }

    /// Joins two rollup blocks of one resource; buckets that both have are combined by weight.
    func joined(_ other: ResourceBlock, round: (UInt16, Double) -> Double) -> ResourceBlock {
        let buckets = Set(ticks).union(other.ticks).sorted()
        let places = Dictionary(uniqueKeysWithValues: buckets.enumerated().map { ($1, $0) })
        var result = ResourceBlock(resource: resource, ticks: buckets, series: [])
        var positions: [UInt16: Int] = [:]
        for block in [self, other] {
            for column in block.series {
                let position = positions[column.metric] ?? result.series.count
                if position == result.series.count {
                    positions[column.metric] = position
                    result.series.append(SeriesColumn(metric: column.metric, buckets: buckets.count))
                }
                for (index, tick) in block.ticks.enumerated() {
                    guard let place = places[tick], let rollup = column.rollup(at: index) else { continue }
                    result.series[position].combine(rollup, at: place) { round(column.metric, $0) }
                }
            }
        }
        return result
    }
}

extension SeriesColumn {
    /// A rollup column without values.
    init(metric: UInt16, buckets: Int) {
        let empty = [Double](repeating: .nan, count: buckets)
        self.init(metric: metric, values: empty, lows: empty, highs: empty, counts: [UInt32](repeating: 0, count: buckets))
    }

    /// The rollup at a position, or of the one raw value there; `nil` where there is none.
    func rollup(at index: Int) -> Rollup? {
        let value = values[index]
        guard !value.isNaN else { return nil }
        guard isRollup else { return Rollup(value) }
        return Rollup(average: value, low: lows[index], high: highs[index], count: counts[index])
    }

    mutating func combine(_ rollup: Rollup, at index: Int, round: (Double) -> Double) {
        var combined = rollup
        if var present = self.rollup(at: index) {
            present.add(rollup)
            combined = present
            combined.average = min(max(round(present.average), present.low), present.high)
        }
        values[index] = combined.average
        lows[index] = combined.low
        highs[index] = combined.high
        counts[index] = combined.count
    }
}
