import PulseCore
import PulseInventory

/// What Pulse missed while it did not listen, from the platform's own memory, PVE 8.4 and newer.
extension ProxmoxVEPoller {
    /// How far back a cluster remembers.
    private static let memory: Duration = .seconds(3600)

    func startFilling(_ gap: PauseWatch.Gap, _ sink: any ObservationSink) {
        sink.background("history", budget: .seconds(60)) { try await self.fill(gap, sink) }
    }

    private func fill(_ gap: PauseWatch.Gap, _ sink: any ObservationSink) async throws {
        let ids = guests.map { GuestMapping.sourceID($0.row, scope) } + presence.nodes.map { scope.nodeID($0) }
        // The samples of the poll that noticed the gap are in already: what counts is what was there before.
        let measured = await sink.lastMeasured(ids, before: gap.until)
        let holes = HistoryHoles(lastMeasured: measured, resumedAt: gap.until, interval: options.interval)
        guard let start = holes.start(of: ids, memory: Self.memory) else { return }
        let begin = max(start, gap.until - Self.memory)
        let query = [("history", "1"), ("start-time", String(begin.seconds))].map { (name: $0.0, value: $0.1) }
        let answer: [UInt8]
        do throws(ProxmoxFailure) {
            answer = try await api.get("/cluster/metrics/export", query: query, timeout: .seconds(50))
        } catch {
            // Older versions have no such memory, and a token may lack the right; neither is trouble.
            return
        }
        let export = try MetricsExport(answer)
        let nodeOf = Dictionary(guests.map { ($0.row.key, $0.row) }) { first, _ in first }
        var remembered: [ObservedHistory] = []
        for (object, values) in export.values {
            switch object {
            case .guest(let key):
                guard let row = nodeOf[key] else { continue }
                remembered.append(
                    ObservedHistory(
                        sourceID: GuestMapping.sourceID(row, scope), points: ExportedPoints.points(values, leavingOut: unlike(key))))
            case .node(let name):
                let left = nodeStatuses[name]?.value.memory.available == nil ? Self.memoryFigures : []
                let points = ExportedPoints.points(values, leavingOut: left)
                remembered.append(ObservedHistory(sourceID: scope.nodeID(name), points: points))
            case .storage: continue
            }
        }
        try await sink.fill(holes.filling(remembered))
    }

    private static let memoryFigures: Set<MetricsExport.Figure> = [.memoryUsed, .memoryTotal, .memoryAvailable]

    /// The platform counts a machine's cache as used and does not know how full its disks are; of a container it knows both.
    private func unlike(_ key: GuestKey) -> Set<MetricsExport.Figure> {
        guard key.kind == .qemu else { return [] }
        let source = guestMapping.memorySources[key]
        return source == "status-mem" || source == "freemem" ? [.diskUsed, .diskTotal] : Self.memoryFigures.union([.diskUsed, .diskTotal])
    }
}
