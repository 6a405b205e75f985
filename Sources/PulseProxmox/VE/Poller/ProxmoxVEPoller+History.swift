import PulseCore
import PulseInventory

/// What Pulse missed while it did not listen, from the platform's own memory, PVE 8.4 and newer.
extension ProxmoxVEPoller {
    /// Gaps that may wait to be filled; of more the oldest stay open.
    private static let mostGaps = 8
    /// A gap is asked for so many times, each time later than the other gaps.
    private static let mostAttempts = 3

    /// So long the first answers about machines are waited for: where their memory is told decides whether the export's is the same.
    private static let settling: Duration = .seconds(5)
    private static let acquaintance: Duration = .seconds(60)

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
        let objects = objectsByNode
        var bites = HistoryBite.parts(of: objects, depth: depth)[...]
        var unreached: Set<String> = []
        var failures = 0
        while let bite = bites.popFirst() {
            try Task.checkCancellation()
            switch try await take(bite, holes, until: gap.until, sink) {
            case .taken: failures = 0
            case .unreached: unreached.formUnion(bite.nodes.filter { presence.state(of: $0) == .online })
            case .nodesNotNamed:
                try await awaitMembership()
                bites = HistoryBite.members(of: objects, depth: depth)[...]
            case .nothing: return true
            // One node may be slow; two are the cluster.
            case .failed: failures += 1
            }
            guard failures < 2 else { return false }
            if bites.isEmpty, !unreached.isEmpty {
                bites = [HistoryBite.whole(of: objects, for: unreached, depth: depth)]
                unreached = []
            }
        }
        return failures == 0
    }

    private enum Outcome: Sendable {
        case taken, failed
        /// There is no way to the node itself.
        case unreached
        /// Before PVE 9 nodes cannot be named.
        case nodesNotNamed
        /// The platform has no such memory, or does not show it.
        case nothing
    }

    /// Asks for a bite and writes it down, when its turn has come.
    private func take(
        _ bite: HistoryBite, _ holes: HistoryHoles, until end: Timestamp, _ sink: any ObservationSink
    ) async throws -> Outcome {
        try await options.historyTurns.take(figures: bite.figures) {
            let answer: [UInt8]
            do throws(ProxmoxFailure) {
                guard let found = try await self.ask(bite, until: end) else { return .unreached }
                answer = found
            } catch {
                return Self.outcome(of: error, bite)
            }
            // What was not asked for was taken from the nodes themselves.
            try await self.fill(holes, from: try MetricsExport(answer), only: bite.way == .whole ? bite.nodes : nil, sink)
            return .taken
        }
    }

    private static func outcome(of failure: ProxmoxFailure, _ bite: HistoryBite) -> Outcome {
        switch failure.kind {
        case .api where failure.status == 400 && bite.way == .nodes: .nodesNotNamed
        case .unsupported, .permission: .nothing
        default: .failed
        }
    }

    /// Only members that are known can be asked themselves; of a large cluster it takes a while until they are.
    private func awaitMembership() async throws {
        let began = ContinuousClock.now
        while cluster != nil, !hasReadMembership, began.duration(to: .now) < Self.acquaintance {
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func settle() async throws {
        let began = ContinuousClock.now
        while !areMemoriesSettled, began.duration(to: .now) < Self.settling { try await Task.sleep(for: .milliseconds(100)) }
    }

    /// - Returns: `nil` when there is no way to the node.
    private func ask(_ bite: HistoryBite, until end: Timestamp) async throws(ProxmoxFailure) -> [UInt8]? {
        // Rates need a moment before the first.
        let begin = end - bite.depth - options.interval * 2
        let path = "/cluster/metrics/export"
        var query = [("history", "1"), ("start-time", String(begin.seconds))].map { (name: $0.0, value: $0.1) }
        switch bite.way {
        case .nodes:
            query.append((name: "node-list", value: bite.nodes.sorted().joined(separator: ",")))
            return try await api.get(path, query: query, timeout: options.historyPatience.nodes)
        case .member:
            guard let cluster, let node = bite.nodes.first else { return nil }
            query.append((name: "local-only", value: "1"))
            return try await cluster.get(path, query: query, timeout: options.historyPatience.nodes, of: node)
        case .whole: return try await api.get(path, query: query, timeout: options.historyPatience.whole)
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
