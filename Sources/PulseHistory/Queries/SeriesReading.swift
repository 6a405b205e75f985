import PulseCore

/// What memory knows for one query: which resources, what they hold, and where the database has to be asked.
struct SeriesReading: Sendable {
    /// A resource that was asked for, itself or through a merge.
    struct Part: Sendable {
        /// Position of the asked key.
        var index: Int
        var resource: UInt32
        var group: UInt32
        /// Everything from here on is in memory.
        var completeSince: Int64
        var hot: HotResource?
    }

    var parts: [Part] = []
    /// The wanted metrics by number; `nil`: all.
    var wanted: Set<UInt16>?
    /// The names of the numbers.
    var metrics: [Metric] = []

    init(keys: [String], metrics wantedMetrics: [Metric]?, _ state: borrowing StoreState) {
        metrics = state.registry.metrics
        wanted = wantedMetrics.map { wanted in Set(wanted.compactMap { state.registry.id(of: $0) }) }
        for (index, key) in keys.enumerated() {
            for resource in state.registry.parts(of: key) {
                let number = HotGroup.of(resource)
                let group = state.groups[number]
                parts.append(
                    Part(
                        index: index, resource: resource, group: number, completeSince: group?.completeSince ?? .min,
                        hot: group?.resources[resource]))
            }
        }
    }
}

/// The ticks of a tier that a range of time touches.
func tickBounds(_ tier: HistoryTier, start: Timestamp, end: Timestamp) -> ClosedRange<Int64> {
    let (low, high) = (min(start.milliseconds, end.milliseconds), max(start.milliseconds, end.milliseconds))
    guard tier != .raw else { return low...high }
    return bucketNumber(milliseconds: low, step: tier.stepSeconds)...bucketNumber(milliseconds: high, step: tier.stepSeconds)
}
