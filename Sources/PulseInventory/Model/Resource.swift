import PulseCore

/// One thing of the estate, merged from everything that describes it. Immutable: a change makes a new one.
///
/// A class, because snapshots hold thousands of them and share those that did not change.
public final class Resource: Sendable {
    /// Everything a resource says, as a value.
    public struct Content: Sendable, Equatable {
        /// The canonical id, `<kind>-<16 hex>`.
        public var id: String
        public var kind: ResourceKind
        public var technology: String?
        public var name: String
        public var status: ResourceStatus
        /// The newest of all sources.
        public var lastSeen: Timestamp
        /// In order of priority, best first.
        public var sources: [SourceKind]
        public var sourceStatus: [SourceKind: SourceStatus]
        /// The id each source uses, for example `[.proxmox: "pve1:node1:100"]`.
        public var sourceIDs: [SourceKind: String]
        public var identity: ResourceIdentity
        /// Older canonical ids and other names that resolve to this resource.
        public var aliases: [String] = []
        public var supersededIDs: [String] = []
        public var metrics: ResourceMetrics
        /// Seconds.
        public var uptime: Int?
        /// °C.
        public var temperature: Double?
        public var parentID: String?
        public var parentName: String?
        public var childCount: Int = 0
        /// Union of the platform's and the user's tags, sorted.
        public var tags: [String] = []
        public var customURL: String?
        public var metricsTarget: MetricsTarget?
        /// Key of its series in history.
        public var historyKey: String
        public var facets: Facets
        /// Where the figures come from.
        public var provenance: [Provenance] = []
        /// Ids of resources that may be the same machine; shown as "possible duplicate".
        public var possibleDuplicates: [String] = []

        public init(
            id: String, kind: ResourceKind, name: String, status: ResourceStatus, lastSeen: Timestamp, sources: [SourceKind],
            sourceStatus: [SourceKind: SourceStatus], sourceIDs: [SourceKind: String], identity: ResourceIdentity,
            metrics: ResourceMetrics, facets: Facets
        ) {
            self.id = id
            self.kind = kind
            self.name = name
            self.status = status
            self.lastSeen = lastSeen
            self.sources = sources
            self.sourceStatus = sourceStatus
            self.sourceIDs = sourceIDs
            self.identity = identity
            self.metrics = metrics
            self.facets = facets
            historyKey = id
        }
    }

    public let content: Content
    /// The inventory's revision at which this content came to be; caches key by (`id`, `revision`).
    public let revision: UInt64
    /// When the content last changed.
    public let updatedAt: Timestamp
    /// Natural, case-insensitive order of the name.
    public let sortKey: NaturalSortKey

    public init(_ content: Content, revision: UInt64, updatedAt: Timestamp) {
        self.content = content
        self.revision = revision
        self.updatedAt = updatedAt
        sortKey = NaturalSortKey(content.name)
    }

    /// A newer state of `earlier`, whose sort key is kept while the name is.
    init(_ content: Content, revision: UInt64, updatedAt: Timestamp, after earlier: Resource?) {
        self.content = content
        self.revision = revision
        self.updatedAt = updatedAt
        sortKey = if let earlier, earlier.content.name == content.name { earlier.sortKey } else { NaturalSortKey(content.name) }
    }

    public var id: String { content.id }
    public var kind: ResourceKind { content.kind }
    public var name: String { content.name }
    public var status: ResourceStatus { content.status }

    /// The type clients see: an `agent` that only Docker describes is a `docker-host`.
    public var contractType: String {
        content.kind == .agent && content.sources == [.docker] ? "docker-host" : content.kind.rawValue
    }
}
