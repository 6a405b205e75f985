import PulseCore

extension Inventory {
    /// Joins two resources from now on; what parted them before is void.
    mutating func link(_ one: String, _ other: String, _ reason: String, _ actor: String, _ work: inout Work) throws(PulseError) {
        let (left, right) = (try part(named: one), try part(named: other))
        guard Set(left.rows).isDisjoint(with: right.rows) || left.cluster == right.cluster && left.rows != right.rows else {
            throw PulseError("self_link", "A resource cannot be linked with itself.")
        }
        guard Self.areCompatible(left.kind, right.kind) else {
            throw PulseError("incompatible_types", "A \(left.kind.rawValue) and a \(right.kind.rawValue) cannot be one resource.")
        }
        for row in left.rows {
            for second in right.rows where identity.areExcluded(table[row].soloID, table[second].soloID) {
                identity.record(.exclusionRemoved(table[row].soloID, table[second].soloID))
            }
        }
        if left.cluster != right.cluster {
            let primary = right.kind != .agent && left.kind == .agent ? right.cluster : left.cluster
            identity.record(.link(Decision(left.cluster, right.cluster, primary: primary, reason: reason, actor: actor, at: work.now)))
        }
        work.unsettled.formUnion(left.rows + right.rows)
    }

    /// Parts two resources, or a resource and one of its sources, from now on; a link between them is void.
    mutating func unlink(_ one: String, _ other: String, _ reason: String, _ actor: String, _ work: inout Work) throws(PulseError) {
        var (left, right) = (try part(named: one), try part(named: other))
        if left.rows.count > right.rows.count { left.rows.removeAll { right.rows.contains($0) } }
        if right.rows.count > left.rows.count { right.rows.removeAll { left.rows.contains($0) } }
        guard !left.rows.isEmpty, !right.rows.isEmpty, Set(left.rows).isDisjoint(with: right.rows) else {
            throw PulseError("self_link", "A resource cannot be parted from itself.")
        }
        removeLinks(between: left.cluster, and: right.cluster)
        exclude(left.rows, right.rows, reason: reason, actor: actor, &work)
    }

    /// Parts every pair of source rows of a resource, of the named sources or of all.
    mutating func part(
        _ id: String, _ sources: [SourceKind], _ notes: String, _ actor: String, _ work: inout Work
    ) throws(PulseError) {
        guard let resource = index.resolve(id), let number = clusterGroups[resource.id], let group = groups[number] else {
            throw Self.unknown(id)
        }
        let all = group.rows
        guard Set(all.map { table[$0].soloID }).count > 1 else { throw PulseError("not_merged", "Resource is not merged") }
        let rows = sources.isEmpty ? all : all.filter { sources.contains(table[$0].source.kind) }
        guard !rows.isEmpty else { throw PulseError("no_source_targets", "No source targets found") }
        let reason = notes.isEmpty ? "reported_incorrect_merge" : notes
        var made = 0
        for (offset, row) in rows.enumerated() {
            // One named source is parted from all the others.
            let others = rows.count == 1 ? all.filter { $0 != row } : Array(rows[(offset + 1)...])
            for other in others {
                removeLinks(between: table[row].clusterID, and: table[other].clusterID)
                made += exclude([row], [other], reason: reason, actor: actor, &work)
            }
        }
        guard made > 0 else { throw PulseError("no_exclusions", "No exclusions created") }
    }

    @discardableResult
    private mutating func exclude(_ left: [Int], _ right: [Int], reason: String, actor: String, _ work: inout Work) -> Int {
        var made = 0
        for row in left {
            for other in right {
                let (one, second) = (table[row].soloID, table[other].soloID)
                guard one != second, !identity.areExcluded(one, second) else { continue }
                identity.record(.exclusion(Decision(one, second, reason: reason, actor: actor, at: work.now)))
                made += 1
            }
        }
        work.unsettled.formUnion(left + right)
        return made
    }

    /// Removes every link between two canonical ids or those they succeeded.
    private mutating func removeLinks(between one: String?, and other: String?) {
        guard let one, let other, one != other else { return }
        let mine = identity.ancestors(of: one).union([one])
        let theirs = identity.ancestors(of: other).union([other])
        for pair in identity.links(of: one) {
            let joins =
                (mine.contains(pair.first) && theirs.contains(pair.second)) || (mine.contains(pair.second) && theirs.contains(pair.first))
            if joins { identity.record(.unlink(pair.first, pair.second)) }
        }
    }

    /// What an id of any form stands for: a cluster, or one row of it.
    private struct Part {
        var cluster: String
        var kind: ResourceKind
        var rows: [Int]
    }

    private func part(named id: String) throws(PulseError) -> Part {
        let found = clusterGroups[id] ?? index.resolve(id).flatMap { clusterGroups[$0.id] }
        guard let number = found, let group = groups[number] else { throw Self.unknown(id) }
        if let cluster = group.clusters.first(where: { $0.id == id }) { return Part(cluster: id, kind: cluster.kind, rows: cluster.rows) }
        for cluster in group.clusters {
            let rows = cluster.rows.filter { table[$0].soloID == id || table[$0].observed.sourceID == id }
            if let row = rows.first { return Part(cluster: cluster.id, kind: table[row].observed.kind, rows: rows) }
        }
        let owner = group.clusters.first { identity.ancestors(of: $0.id).contains(id) } ?? group.clusters[0]
        return Part(cluster: owner.id, kind: owner.kind, rows: owner.rows)
    }

    private static func unknown(_ id: String) -> PulseError {
        PulseError("resource_not_found", "There is no resource with the id \"\(id)\".", details: ["id": id])
    }

    /// Things of one kind, or a machine seen from inside and from outside. Network endpoints are never anything else.
    private static func areCompatible(_ one: ResourceKind, _ other: ResourceKind) -> Bool {
        if one == .networkEndpoint || other == .networkEndpoint { return false }
        if one == other { return true }
        let machines: Set<ResourceKind> = [.vm, .systemContainer, .pbs, .pmg, .kubernetesNode, .dockerSwarmNode]
        return (one == .agent && machines.contains(other)) || (other == .agent && machines.contains(one))
    }
}
