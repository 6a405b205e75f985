import PulseCore

/// Makes one resource of the rows that describe it.
struct ResourceMerge {
    let group: PresentationGroup
    /// By priority, best first.
    private let rows: [SourceRow]
    /// The same with the fresh before the stale.
    private let freshFirst: [SourceRow]
    private let inGuest: Bool

    init(_ group: PresentationGroup, rows: [SourceRow]) {
        let inGuest = group.kind.isWorkload
        self.group = group
        self.inGuest = inGuest
        if rows.count == 1 {
            self.rows = rows
            freshFirst = rows
        } else {
            let sorted = rows.sorted { Self.precedes($0, $1, inGuest: inGuest) }
            self.rows = sorted
            freshFirst = sorted.filter { $0.state == .online } + sorted.filter { $0.state != .online }
        }
    }

    private static func precedes(_ left: SourceRow, _ right: SourceRow, inGuest: Bool) -> Bool {
        let priorities = (SourcePriority.of(left.source.kind, inGuest: inGuest), SourcePriority.of(right.source.kind, inGuest: inGuest))
        if priorities.0 != priorities.1 { return priorities.0 > priorities.1 }
        if left.source.kind == right.source.kind, left.at != right.at { return left.at > right.at }
        return SourceRow.precedes(left, right)
    }

    /// The merged content; `parent`, counts, annotations and superseded ids are added by the inventory.
    func content(errors: (SourceScope) -> String?) -> Resource.Content {
        let best = rows[0]
        var content = Resource.Content(
            id: group.id, kind: group.kind, name: name, status: status, lastSeen: best.at, sources: [], sourceStatus: [:], sourceIDs: [:],
            identity: best.observed.identity, metrics: best.observed.metrics, facets: best.observed.facets)
        for row in rows { add(row, to: &content, error: errors(row.source)) }
        content.technology = own.observed.technology ?? first(\.technology)
        content.uptime = first(\.uptime)
        content.temperature = first(\.temperature)
        content.tags = tags
        content.historyKey = first(\.historyKey) ?? group.id
        if rows.count > 1 {
            content.identity = mergedIdentity
            content.metrics = mergedMetrics
            content.facets = mergedFacets
        }
        content.provenance = provenance
        content.aliases = aliases(content)
        content.metricsTarget = first(\.metricsTarget) ?? MetricsTarget.standard(for: content)
        return content
    }

    /// The best row of the group's own kind: what the resource is, not what runs in it.
    private var own: SourceRow { rows.first { $0.observed.kind == group.kind } ?? rows[0] }

    private func first<Value>(_ path: KeyPath<ObservedResource, Value?>) -> Value? {
        for row in freshFirst {
            if let value = row.observed[keyPath: path] { return value }
        }
        return nil
    }

    /// The agent's name, else the platform's.
    var name: String {
        let named = rows.first { $0.source.kind == .agent && !$0.observed.name.isEmpty } ?? rows.first { !$0.observed.name.isEmpty }
        return named?.observed.name ?? own.observed.sourceID
    }

    /// The agent's status when fresh, else the first known one by priority. Without a fresh source: a warning while one is merely
    /// silent, offline when all have failed.
    private var status: ResourceStatus {
        let fresh = freshFirst.prefix { $0.state == .online }
        guard !fresh.isEmpty else { return rows.contains { $0.state == .stale } ? .warning : .offline }
        if let agent = fresh.first(where: { $0.source.kind == .agent && $0.observed.status != .unknown }) { return agent.observed.status }
        return fresh.first { $0.observed.status != .unknown }?.observed.status ?? .unknown
    }

    private func add(_ row: SourceRow, to content: inout Resource.Content, error: String?) {
        let kind = row.source.kind
        content.lastSeen = max(content.lastSeen, row.at)
        guard let present = content.sourceStatus[kind] else {
            content.sources.append(kind)
            content.sourceStatus[kind] = SourceStatus(state: row.state, lastSeen: row.at, error: error)
            content.sourceIDs[kind] = row.observed.sourceID
            return
        }
        // Several scopes of one kind: the source is as good as its best.
        let isBetter = present.state != .online && row.state == .online
        content.sourceStatus[kind] = SourceStatus(
            state: isBetter ? .online : present.state, lastSeen: max(present.lastSeen, row.at), error: isBetter ? error : present.error)
    }

    private var tags: [String] {
        if rows.count == 1, rows[0].observed.tags.count < 2 { return rows[0].observed.tags }
        return Set(rows.flatMap(\.observed.tags)).sorted()
    }

    private func aliases(_ content: Resource.Content) -> [String] {
        if rows.count == 1, group.clusters.count == 1, content.identity.proxmoxGuestKey == nil { return [] }
        var names = Set(group.clusters.dropFirst().map(\.id))
        for row in rows where content.sourceIDs[row.source.kind] != row.observed.sourceID { names.insert(row.observed.sourceID) }
        if let guest = content.identity.proxmoxGuestKey { names.insert(guest) }
        return names.sorted()
    }

    /// That of the figures the merge took: the first row that has a figure gives it.
    private var provenance: [Provenance] {
        if rows.count == 1 { return rows[0].observed.provenance }
        var known: [Provenance] = []
        for row in freshFirst {
            for entry in row.observed.provenance where !known.contains(where: { $0.metric == entry.metric }) { known.append(entry) }
        }
        return known
    }

    private var mergedIdentity: ResourceIdentity {
        var identity = ResourceIdentity()
        for row in rows {
            let other = row.observed.identity
            identity.machineID = identity.machineID ?? other.machineID
            identity.dmiUUID = identity.dmiUUID ?? other.dmiUUID
            identity.clusterName = identity.clusterName ?? other.clusterName
            identity.proxmoxGuestKey = identity.proxmoxGuestKey ?? other.proxmoxGuestKey
            identity.hostnames.append(new: other.hostnames)
            identity.ipAddresses.append(new: other.ipAddresses)
            identity.macAddresses.append(new: other.macAddresses)
        }
        return identity
    }

    private var mergedFacets: Facets {
        var facets = Facets()
        for row in freshFirst.reversed() {
            for facet in row.observed.facets.all { facets.set(facet) }
        }
        return facets
    }

    private var mergedMetrics: ResourceMetrics {
        var merged = ResourceMetrics()
        for row in freshFirst {
            let other = row.observed.metrics
            merged.memory = merged.memory ?? other.memory
            merged.disk = merged.disk ?? other.disk
            merged.netIn = merged.netIn ?? other.netIn
            merged.netOut = merged.netOut ?? other.netOut
            merged.diskRead = merged.diskRead ?? other.diskRead
            merged.diskWrite = merged.diskWrite ?? other.diskWrite
        }
        let ranked = inGuest ? freshFirst.filter { $0.source.kind != .agent } + freshFirst.filter { $0.source.kind == .agent } : freshFirst
        merged.cpu = ranked.lazy.compactMap(\.observed.metrics.cpu).first
        return merged
    }
}

extension [String] {
    /// Appends what is not there yet, in order.
    fileprivate mutating func append(new others: [String]) {
        for other in others where !contains(other) { append(other) }
    }
}
