import PulseCore

extension StorageBook {
    /// A reading this much older than the newest one of the same storage does not compete with it.
    private static let sameRound = Duration.seconds(60)

    private struct Sighting {
        var node: String
        var row: NodeStorage
        var at: Timestamp
        var isOffline: Bool
    }

    /// Every storage once, in order of name and node: local ones for each node, shared ones merged, and shared ones that no
    /// node has reported yet from the configuration alone.
    public func rows() -> [StorageRow] {
        var local: [StorageRow] = []
        var shared: [String: [Sighting]] = [:]
        for (node, page) in pages.sorted(by: { $0.key < $1.key }) {
            for row in page.rows where isCurrent(row, node, page) {
                let sighting = Sighting(node: node, row: row, at: page.takenAt, isOffline: page.isOffline)
                if isShared(row) { shared[row.name, default: []].append(sighting) } else { local.append(merge([sighting], false)) }
            }
        }
        var all = local + shared.values.map { merge($0, true) }
        for definition in definitions.values where shared[definition.name] == nil && isShared(definition) {
            all.append(synthesize(definition))
        }
        return all.sorted { ($0.name, $0.nodes.first ?? "") < ($1.name, $1.nodes.first ?? "") }
    }

    /// Left out: what the node may not use, and what was removed from the configuration since the node last answered.
    private func isCurrent(_ row: NodeStorage, _ node: String, _ page: Page) -> Bool {
        guard let definition = definitions[row.name] else {
            guard let definedAt, !definitions.isEmpty else { return true }
            return page.takenAt >= definedAt
        }
        return definition.includes(node)
    }

    private func isShared(_ row: NodeStorage) -> Bool {
        let definition = definitions[row.name]
        return row.isShared || StorageKind.isShared(row.type) || definition.map(isShared) ?? false
    }

    private func isShared(_ definition: StorageDefinition) -> Bool { definition.isShared || StorageKind.isShared(definition.type) }

    private func merge(_ sightings: [Sighting], _ isShared: Bool) -> StorageRow {
        let first = sightings[0].row
        let definition = definitions[first.name]
        let best = reading(sightings)
        let content = sightings.lazy.map(\.row.content).first { !$0.isEmpty } ?? definition?.content ?? []
        let isEnabled = sightings.contains { $0.row.isEnabled ?? true } && !(definition?.isDisabled ?? false)
        return StorageRow(
            name: first.name, type: first.type ?? definition?.type, content: content, isShared: isShared, isEnabled: isEnabled,
            isActive: sightings.contains { !$0.isOffline && $0.row.isActive ?? true }, nodes: sightings.map(\.node),
            path: definition?.path, pool: definition?.pool, space: best?.row.space, measuredAt: best?.at)
    }

    /// The larger reading of those taken about the same time, `platform-polling` §2.7.
    private func reading(_ sightings: [Sighting]) -> Sighting? {
        let measured = sightings.filter { $0.row.space != nil }
        guard let newest = measured.map(\.at).max() else { return nil }
        return measured.filter { newest.since($0.at) < Self.sameRound }.max { left, right in
            guard let mine = left.row.space, let theirs = right.row.space else { return false }
            return StorageSpace.isSmaller(mine, than: theirs)
        }
    }

    private func synthesize(_ definition: StorageDefinition) -> StorageRow {
        StorageRow(
            name: definition.name, type: definition.type, content: definition.content, isShared: true,
            isEnabled: !definition.isDisabled, isActive: !definition.isDisabled, nodes: definition.nodes ?? [], path: definition.path,
            pool: definition.pool)
    }
}
