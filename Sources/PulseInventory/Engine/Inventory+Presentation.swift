extension Inventory {
    /// Joins clusters that are shown as one: linked by people, or hosts of one name that more than the name connects.
    func present(_ clusters: [Cluster]) -> [PresentationGroup] {
        var partition = Partition(clusters.count)
        for (one, other) in linkedPairs(clusters) { partition.join(one, other) { areExcluded(clusters[$0], clusters[$1]) } }
        let pairs = sameNamePairs(clusters)
        for pair in pairs where pair.isSupported {
            partition.join(pair.first, pair.second) { areApart(clusters[$0], clusters[$1]) }
        }
        var groups: [PresentationGroup] = []
        var groupOf = [Int](repeating: 0, count: clusters.count)
        for set in partition.sets {
            let sorted = set.count == 1 ? [clusters[set[0]]] : set.map { clusters[$0] }.sorted(by: leads)
            for place in set { groupOf[place] = groups.count }
            groups.append(PresentationGroup(id: sorted[0].id, kind: sorted[0].kind, clusters: sorted))
        }
        for pair in pairs {
            let (one, other) = (groupOf[pair.first], groupOf[pair.second])
            guard one != other, !areExcluded(clusters[pair.first], clusters[pair.second]) else { continue }
            groups[one].note(duplicate: groups[other].id)
            groups[other].note(duplicate: groups[one].id)
        }
        return groups
    }

    /// The guest or service stays primary before its host's row, then the source that counts more.
    private func leads(_ left: Cluster, _ right: Cluster) -> Bool {
        if (left.kind == .agent) != (right.kind == .agent) { return right.kind == .agent }
        let priorities = (
            SourcePriority.of(table[left.rows[0]].source.kind, inGuest: false),
            SourcePriority.of(table[right.rows[0]].source.kind, inGuest: false)
        )
        return priorities.0 == priorities.1 ? left.id < right.id : priorities.0 > priorities.1
    }

    /// Links between these clusters, newest first.
    private func linkedPairs(_ clusters: [Cluster]) -> [(Int, Int)] {
        guard identity.hasLinks else { return [] }
        var place: [String: Int] = [:]
        for (number, cluster) in clusters.enumerated() {
            for old in identity.ancestors(of: cluster.id) where place[old] == nil { place[old] = number }
        }
        for (number, cluster) in clusters.enumerated() { place[cluster.id] = number }
        var found: Set<IDPair> = []
        for cluster in clusters { found.formUnion(identity.links(of: cluster.id)) }
        let decisions = found.compactMap { identity.known.links[$0] }
        let newestFirst = decisions.sorted { ($1.at, $0.first, $0.second) < ($0.at, $1.first, $1.second) }
        return newestFirst.compactMap { decision in
            guard let one = place[decision.first], let other = place[decision.second], one != other else { return nil }
            return (one, other)
        }
    }

    private struct SameName {
        let first: Int
        let second: Int
        let isSupported: Bool
    }

    /// Pairs of host clusters with names that agree; supported ones share an address, or are alone of that name in one cluster.
    private func sameNamePairs(_ clusters: [Cluster]) -> [SameName] {
        var byName: [String: [Int]] = [:]
        for (number, cluster) in clusters.enumerated() where cluster.kind == .agent {
            let names = Set(cluster.rows.flatMap { table[$0].evidence.hostnames.map(\.short) })
            for name in names { byName[name, default: []].append(number) }
        }
        var pairs: [IDPair: SameName] = [:]
        for list in byName.values where list.count > 1 && list.count <= configuration.maximumSharedEvidence {
            for (offset, one) in list.enumerated() {
                for other in list[(offset + 1)...] where mayBeOne(clusters[one], clusters[other]) {
                    let isSupported = shareAddress(clusters[one], clusters[other]) || areAlone(one, other, of: list, clusters)
                    let key = IDPair(clusters[one].id, clusters[other].id)
                    if pairs[key]?.isSupported != true { pairs[key] = SameName(first: one, second: other, isSupported: isSupported) }
                }
            }
        }
        return pairs.sorted { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }.map(\.value)
    }

    private func mayBeOne(_ one: Cluster, _ other: Cluster) -> Bool {
        !areApart(one, other) && anyPair(one, other) { table[$0].evidence.sharesHostname(with: table[$1].evidence) }
            && !anyPair(one, other) { left, right in
                // Two different full names are two machines, even if a third row knows only the short one.
                let (mine, theirs) = (table[left].evidence.hostnames, table[right].evidence.hostnames)
                return mine.contains { name in theirs.contains { $0.short == name.short && !$0.matches(name) } }
            }
    }

    private func shareAddress(_ one: Cluster, _ other: Cluster) -> Bool {
        anyPair(one, other) { left, right in
            let (mine, theirs) = (table[left].evidence, table[right].evidence)
            return !mine.addresses.isDisjoint(with: theirs.addresses) || !mine.hardwareAddresses.isDisjoint(with: theirs.hardwareAddresses)
        }
    }

    private func areAlone(_ one: Int, _ other: Int, of list: [Int], _ clusters: [Cluster]) -> Bool {
        guard let name = clusterName(clusters[one]), name == clusterName(clusters[other]) else { return false }
        // Many clusters are called alike, and their nodes as well: two connections that see a node of one name see two.
        guard !anyPair(clusters[one], clusters[other], { table[$0].source.kind == .proxmox && table[$1].source.kind == .proxmox }) else {
            return false
        }
        return list.count { clusterName(clusters[$0]) == name } == 2
    }

    private func clusterName(_ cluster: Cluster) -> String? { cluster.rows.lazy.compactMap { table[$0].evidence.clusterName }.first }

    func areExcluded(_ one: Cluster, _ other: Cluster) -> Bool {
        anyPair(one, other) { identity.areExcluded(table[$0].soloID, table[$1].soloID) }
    }

    private func areApart(_ one: Cluster, _ other: Cluster) -> Bool { anyPair(one, other) { isApart($0, $1) } }

    private func anyPair(_ one: Cluster, _ other: Cluster, _ holds: (Int, Int) -> Bool) -> Bool {
        one.rows.contains { left in other.rows.contains { holds(left, $0) } }
    }
}

extension PresentationGroup {
    mutating func note(duplicate id: String) {
        guard !possibleDuplicates.contains(id) else { return }
        possibleDuplicates.append(id)
        possibleDuplicates.sort()
    }
}
