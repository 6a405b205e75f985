import PulseCore

/// Where a source hands over what it saw, part by part: what is quick need not wait for what is slow.
public protocol ObservationSink: Sendable {
    /// Takes what was seen into the inventory and its samples into history.
    func commit(_ observation: Observation) async throws
    /// Fills holes of the history with what the platform remembers. Moments that history already knows are left as they are.
    func fill(_ history: [ObservedHistory]) async throws
    /// When each of these resources of the source was last measured before a moment, by their source ids; absent when not in the last hours.
    func lastMeasured(_ sourceIDs: [String], before moment: Timestamp) async -> [String: Timestamp]
    /// Runs a slow part beside the poll, which may end before it. While a part of that name still runs, nothing is started.
    /// It is cancelled when the budget is spent or the source is removed. What it throws becomes a warning of the source.
    func background(_ part: String, budget: Duration, _ work: @escaping @Sendable () async throws -> Void)
}

/// What a platform remembers of one resource.
public struct ObservedHistory: Sendable, Equatable {
    public struct Point: Sendable, Equatable {
        public var at: Timestamp
        public var samples: [Sample]
        public init(at: Timestamp, samples: [Sample]) {
            self.at = at
            self.samples = samples
        }
    }
    /// As in `ObservedResource`.
    public var sourceID: String
    /// Oldest first.
    public var points: [Point]
    public init(sourceID: String, points: [Point]) {
        self.sourceID = sourceID
        self.points = points
    }
}
