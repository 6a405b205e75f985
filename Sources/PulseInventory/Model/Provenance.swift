import PulseCore

/// Where a figure of a resource comes from, so that people can judge it.
public struct Provenance: Sendable, Equatable {
    /// A better source that could not be used, and why not.
    public struct Fallback: Sendable, Equatable {
        public var source: String
        public var reason: String
        public init(source: String, reason: String) {
            self.source = source
            self.reason = reason
        }
    }
    /// The figure: `cpu`, `memory`, `disk`, `netin`, …
    public var metric: Metric
    /// The name of the source in the platform's table of sources, for example `available-field`.
    public var source: String
    /// Sources of a higher rank, in their order, each with the reason why it was not used.
    public var fallbacks: [Fallback] = []
    /// When the figure was measured; older than the resource's `lastSeen` when it was carried forward.
    public var measuredAt: Timestamp

    public init(_ metric: Metric, source: String, fallbacks: [Fallback] = [], measuredAt: Timestamp) {
        self.metric = metric
        self.source = source
        self.fallbacks = fallbacks
        self.measuredAt = measuredAt
    }
}
