extension Inventory {
    /// What a cluster may be called, best first.
    private struct Claim {
        var cluster: Int
        var rank: Int
        var isSettledByDecision: Bool
        var priority: Int
        var soloID: String
        var ids: [String]
    }

    /// Gives every cluster its canonical id. Two clusters that claim the same id (people parted them) never share it.
    func nameClusters(_ sets: [[Int]], _ members: Set<Int>) -> [Cluster] {
        var clusters: [Cluster] = []
        clusters.reserveCapacity(sets.count)
        var claims: [Claim] = []
        for rows in sets {
            let first = table[rows[0]]
            let kind = first.observed.kind
            clusters.append(Cluster(id: first.soloID, kind: kind, rows: rows))
            if kind == .agent || kind == .physicalDisk { claims.append(claim(clusters.count - 1, rows, kind)) }
        }
        claims.sort(by: Self.comesFirst)
        var taken: Set<String> = []
        for claim in claims {
            let free = claim.ids.first { !taken.contains($0) && !isTaken($0, outside: members) }
            // Another resource may go by this row's own id since the two were one; then the row needs an id of its own.
            clusters[claim.cluster].id = free ?? CanonicalID.make(clusters[claim.cluster].kind, stableKey: "parted:" + claim.soloID)
            taken.insert(clusters[claim.cluster].id)
        }
        return clusters
    }

    private static func comesFirst(_ left: Claim, _ right: Claim) -> Bool {
        if left.isSettledByDecision != right.isSettledByDecision { return left.isSettledByDecision }
        if left.rank != right.rank { return left.rank > right.rank }
        if left.priority != right.priority { return left.priority > right.priority }
        return left.soloID < right.soloID
    }

    private func isTaken(_ id: String, outside members: Set<Int>) -> Bool {
        guard let number = clusterGroups[id], let group = groups[number] else { return false }
        return !group.rows.contains { members.contains($0) || !table[$0].isLive }
    }

    private func claim(_ cluster: Int, _ rows: [Int], _ kind: ResourceKind) -> Claim {
        let own = ownKeys(rows, kind)
        let rank = own.first?.rank ?? 0
        let first = table[rows[0]]
        let pinned = rows.compactMap { identity.member(table[$0].soloID) }
        var ids: [String] = []
        // A row that once had to go by its own id although its evidence said otherwise (another has the same) keeps it, also when
        // the other is gone: the id of the other is not up for grabs.
        let isParted = rank > 0 && identity.member(first.soloID) == first.soloID
        let isSettled = isParted || rows.contains { identity.hasExclusions(table[$0].soloID) }
        if isSettled { ids += pinned.prefix(1) }
        // Weak evidence of today is no reason to forget the strong evidence of yesterday.
        var remembered = pinned
        for key in own { if let id = key.pinned { remembered.append(id) } }
        let stronger = remembered.filter { pinRank($0) > rank && agrees($0, rows) }
        ids += stronger.sorted { (-pinRank($0), $0) < (-pinRank($1), $1) }
        ids += own.map { CanonicalID.make(kind, stableKey: $0.key) }
        ids += pinned.filter { pinRank($0) == 0 }.prefix(1)
        ids += rows.map { table[$0].soloID }
        return Claim(
            cluster: cluster, rank: rank, isSettledByDecision: isSettled && !pinned.isEmpty,
            priority: SourcePriority.of(first.source.kind, inGuest: false), soloID: first.soloID, ids: ids)
    }

    /// Stable keys by evidence, strongest first: machine id, DMI UUID, name within a cluster.
    private func ownKeys(_ rows: [Int], _ kind: ResourceKind) -> [(rank: Int, key: String, pinned: String?)] {
        var keys: [(rank: Int, key: String, pinned: String?)] = []
        let evidence = rows.map { table.evidence(of: $0) }
        if let machine = evidence.lazy.compactMap(\.machineID).first { keys.append((3, "machine:" + machine, nil)) }
        if let uuid = evidence.lazy.compactMap(\.dmiUUID).first {
            let isDisk = kind == .physicalDisk
            keys.append((2, (isDisk ? "machine:" : "dmi:") + uuid, identity.pinnedID(kind: kind, dmiUUID: uuid)))
        }
        if kind == .agent, let name = clusterHost(rows) { keys.append((1, "cluster:" + name, identity.pinnedID(clusterHost: name))) }
        return keys
    }

    /// `<cluster>:<full host name>` of the first row that knows both. A Proxmox node named within its instance waits for an agent's word.
    private func clusterHost(_ rows: [Int]) -> String? {
        for row in rows {
            guard let cluster = table[row].evidence.clusterName, let host = table[row].evidence.hostnames.first else { continue }
            if table[row].source.kind == .proxmox, Hostname(table[row].observed.sourceID) != host { continue }
            return "\(cluster):\(host.full)"
        }
        return nil
    }

    private func pinRank(_ id: String) -> Int {
        guard let pin = identity.pin(id) else { return 0 }
        if pin.machineID != nil { return 3 }
        if pin.dmiUUID != nil { return 2 }
        return pin.clusterName != nil ? 1 : 0
    }

    /// False if the pin stands on evidence that the rows contradict: the machine behind the name is another now.
    private func agrees(_ id: String, _ rows: [Int]) -> Bool {
        guard let pin = identity.pin(id) else { return true }
        for row in rows {
            let evidence = table.evidence(of: row)
            if let machine = evidence.machineID, let pinned = pin.machineID, machine != pinned { return false }
            if let uuid = evidence.dmiUUID, let pinned = pin.dmiUUID, uuid != pinned { return false }
        }
        return true
    }

    /// Stores what the cluster's id stands on, as far as it is news.
    mutating func recordPin(of cluster: Cluster) {
        guard cluster.kind == .agent || cluster.kind == .physicalDisk else { return }
        let evidence = cluster.rows.map { table.evidence(of: $0) }
        var pin = identity.pin(cluster.id) ?? Pin(canonicalID: cluster.id, kind: cluster.kind)
        let old = pin
        pin.machineID = evidence.lazy.compactMap(\.machineID).first ?? pin.machineID
        pin.dmiUUID = evidence.lazy.compactMap(\.dmiUUID).first ?? pin.dmiUUID
        if let host = clusterHost(cluster.rows), let colon = host.firstIndex(of: ":") {
            pin.clusterName = String(host[..<colon])
            pin.hostname = String(host[host.index(after: colon)...])
        }
        if pin.hostname == nil { pin.hostname = evidence.lazy.compactMap { $0.hostnames.first?.full }.first }
        let isStrong = pin.machineID != nil || pin.dmiUUID != nil || pin.clusterName != nil
        if isStrong, pin != old || identity.pin(cluster.id) == nil { identity.record(.pin(pin)) }
        let hasOwnEvidence = evidence.contains { $0.machineID != nil || $0.dmiUUID != nil }
        for row in cluster.rows {
            let soloID = table[row].soloID
            let isNews = identity.member(soloID) != cluster.id
            let matters = soloID != cluster.id || hasOwnEvidence || identity.member(soloID) != nil || identity.hasExclusions(soloID)
            if isNews && matters { identity.record(.member(sourceKey: soloID, canonicalID: cluster.id)) }
            if cluster.kind == .agent { identity.learn(table[row].evidence, of: cluster.id, from: table[row].source.kind) }
        }
    }
}
