import PulseCore

/// A resource as one source last described it, and where it stands in the inventory.
struct SourceRow: Sendable {
    let source: SourceScope
    var observed: ObservedResource
    var at: Timestamp
    /// The stable key of this row by itself; does not change when a guest migrates.
    let sourceKey: String
    /// The canonical id this row has by itself; decisions and members are kept under it.
    let soloID: String
    var evidence: Evidence
    var state: SourceStatus.State = .online
    var interval: Duration
    /// The canonical id of its cluster, once assigned.
    var clusterID: String?
    /// Its presentation group; -1 while it has none.
    var group = -1
    var isLive = true

    init(source: SourceScope, observed: ObservedResource, at: Timestamp, interval: Duration) {
        self.source = source
        self.observed = observed
        self.at = at
        self.interval = interval
        sourceKey = Self.key(source.kind, observed)
        soloID = CanonicalID.make(observed.kind, stableKey: sourceKey)
        evidence = Evidence(observed, source: source.kind, soloID: soloID)
    }

    static func key(_ source: SourceKind, _ observed: ObservedResource) -> String {
        if let guest = observed.identity.proxmoxGuestKey, observed.kind == .vm || observed.kind == .systemContainer {
            return "proxmox-guest:" + guest
        }
        return "\(source.rawValue):\(observed.sourceID)"
    }

    /// Fresh, silent, or failing for longer than it may.
    func state(at now: Timestamp, error: String?) -> SourceStatus.State {
        if now.since(at) <= Staleness.limit(source.kind, interval: interval) { return .online }
        return error == nil ? .stale : .offline
    }

    /// An order that is the same whatever came first.
    static func precedes(_ left: SourceRow, _ right: SourceRow) -> Bool {
        if left.soloID != right.soloID { return left.soloID < right.soloID }
        if left.source.kind != right.source.kind { return left.source.kind.rawValue < right.source.kind.rawValue }
        return left.source.scope < right.source.scope
    }
}

/// Names a row within its source.
struct LocalKey: Hashable, Sendable {
    let kind: ResourceKind
    let isGuest: Bool
    let id: String

    init(_ observed: ObservedResource) {
        kind = observed.kind
        if let guest = observed.identity.proxmoxGuestKey, observed.kind == .vm || observed.kind == .systemContainer {
            isGuest = true
            id = guest
        } else {
            isGuest = false
            id = observed.sourceID
        }
    }
}

/// What is held of one source.
struct SourceTable: Sendable {
    var rows: [LocalKey: Int] = [:]
    var error: String?
    /// When it last listed everything of a kind; what is older than that is outdated.
    var completeAt: [ResourceKind: Timestamp] = [:]
    var everythingAt: Timestamp?

    func isOutdated(_ kind: ResourceKind, at moment: Timestamp) -> Bool {
        if let everythingAt, moment < everythingAt { return true }
        if let complete = completeAt[kind], moment < complete { return true }
        return false
    }
}

/// Rows with one canonical id.
struct Cluster: Sendable, Equatable {
    var id: String
    var kind: ResourceKind
    /// Sorted by what is known of their order, best first.
    var rows: [Int]
}

/// Clusters shown as one resource; the first gives the id.
struct PresentationGroup: Sendable {
    var id: String
    var kind: ResourceKind
    var clusters: [Cluster]
    var possibleDuplicates: [String] = []
    var rows: [Int] { clusters.count == 1 ? clusters[0].rows : clusters.flatMap(\.rows) }
}
