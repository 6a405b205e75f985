import PulseCore

extension BlockStore {
    public func history(_ query: HistoryQuery) async throws -> HistoryAnswer {
        let plan = plan(start: query.start, end: query.end, maxPoints: query.maxPoints)
        for tier in [plan.tier] + plan.tier.fallbacks {
            let series = try await series(query, tier)
            guard !series.isEmpty else { continue }
            return answer(query, series, tier)
        }
        return HistoryAnswer(series: [:], stepSeconds: plan.step ?? plan.tier.stepSeconds, tier: plan.tier)
    }

    func plan(start: Timestamp, end: Timestamp, maxPoints: Int?) -> TierPlan {
        TierPlan.choose(start: start, end: end, maxPoints: maxPoints, now: clock.now) { options.retention($0) }
    }

    private func series(_ query: HistoryQuery, _ tier: HistoryTier) async throws -> [Metric: SeriesAccumulator] {
        let reading = state.withLock { SeriesReading(keys: [query.key], metrics: query.metrics, $0) }
        let lines = try await lines(reading, tier: tier, start: query.start, end: query.end)
        var series: [Metric: SeriesAccumulator] = [:]
        for (metric, line) in lines[0] ?? [:] where !line.isEmpty { series[reading.metrics[Int(metric)]] = line }
        return series
    }

    private func answer(_ query: HistoryQuery, _ series: [Metric: SeriesAccumulator], _ tier: HistoryTier) -> HistoryAnswer {
        let range = max(Double(query.end.milliseconds - query.start.milliseconds) / 1000, 1)
        let wanted = query.maxPoints.map { Int((range / Double(max($0, 1))).rounded(.up)) }
        var step = query.downsampling == .average ? TierPlan.bucket(wanted, tier) : nil
        // Samples closer than five seconds are joined only where there are too many.
        let longest = series.values.reduce(0) { max($0, $1.count) }
        if step == nil, query.downsampling == .average, tier == .raw, let most = query.maxPoints, longest > most + 1 { step = wanted }
        var points = series.mapValues { $0.points(step: step) }
        let distance = step ?? (tier == .raw ? Self.usualDistance(points) : tier.stepSeconds)
        if query.downsampling == .lttb, let most = query.maxPoints {
            points = points.mapValues { LargestTriangle.downsample($0, to: most) }
        }
        return HistoryAnswer(series: points, stepSeconds: distance, tier: tier)
    }

    /// The median distance of the longest line's points in seconds, at least one.
    private static func usualDistance(_ series: [Metric: [HistoryPoint]]) -> Int {
        guard let line = series.values.max(by: { $0.count < $1.count }), line.count > 1 else { return HistoryTier.raw.stepSeconds }
        let distances = zip(line.dropFirst(), line).map { $0.timestamp.milliseconds - $1.timestamp.milliseconds }.sorted()
        return max(Int((distances[distances.count / 2] + 500) / 1000), 1)
    }
}
