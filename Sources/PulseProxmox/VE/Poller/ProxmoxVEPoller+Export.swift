import PulseCore
import PulseInventory

/// Hands over what the platform remembers.
extension ProxmoxVEPoller {
    /// Some objects at a time: what is handed over is not held any more.
    ///
    /// - Parameter nodes: Leaves out what is on other nodes; `nil` takes all.
    func fill(_ holes: HistoryHoles, from export: MetricsExport, only nodes: Set<String>?, _ sink: any ObservationSink) async throws {
        let rows = Dictionary(guests.map { ($0.row.key, $0.row) }) { first, _ in first }
        var remembered: [ObservedHistory] = []
        for (object, values) in export.values {
            let id: String
            let left: Set<MetricsExport.Figure>
            switch object {
            case .guest(let key):
                guard let row = rows[key], nodes?.contains(row.node) != false else { continue }
                id = GuestMapping.sourceID(row, scope)
                left = unlike(key)
            case .node(let name):
                guard nodes?.contains(name) != false else { continue }
                id = scope.nodeID(name)
                left = ExportLikeness.unlike(nodeMemorySource: nodeMapping.memorySources[name])
            case .storage: continue
            }
            remembered.append(ObservedHistory(sourceID: id, points: ExportedPoints.points(values, leavingOut: left)))
            guard remembered.count >= 64 else { continue }
            try await sink.fill(holes.filling(remembered))
            remembered.removeAll(keepingCapacity: true)
        }
        try await sink.fill(holes.filling(remembered))
    }

    private func unlike(_ key: GuestKey) -> Set<MetricsExport.Figure> {
        ExportLikeness.unlike(
            key.kind, memorySource: guestMapping.memorySources[key], isSettled: details[key]?.isMemorySettled ?? false)
    }

    /// Whether the first looks at all running machines have shown where their memory is told.
    var areMemoriesSettled: Bool {
        guests.allSatisfy { entry in
            entry.row.key.kind != .qemu || !entry.row.isRunning || details[entry.row.key]?.isMemorySettled == true
        }
    }
}

extension GuestDetail {
    /// Its status was read, and its agent asked if it has one: a better source of its memory is not still to come.
    fileprivate var isMemorySettled: Bool {
        guard let status else { return hasStatusFailed }
        return status.value.hasAgent != true || isAgentAnswering == false || memory != nil || isWindows
    }
}
