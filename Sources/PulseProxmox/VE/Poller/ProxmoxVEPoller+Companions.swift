import PulseCore
import PulseInventory
import PulseOutbound

/// What runs beside the polls and commits nothing by itself: it is shown with the next one.
extension ProxmoxVEPoller {
    /// Answers of nodes' own history are kept so long; their step is a minute.
    private static let historyBeat: Duration = .seconds(60)

    func startCompanions(_ sink: any ObservationSink) {
        sink.background("guests", budget: details.options.cycleBudget) { try await self.readDetails(sink) }
        if let cluster {
            sink.background("endpoints", budget: .seconds(20)) { await cluster.maintain() }
            let isLost = cluster.endpoints.contains { $0.isReachable == false }
            if isDue("membership", every: isLost ? .seconds(60) : MembershipBook.interval) {
                // Each member is asked, some at a time, and many may be silent.
                let budget = Duration.seconds(20) + .milliseconds(250) * presence.nodes.count
                sink.background("membership", budget: budget) { try await self.readMembership() }
            }
        }
        if isDue("options", every: .seconds(300)) {
            sink.background("options", budget: .seconds(20)) { await self.readOptions() }
        }
        if isDue("traffic", every: Self.historyBeat) || isMemoryUntold && isDue("memory", every: .seconds(30)) {
            sink.background("traffic", budget: .seconds(30)) { await self.readNodeHistories() }
        }
    }

    /// Whether a node's memory can only be had from its history, `platform-polling` §2 row 5.
    private var isMemoryUntold: Bool {
        nodeStatuses.values.contains { status in
            let memory = status.value.memory
            return memory.available == nil && memory.buffers == nil && memory.cached == nil
        }
    }

    /// Guests' details that are due, a few at a time. The first round is shown at once, later ones with the next poll.
    private func readDetails(_ sink: any ObservationSink) async throws {
        let isFirst = beats["details"] == nil
        beats["details"] = clock.now
        let calls = details.due(
            at: clock.now, guests: guests.map(\.row), kinds: DetailCall.Kind.others, most: details.options.mostCalls)
        let (api, pause) = (api, details.options.retryPause)
        let options = details.options
        let withdrawn = await withTaskGroup(of: DetailAnswer.self) { group in
            var queue = DetailQueue(calls, options)
            while true {
                while !Task.isCancelled, let call = queue.start() {
                    group.addTask {
                        let began = ContinuousClock.now
                        let result = await Self.ask(api, call, pause: pause)
                        return DetailAnswer(call: call, result: result, took: began.duration(to: .now))
                    }
                }
                guard let answer = await group.next() else { return queue.withdrawn }
                queue.ended(answer.call, after: answer.took)
                details.took(answer.call, answer.result, at: clock.now)
            }
        }
        details.withdrew(withdrawn)
        guard isFirst, !calls.isEmpty, let lastCore else { return }
        try await commitCore(sink, at: lastCore, isNews: false)
    }

    private struct DetailAnswer: Sendable {
        var call: DetailCall
        var result: Result<[UInt8], ProxmoxFailure>
        var took: Duration
    }

    /// One call, repeated after a pause when the guest's agent failed.
    private static func ask(_ api: any ProxmoxAPI, _ call: DetailCall, pause: Duration) async -> Result<[UInt8], ProxmoxFailure> {
        var result: Result<[UInt8], ProxmoxFailure>
        var left = call.retries
        let end = call.allowance.map { ContinuousClock.now + $0 }
        while true {
            let timeout = end.map { min(call.timeout, ContinuousClock.now.duration(to: $0)) } ?? call.timeout
            do throws(ProxmoxFailure) { return .success(try await api.get(call.path, query: call.query, timeout: timeout)) } catch {
                result = .failure(error)
                guard left > 0, !Task.isCancelled, error.isWorthAnotherTry else { return result }
            }
            if let end, ContinuousClock.now + pause >= end { return result }
            left -= 1
            try? await Task.sleep(for: pause)
        }
    }

    private func readMembership() async throws {
        guard let cluster, let discovery else { return }
        defer { hasReadMembership = true }
        var book = membership
        do throws(ProxmoxFailure) {
            let sighting = try await discovery.refresh(&book, through: cluster)
            isQuorate = sighting.isQuorate
        } catch {
            note("membership", Self.missingPrivilege(for: "members of the cluster")(error))
            return
        }
        note("membership", nil)
        let gone = Set(membership.membership?.members.map(\.name) ?? []).subtracting(book.membership?.members.map(\.name) ?? [])
        membership = book
        scope.clusterName = book.membership?.name
        if !gone.isEmpty { _ = presence.handle(.removed(gone.sorted()), at: clock.now) }
        publish()
    }

    private func readOptions() async {
        guard let answer = try? await api.get("/cluster/options", timeout: .seconds(10)) else { return }
        guard let style = try? ClusterOptions.tagStyle(answer) else { return }
        published.withLock { $0.tags = style }
    }

    /// Never with `ds=`: PVE 9 refuses it.
    private func readNodeHistories() async {
        let api = api
        let nodes = onlineNodes
        await withTaskGroup(of: (String, [UInt8]?).self) { group in
            for node in nodes where DetailCall.isPlain(node: node) {
                group.addTask {
                    let query: [(name: String, value: String)] = [("timeframe", "hour"), ("cf", "AVERAGE")]
                    return (node, try? await api.get("/nodes/\(node)/rrddata", query: query, timeout: .seconds(5)))
                }
            }
            for await (node, bytes) in group {
                guard let bytes, let points = try? RRDPoint.list(bytes) else { continue }
                nodeHistories[node] = Carried(Array(points.suffix(5)), at: clock.now)
            }
        }
        let known = Set(presence.nodes)
        nodeHistories = nodeHistories.filter { known.contains($0.key) }
    }
}

extension ProxmoxFailure {
    /// Whether the same question may be answered a moment later.
    var isWorthAnotherTry: Bool {
        switch kind {
        case .guestAgent(.timeout), .guestAgent(.other), .transient: true
        default: false
        }
    }
}
