import PulseCore

/// What one event did to the inventory. Applied to the snapshot before, `removed` then `upserted` give the snapshot after.
public struct InventoryChange: Sendable {
    /// A resource went from one canonical state to another; `from` is `nil` for a new resource.
    public struct Transition: Sendable, Equatable {
        public let id: String
        public let from: ResourceStatus?
        public let to: ResourceStatus
    }
    /// A resource took a new canonical id. Its history should be continued under the new one.
    public struct Succession: Sendable, Equatable {
        public let old: String
        public let new: String
    }

    /// The revision of `snapshot`; unchanged when the event changed nothing.
    public let revision: UInt64
    public let at: Timestamp
    public let snapshot: InventorySnapshot
    /// New and changed resources, each once.
    public let upserted: [Resource]
    /// Canonical ids that no longer stand for a resource of their own, sorted.
    public let removed: [String]
    /// The sequence of ids in `snapshot.resources` differs from before.
    public let orderChanged: Bool
    public let transitions: [Transition]
    public let successions: [Succession]
    /// What the observation measured, by the history it belongs to.
    public let samples: [ResourceSamples]
    /// What must outlive a restart, in the order it was learned.
    public let persist: [IdentityFact]
    /// What the observation held that could not be used: beyond a bound, or outdated.
    public let ignored: Int

    /// Nothing to tell anyone: no resource changed. There may still be `samples`.
    public var isEmpty: Bool { upserted.isEmpty && removed.isEmpty && !orderChanged && persist.isEmpty }
}

/// Measured values of one resource at the time of its observation.
public struct ResourceSamples: Sendable, Equatable {
    /// Key of the series in history; stays the same when a guest migrates.
    public let historyKey: String
    /// How the API addresses this history.
    public let target: MetricsTarget?
    public let samples: [Sample]
}
