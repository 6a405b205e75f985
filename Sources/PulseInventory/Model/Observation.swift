import PulseCore

/// What one source saw at one moment. Every platform, agent and probe ends in one of these.
public struct Observation: Sendable {
    public var source: SourceScope
    public var at: Timestamp
    public var resources: [ObservedResource]
    public var completeness: Completeness
    /// How often this source speaks; staleness is judged by it.
    public var interval: Duration

    /// What the absence of a resource from the observation means.
    public enum Completeness: Sendable, Equatable {
        /// The source listed everything it holds: what is missing is gone.
        case everything
        /// It listed every resource of these kinds; others are untouched.
        case kinds(Set<ResourceKind>)
        /// Absence means nothing.
        case partial
    }

    public init(
        source: SourceScope, at: Timestamp, resources: [ObservedResource], completeness: Completeness = .everything,
        interval: Duration = .seconds(10)
    ) {
        self.source = source
        self.at = at
        self.resources = resources
        self.completeness = completeness
        self.interval = interval
    }
}

/// One measured value of a series.
public struct Sample: Sendable, Equatable {
    public var metric: Metric
    public var value: Double
    public init(_ metric: Metric, _ value: Double) {
        self.metric = metric
        self.value = value
    }
}

/// A resource as one source describes it.
public struct ObservedResource: Sendable, Equatable {
    public var kind: ResourceKind
    /// The source's own id, see `resources-metrics-recovery` §3.2, for example `pve1:node1:100`.
    public var sourceID: String
    public var name: String
    /// `qemu`, `lxc`, `docker`, `truenas`, …
    public var technology: String?
    public var status: ResourceStatus = .unknown
    public var identity = ResourceIdentity()
    /// Source id of the parent, described by the same source.
    public var parent: ParentReference?
    /// The row of another source that this source says is the same machine, for example the agent a Proxmox node is linked to.
    public var counterpart: CounterpartReference?
    public var metrics = ResourceMetrics()
    /// Seconds.
    public var uptime: Int?
    /// °C.
    public var temperature: Double?
    public var tags: [String] = []
    public var facets = Facets()
    /// Where the figures come from, at most one entry for each metric.
    public var provenance: [Provenance] = []
    /// What goes into history. Only measured values; names beyond the standard ones are allowed.
    public var samples: [Sample] = []
    /// Overrides the key under which history is kept; `nil` keeps it under the canonical id.
    /// Containers give `<host>/<name>` so that history survives recreation.
    public var historyKey: String?
    /// Overrides how history is addressed through the API; `nil` uses the table of §3.6.
    public var metricsTarget: MetricsTarget?

    public init(kind: ResourceKind, sourceID: String, name: String) {
        self.kind = kind
        self.sourceID = sourceID
        self.name = name
    }
}

/// Points at the parent by its kind and source id.
public struct ParentReference: Sendable, Hashable {
    public var kind: ResourceKind
    public var sourceID: String
    public init(kind: ResourceKind, sourceID: String) {
        self.kind = kind
        self.sourceID = sourceID
    }
}

/// Points at another source's row for the same thing.
public struct CounterpartReference: Sendable, Hashable {
    public var source: SourceKind
    public var sourceID: String
    public init(source: SourceKind, sourceID: String) {
        self.source = source
        self.sourceID = sourceID
    }
}
