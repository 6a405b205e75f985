import PulseCore

/// Which tier answers a query, and in which steps.
struct TierPlan: Equatable {
    var tier: HistoryTier
    /// Seconds of a bucket of the answer; `nil`: the tier's own points.
    var step: Int?

    /// Points of one series that an answer has at most when the caller names no number.
    static let sensiblePoints = 4400

    /// Chooses the finest tier that gives a sensible number of points and still reaches back to `start`.
    static func choose(start: Timestamp, end: Timestamp, maxPoints: Int?, now: Timestamp, retention: (HistoryTier) -> Duration) -> TierPlan
    {
        let range = max(Double(end.milliseconds - start.milliseconds) / 1000, 1)
        let step = maxPoints.map { Int((range / Double(max($0, 1))).rounded(.up)) }
        var tier =
            HistoryTier.allCases.first { candidate in
                range / Double(candidate.stepSeconds) <= Double(sensiblePoints)
            } ?? .daily
        // A wish for few points is served by the coarsest tier that is fine enough.
        if let step, let coarser = HistoryTier.rollups.last(where: { $0.stepSeconds <= step }), coarser.stepSeconds > tier.stepSeconds {
            tier = coarser
        }
        // A wish for many points over a long range may take a finer tier than the default.
        if let step, tier != .raw, tier.stepSeconds > step {
            tier = HistoryTier.allCases.last { $0 != .raw && $0.stepSeconds <= step } ?? tier
        }
        let order = HistoryTier.allCases
        while start < now - retention(tier), let index = order.firstIndex(of: tier), index + 1 < order.count {
            guard retention(order[index + 1]) > retention(tier) else { break }
            tier = order[index + 1]
        }
        return TierPlan(tier: tier, step: bucket(step, tier))
    }

    /// The step of the answer's buckets; `nil` when it is not longer than the tier's own. Rollups keep whole buckets together.
    static func bucket(_ step: Int?, _ tier: HistoryTier) -> Int? {
        guard let step, step > tier.stepSeconds else { return nil }
        guard tier != .raw else { return step }
        return (step + tier.stepSeconds - 1) / tier.stepSeconds * tier.stepSeconds
    }
}
