extension Inventory {
    /// Finds clusters and groups anew for what the event unsettled. Disks come last: they are matched by where their machines ended up.
    mutating func settle(_ work: inout Work) {
        guard !work.unsettled.isEmpty || !work.broken.isEmpty else { return }
        for number in work.broken {
            for row in groups[number]?.rows ?? [] where table[row].isLive { work.unsettled.insert(row) }
        }
        let unsettled = work.unsettled.filter { table[$0].isLive }
        var disks = unsettled.filter { table[$0].observed.kind == .physicalDisk }
        let moved = settle(unsettled.subtracting(disks), &work)
        for row in moved {
            for child in table.byParent[table.address(of: table[row].observed)] ?? [] {
                if table[child].observed.kind == .physicalDisk { disks.insert(child) }
            }
        }
        settle(disks, &work)
        // What is still marked broken lost its last row.
        for number in work.broken { dissolve(number, &work) }
    }

    /// Regroups these rows and all that evidence, groups or links connect with them. Answers the rows that are in another group now.
    @discardableResult
    private mutating func settle(_ start: Set<Int>, _ work: inout Work) -> [Int] {
        guard !start.isEmpty else { return [] }
        var members = start
        var clusters: [Cluster] = []
        while true {
            members = connected(with: members)
            clusters = nameClusters(cluster(members), members)
            let linked = rowsLinked(with: clusters).subtracting(members)
            if linked.isEmpty { break }
            members.formUnion(linked)
        }
        return install(present(clusters), members, &work)
    }

    /// The rows and everything reachable from them.
    private func connected(with start: Set<Int>) -> Set<Int> {
        var found = start
        var open = Array(start)
        while let row = open.popLast() {
            for other in table.neighbours(of: row) where found.insert(other).inserted { open.append(other) }
            guard table[row].group >= 0, let group = groups[table[row].group], group.clusters.count > 1 || group.clusters[0].rows.count > 1
            else { continue }
            for other in group.rows where table[other].isLive && found.insert(other).inserted { open.append(other) }
        }
        return found
    }

    private func rowsLinked(with clusters: [Cluster]) -> Set<Int> {
        guard identity.hasLinks else { return [] }
        var rows: Set<Int> = []
        for cluster in clusters {
            for pair in identity.links(of: cluster.id) {
                for id in [pair.first, pair.second] {
                    guard let number = clusterGroups[id] ?? successorGroup(of: id), let group = groups[number] else { continue }
                    rows.formUnion(group.rows.filter { table[$0].isLive })
                }
            }
        }
        return rows
    }

    private func successorGroup(of id: String) -> Int? {
        guard let heir = identity.known.successor(of: id) else { return nil }
        return clusterGroups[heir]
    }

    /// Where a row was before it was settled anew.
    private struct Place {
        var cluster: String?
        var group: Int
        /// The id under which it was shown.
        var shown: String?
    }

    /// Replaces the groups of these rows by the new ones.
    private mutating func install(_ new: [PresentationGroup], _ members: Set<Int>, _ work: inout Work) -> [Int] {
        var previous: [Int: Place] = [:]
        var shown: [Int: String] = [:]
        for row in members {
            let number = table[row].group
            if number >= 0, let group = groups[number] {
                shown[number] = group.id
                dissolve(number, &work)
            }
            previous[row] = Place(cluster: table[row].clusterID, group: number, shown: shown[number])
        }
        var moved: [Int] = []
        for group in new {
            let number = place(group, previous)
            for cluster in group.clusters {
                clusterGroups[cluster.id] = number
                for row in cluster.rows {
                    table[row].clusterID = cluster.id
                    table[row].group = number
                    if previous[row]?.group != number { moved.append(row) }
                }
            }
            work.touched.insert(number)
        }
        for group in new { remember(group, previous, &work) }
        for group in new { inherit(group, previous, &work) }
        return moved
    }

    private mutating func dissolve(_ number: Int, _ work: inout Work) {
        work.broken.remove(number)
        guard let group = groups[number] else { return }
        for cluster in group.clusters {
            clusterGroups[cluster.id] = nil
            work.leaving.insert(cluster.id)
        }
        groups[number] = nil
        freeGroups.append(number)
        work.touched.remove(number)
    }

    /// Keeps the number of the group its first row was in, if it is still to be had.
    private mutating func place(_ group: PresentationGroup, _ previous: [Int: Place]) -> Int {
        if let first = group.clusters.first?.rows.first, let old = previous[first]?.group, old >= 0, groups[old] == nil,
            let position = freeGroups.lastIndex(of: old)
        {
            freeGroups.remove(at: position)
            groups[old] = group
            return old
        }
        if let reused = freeGroups.popLast() {
            groups[reused] = group
            return reused
        }
        groups.append(group)
        return groups.count - 1
    }

    /// Notes what was learned: pins, members, names, and the heirs of ids that are gone.
    private mutating func remember(_ group: PresentationGroup, _ previous: [Int: Place], _ work: inout Work) {
        for cluster in group.clusters {
            for row in cluster.rows {
                guard let old = previous[row]?.cluster, old != cluster.id, clusterGroups[old] == nil else { continue }
                if work.heirs[old] == nil {
                    work.heirs[old] = cluster.id
                    identity.record(.succession(old: old, new: cluster.id, at: work.now))
                }
            }
            recordPin(of: cluster)
        }
        // An absorbed resource lives on inside the group: its own id still exists, its history goes on with the group's.
        for cluster in group.clusters.dropFirst() where work.heirs[cluster.id] == nil { work.heirs[cluster.id] = group.id }
    }

    /// Rows that were shown as part of something that is gone, not parted from it: the history that was shown goes on with theirs.
    private func inherit(_ group: PresentationGroup, _ previous: [Int: Place], _ work: inout Work) {
        for row in group.rows {
            guard let old = previous[row]?.shown, old != group.id, clusterGroups[old] == nil, work.heirs[old] == nil else { continue }
            work.heirs[old] = group.id
        }
    }
}
