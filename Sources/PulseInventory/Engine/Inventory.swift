import PulseCore

/// The one picture of the estate: events in, changes out. A value without clock, input or output.
public struct Inventory: Sendable {
    public private(set) var snapshot: InventorySnapshot
    public let configuration: InventoryConfiguration
    var identity: PersistedIdentity
    var rows: [SourceScope: [String: String]] = [:]
    var index = ResourceIndex()

    /// Starts empty, with what is known about identity from earlier runs.
    public init(identity: PersistedIdentity = PersistedIdentity(), configuration: InventoryConfiguration = InventoryConfiguration()) {
        self.identity = identity
        self.configuration = configuration
        snapshot = InventorySnapshot(revision: 0, at: Timestamp(milliseconds: 0), index: ResourceIndex())
    }

    /// Takes in one event and says what it changed.
    ///
    /// Observations, failures and ticks never throw. Decisions of people throw `resource_not_found`, `self_link`,
    /// `incompatible_types`, `not_merged`, `no_source_targets`, `no_exclusions`; annotations `limit_exceeded`.
    public mutating func handle(_ event: InventoryEvent, at now: Timestamp) throws(PulseError) -> InventoryChange {
        var upserted: [Resource] = []
        var removed: [String] = []
        var samples: [ResourceSamples] = []
        let revision = snapshot.revision + 1
        if case .observed(let observation) = event {
            var seen: [String: String] = [:]
            for row in observation.resources {
                let key = row.identity.proxmoxGuestKey.map { "proxmox-guest:" + $0 } ?? "\(observation.source.kind.rawValue):\(row.sourceID)"
                let id = CanonicalID.make(row.kind, stableKey: key)
                seen[id] = row.sourceID
                var content = Resource.Content(
                    id: id, kind: row.kind, name: row.name, status: row.status, lastSeen: observation.at, sources: [observation.source.kind],
                    sourceStatus: [observation.source.kind: SourceStatus(state: .online, lastSeen: observation.at)],
                    sourceIDs: [observation.source.kind: row.sourceID], identity: row.identity, metrics: row.metrics, facets: row.facets)
                content.technology = row.technology
                content.uptime = row.uptime
                content.temperature = row.temperature
                content.tags = row.tags
                content.metricsTarget = row.metricsTarget ?? MetricsTarget(resourceType: row.kind.rawValue, resourceID: row.sourceID)
                content.historyKey = row.historyKey ?? id
                upserted.append(Resource(content, revision: revision, updatedAt: now))
                samples.append(ResourceSamples(historyKey: content.historyKey, target: content.metricsTarget, samples: row.samples))
            }
            if observation.completeness == .everything {
                removed = (rows[observation.source] ?? [:]).keys.filter { seen[$0] == nil }
            }
            rows[observation.source] = seen
        }
        let orderChanged = index.apply(upserted: upserted, removed: removed)
        snapshot = InventorySnapshot(revision: revision, at: now, index: index)
        return InventoryChange(
            revision: revision, at: now, snapshot: snapshot, upserted: upserted, removed: removed, orderChanged: orderChanged, transitions: [],
            successions: [], samples: samples, persist: [], ignored: 0)
    }
}
