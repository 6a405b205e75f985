import PulseCore
import PulseInventory

/// What Pulse missed while it did not listen, from the platform's own memory, PVE 8.4 and newer.
extension ProxmoxVEPoller {
    /// Gaps that may wait to be filled; of more the oldest stay open.
    private static let mostGaps = 8

    func startFilling(_ gap: PauseWatch.Gap, _ sink: any ObservationSink) {
        gaps.append(gap)
        if gaps.count > Self.mostGaps { gaps.removeFirst() }
        // One that is under way, or waits for its turn, takes the new gap as well.
        sink.background("history", budget: .seconds(300)) { try await self.fillGaps(sink) }
    }

    private func fillGaps(_ sink: any ObservationSink) async throws {
        while !gaps.isEmpty {
            await options.historyTurns.enter()
            do { if !gaps.isEmpty { try await fill(gaps.removeFirst(), sink) } } catch {
                await options.historyTurns.leave()
                throw error
            }
            await options.historyTurns.leave()
        }
    }

    private func fill(_ gap: PauseWatch.Gap, _ sink: any ObservationSink) async throws {
        let ids = guests.map { GuestMapping.sourceID($0.row, scope) } + presence.nodes.map { scope.nodeID($0) }
        // The samples of the poll that noticed the gap are in already: what counts is what was there before.
        let measured = await sink.lastMeasured(ids, before: gap.until)
        let holes = HistoryHoles(
            lastMeasured: measured, resumedAt: gap.until, interval: options.interval, lacksRates: gap.since == nil)
        let budget = measured.isEmpty ? HistoryReach.past : HistoryReach.hole
        let depth = HistoryReach.depth(objects: ids.count, figures: budget)
        guard depth > options.interval, let start = holes.start(of: ids, memory: depth) else { return }
        // Rates need a moment before the first.
        let begin = max(start, gap.until - depth) - options.interval * 2
        let query = [("history", "1"), ("start-time", String(begin.seconds))].map { (name: $0.0, value: $0.1) }
        let answer: [UInt8]
        do throws(ProxmoxFailure) {
            answer = try await api.get("/cluster/metrics/export", query: query, timeout: .seconds(50))
        } catch {
            // Older versions have no such memory, and a token may lack the right; neither is trouble.
            return
        }
        try await fill(holes, from: try MetricsExport(answer), sink)
    }

    /// Hands over some objects at a time: what is handed over is not held any more.
    private func fill(_ holes: HistoryHoles, from export: MetricsExport, _ sink: any ObservationSink) async throws {
        let rows = Dictionary(guests.map { ($0.row.key, $0.row) }) { first, _ in first }
        var remembered: [ObservedHistory] = []
        for (object, values) in export.values {
            let id: String
            let left: Set<MetricsExport.Figure>
            switch object {
            case .guest(let key):
                guard let row = rows[key] else { continue }
                id = GuestMapping.sourceID(row, scope)
                left = unlike(key)
            case .node(let name):
                id = scope.nodeID(name)
                left = nodeStatuses[name]?.value.memory.available == nil ? Self.memoryFigures : []
            case .storage: continue
            }
            remembered.append(ObservedHistory(sourceID: id, points: ExportedPoints.points(values, leavingOut: left)))
            guard remembered.count >= 64 else { continue }
            try await sink.fill(holes.filling(remembered))
            remembered.removeAll(keepingCapacity: true)
        }
        try await sink.fill(holes.filling(remembered))
    }

    private static let memoryFigures: Set<MetricsExport.Figure> = [.memoryUsed, .memoryTotal, .memoryAvailable]

    /// The platform counts a machine's cache as used and does not know how full its disks are; of a container it knows both.
    private func unlike(_ key: GuestKey) -> Set<MetricsExport.Figure> {
        guard key.kind == .qemu else { return [] }
        let countsCache = guestMapping.memorySources[key].map { GuestMemory.lowTrust.contains($0) } ?? false
        return countsCache ? [.diskUsed, .diskTotal] : Self.memoryFigures.union([.diskUsed, .diskTotal])
    }
}
