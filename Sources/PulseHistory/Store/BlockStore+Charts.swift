import PulseCore

extension BlockStore {
    public func charts(
        keys: [String], metrics: [Metric], start: Timestamp, end: Timestamp, maxPoints: Int
    ) async throws -> [String: [Metric: [HistoryPoint]]] {
        guard end >= start else { return [:] }
        let plan = plan(start: start, end: end, maxPoints: maxPoints)
        var result: [String: [Metric: [HistoryPoint]]] = [:]
        result.reserveCapacity(keys.count)
        var missing = keys
        for tier in [plan.tier] + plan.tier.fallbacks where !missing.isEmpty {
            var reading = state.withLock { SeriesReading(keys: missing, metrics: metrics, $0) }
            var found: Set<Int> = []
            if tier == .raw {
                reading.takeFromMemory(start: start, end: end) { index, series in
                    result[missing[index]] = series.mapValues { LargestTriangle.downsample($0, to: maxPoints) }
                    found.insert(index)
                }
            }
            for (index, columns) in try await lines(reading, tier: tier, start: start, end: end) {
                var series: [Metric: [HistoryPoint]] = [:]
                for (metric, line) in columns where !line.isEmpty {
                    series[reading.metrics[Int(metric)]] = LargestTriangle.downsample(line.points(step: nil), to: maxPoints)
                }
                guard !series.isEmpty else { continue }
                result[missing[index]] = series
                found.insert(index)
            }
            missing = missing.indices.filter { !found.contains($0) }.map { missing[$0] }
        }
        return result
    }
}

extension SeriesReading {
    /// Hands out the lines of resources whose range lies in memory in order, and takes those resources off the reading.
    mutating func takeFromMemory(start: Timestamp, end: Timestamp, _ found: (Int, [Metric: [HistoryPoint]]) -> Void) {
        let range = start.milliseconds...end.milliseconds
        var shared: Set<Int> = []
        for (part, next) in zip(parts, parts.dropFirst()) where part.index == next.index { shared.insert(part.index) }
        parts.removeAll { part in
            guard let hot = part.hot, hot.isAscending, part.completeSince <= range.lowerBound, !shared.contains(part.index) else {
                return false
            }
            var series: [Metric: [HistoryPoint]] = [:]
            for column in hot.columns where wanted?.contains(column.metric) ?? true {
                let points = hot.points(column, in: range)
                if !points.isEmpty { series[metrics[Int(column.metric)]] = points }
            }
            guard !series.isEmpty else { return false }
            found(part.index, series)
            return true
        }
    }
}
