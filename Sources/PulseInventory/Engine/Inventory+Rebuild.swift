import PulseCore

extension Inventory {
    /// Builds the touched groups' resources until nothing follows from them any more: names show in children, children count in parents.
    mutating func rebuild(_ work: inout Work) -> [String: Resource.Content] {
        var drafts: [String: Resource.Content] = [:]
        for id in work.leaving where clusterGroups[id].map({ groups[$0]?.id != id }) ?? true {
            if let parent = index[id]?.content.parentID { move(id, from: parent, to: nil, &work) }
        }
        // A parent's name or number of children can follow from a child's, three rounds settle that; more only guards against a fault.
        for _ in 0..<16 where !work.touched.isEmpty {
            let round = work.touched
            work.touched = []
            for number in round {
                guard let group = groups[number] else { continue }
                build(group, &drafts, &work)
            }
        }
        return drafts
    }

    private mutating func build(_ group: PresentationGroup, _ drafts: inout [String: Resource.Content], _ work: inout Work) {
        let rows = group.rows
        let merge = ResourceMerge(group, rows: rows.map { table[$0] })
        var content = merge.content { table.sources[$0]?.error }
        addParent(of: group, rows, to: &content)
        addAnnotation(to: &content, group)
        content.supersededIDs = supersededIDs(of: group)
        content.possibleDuplicates = group.possibleDuplicates
        content.childCount = children[group.id]?.count ?? 0
        let old = drafts[group.id] ?? index[group.id]?.content
        drafts[group.id] = content
        if old?.parentID != content.parentID { move(group.id, from: old?.parentID, to: content.parentID, &work) }
        if old?.name != content.name || work.leaving.contains(group.id) || index[group.id] == nil && old == nil {
            for row in rows { touchChildren(of: table.address(of: table[row].observed), &work) }
        }
    }

    /// Moves a child from one parent to another; both are built again for their number of children.
    private mutating func move(_ child: String, from old: String?, to new: String?, _ work: inout Work) {
        if let old {
            children[old]?.remove(child)
            if children[old]?.isEmpty == true { children[old] = nil }
        }
        if let new { children[new, default: []].insert(child) }
        for parent in [old, new] {
            if let parent, let group = clusterGroups[parent] { work.touched.insert(group) }
        }
    }

    /// The parent named by the best source that names a living one. Where parent and child are shown as one there is none.
    private func addParent(of group: PresentationGroup, _ rows: [Int], to content: inout Resource.Content) {
        for row in rows {
            guard let number = parentGroup(of: row), let parent = groups[number], parent.id != group.id else { continue }
            content.parentID = parent.id
            content.parentName = displayedName(of: parent)
            return
        }
    }

    private func displayedName(of group: PresentationGroup) -> String {
        let annotation = annotation(for: group)
        if let name = annotation?.displayName, !name.isEmpty { return name }
        return ResourceMerge(group, rows: group.rows.map { table[$0] }).name
    }

    private func addAnnotation(to content: inout Resource.Content, _ group: PresentationGroup) {
        guard let annotation = annotation(for: group) else { return }
        if let name = annotation.displayName, !name.isEmpty { content.name = name }
        content.customURL = annotation.customURL
        if !annotation.tags.isEmpty { content.tags = Set(content.tags).union(annotation.tags).sorted() }
    }

    /// What people added under any id by which they may know the resource.
    private func annotation(for group: PresentationGroup) -> Annotation? {
        guard !annotations.isEmpty else { return nil }
        if let found = annotations[group.id] { return found }
        for cluster in group.clusters.dropFirst() {
            if let found = annotations[cluster.id] { return found }
        }
        for id in supersededIDs(of: group) {
            if let found = annotations[id] { return found }
        }
        for row in group.rows {
            if let found = annotations[table[row].observed.sourceID] { return found }
            if let guest = table[row].observed.identity.proxmoxGuestKey, let found = annotations[guest] { return found }
        }
        return nil
    }

    private func supersededIDs(of group: PresentationGroup) -> [String] {
        var ids: Set<String> = []
        for cluster in group.clusters { ids.formUnion(identity.ancestors(of: cluster.id)) }
        if ids.isEmpty { return [] }
        return ids.filter { clusterGroups[$0] == nil }.sorted()
    }

    /// What the observed rows measured, without what a better source of the same resource measures too.
    func samples(_ rows: [Int]) -> [ResourceSamples] {
        var out: [ResourceSamples] = []
        for row in rows where !table[row].observed.samples.isEmpty {
            guard table[row].isLive, table[row].group >= 0, let group = groups[table[row].group], let resource = index[group.id] else {
                continue
            }
            let others = group.rows.filter { $0 != row }
            let own = table[row].observed.samples
            let kept = others.isEmpty ? own : own.filter { !isMeasuredBetter($0.metric, than: row, by: others, group.kind.isWorkload) }
            guard !kept.isEmpty else { continue }
            let content = resource.content
            out.append(ResourceSamples(historyKey: content.historyKey, target: content.metricsTarget, samples: kept))
        }
        return out
    }

    private func isMeasuredBetter(_ metric: Metric, than row: Int, by others: [Int], _ inGuest: Bool) -> Bool {
        let own = SourcePriority.of(table[row].source.kind, metric: metric, inGuest: inGuest)
        return others.contains { other in
            guard table[other].state == .online, table[other].observed.samples.contains(where: { $0.metric == metric }) else {
                return false
            }
            let priority = SourcePriority.of(table[other].source.kind, metric: metric, inGuest: inGuest)
            return priority == own ? SourceRow.precedes(table[other], table[row]) : priority > own
        }
    }
}
