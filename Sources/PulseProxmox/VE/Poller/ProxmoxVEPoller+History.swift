import PulseCore
import PulseInventory

/// What Pulse missed while it did not listen, from the platform's own memory, PVE 8.4 and newer.
extension ProxmoxVEPoller {
    /// Gaps that may wait to be filled; of more the oldest stay open.
    private static let mostGaps = 8
    /// A gap is asked for so many times, each time later than the other gaps.
    private static let mostAttempts = 3
    /// A cluster that does not answer in that time lets the others go first.
    private static let patience: Duration = .seconds(10)
    /// Of the whole cluster the answer is larger.
    private static let wholePatience: Duration = .seconds(25)

    /// So long the first answers about machines are waited for: where their memory is told decides whether the export's is the same.
    private static let settling: Duration = .seconds(5)

    func startFilling(_ gap: PauseWatch.Gap, _ sink: any ObservationSink) {
        gaps.append(gap)
        if gaps.count > Self.mostGaps { gaps.removeFirst() }
        // One that is under way, or waits for its turn, takes the new gap as well.
        sink.background("history", budget: .seconds(1800)) { try await self.fillGaps(sink) }
    }

    private func fillGaps(_ sink: any ObservationSink) async throws {
        while !gaps.isEmpty {
            var gap = gaps.removeFirst()
            if try await fill(gap, sink) { continue }
            gap.failures += 1
            guard gap.failures < Self.mostAttempts else { continue }
            gaps.append(gap)
            // Nothing else is to be done meanwhile than to let the cluster come to itself.
            if gaps.count == 1 { try await Task.sleep(for: options.historyPause) }
        }
    }

    /// - Returns: Whether the platform said what it remembers, or that it does not remember.
    private func fill(_ gap: PauseWatch.Gap, _ sink: any ObservationSink) async throws -> Bool {
        if gap.since == nil { try await settle() }
        let ids = sourceIDs
        // The samples of the poll that noticed the gap are in already: what counts is what was there before.
        let measured = gap.since == nil || !gap.beginsWithoutRates ? await sink.lastMeasured(ids, before: gap.until) : [:]
        let holes = HistoryHoles(gap, measured: measured, interval: options.interval)
        guard let start = holes.start(of: ids, memory: HistoryBite.memory) else { return true }
        let depth = gap.until.since(start)
        var bites = HistoryBite.parts(of: objectsByNode, depth: depth)[...]
        var failures = 0
        while let bite = bites.popFirst() {
            try Task.checkCancellation()
            switch await ask(bite, until: gap.until) {
            case .success(let answer):
                failures = 0
                try await fill(holes, from: try MetricsExport(answer), sink)
            case .failure(let failure):
                switch failure.kind {
                case .api where failure.status == 400 && bite.nodes != nil:
                    // Before PVE 9 nodes cannot be named.
                    bites = [HistoryBite.whole(objects: ids.count, depth: depth)]
                case .unsupported, .permission: return true
                // One node may be slow; two are the cluster.
                default: failures += 1
                }
            }
            guard failures < 2 else { return false }
        }
        return failures == 0
    }

    private func settle() async throws {
        let began = ContinuousClock.now
        while !areMemoriesSettled, began.duration(to: .now) < Self.settling { try await Task.sleep(for: .milliseconds(100)) }
    }

    private func ask(_ bite: HistoryBite, until end: Timestamp) async -> Result<[UInt8], ProxmoxFailure> {
        // Rates need a moment before the first.
        let begin = end - bite.depth - options.interval * 2
        var query = [("history", "1"), ("start-time", String(begin.seconds))].map { (name: $0.0, value: $0.1) }
        if let nodes = bite.nodes { query.append((name: "node-list", value: nodes.joined(separator: ","))) }
        let (api, asked) = (api, query)
        let patience = bite.nodes == nil ? Self.wholePatience : Self.patience
        return await options.historyTurns.take {
            do throws(ProxmoxFailure) {
                return .success(try await api.get("/cluster/metrics/export", query: asked, timeout: patience))
            } catch {
                return .failure(error)
            }
        }
    }

    private var sourceIDs: [String] {
        guests.map { GuestMapping.sourceID($0.row, scope) } + presence.nodes.map { scope.nodeID($0) }
    }

    private var objectsByNode: [String: Int] {
        var objects = Dictionary(presence.nodes.filter { DetailCall.isPlain(node: $0) }.map { ($0, 1) }) { first, _ in first }
        for guest in guests { objects[guest.row.node]? += 1 }
        return objects
    }
}
