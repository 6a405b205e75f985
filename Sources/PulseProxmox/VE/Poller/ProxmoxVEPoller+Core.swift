import PulseCore
import PulseInventory

/// What is read in each cycle and committed before anything slow: nodes, guests and their figures.
extension ProxmoxVEPoller {
    /// For the second half of the look, which has a call for each node and many guests: what has not answered by then is carried forward.
    private var deadline: Duration { max(.seconds(5), min(options.interval * 8 / 10, .seconds(20))) }

    func readCore(_ sink: any ObservationSink) async throws {
        async let guestList = readGuests()
        let rows = try NodeRow.list(try await api.get("/nodes", timeout: nil)).rows
        let list = try await guestList
        let now = clock.now
        nodeRows = Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }
        _ = presence.handle(.listed(nodeRows.mapValues(\.isOnline)), at: now)
        guests = roster.take(watched(list), presence: presence, at: now)
        let calls = details.due(at: now, guests: guests.map(\.row), kinds: DetailCall.Kind.statuses, most: quota.most)
        await readStatuses(calls)
        lastCore = now
        note("delay", nil)
        try await commitCore(sink, at: now, isNews: true)
        if let gap = pauses.heard(at: now, interval: options.interval) { startFilling(gap, sink) }
        publish()
    }

    /// The guests of all nodes in one call; node by node where that one is refused.
    private func readGuests() async throws -> RowList<GuestRow> {
        do throws(ProxmoxFailure) {
            let answer = try await api.get("/cluster/resources", query: [("type", "vm")], timeout: nil)
            do { return try ClusterResources(answer).guests } catch { throw ProxmoxFailure(.malformed, path: "/cluster/resources") }
        } catch {
            switch error.kind {
            case .permission, .unsupported, .api: return try await readGuestsByNode(instead: error)
            default: throw error
            }
        }
    }

    private func readGuestsByNode(instead failure: ProxmoxFailure) async throws -> RowList<GuestRow> {
        var all = RowList<GuestRow>()
        for kind in GuestKind.allCases {
            for (node, answer) in await onEach(onlineNodes, timeout: .seconds(10), path: { "/nodes/\($0)/\(kind.rawValue)" }) {
                guard case .success(let bytes) = answer, let list = try? GuestRow.nodeList(bytes, kind: kind, node: node) else { continue }
                all.rows += list.rows
                all.isAbsent = false
            }
        }
        guard !all.isAbsent else { throw failure }
        return all
    }

    /// Leaves out kinds that are not to be watched.
    private func watched(_ list: RowList<GuestRow>) -> RowList<GuestRow> {
        let monitors = connection.monitors
        guard !monitors.vms || !monitors.containers else { return list }
        var list = list
        list.rows.removeAll { $0.key.kind == .qemu ? !monitors.vms : !monitors.containers }
        return list
    }

    /// Reads the status of every node that is online and of the guests that are due, side by side, until the deadline.
    private func readStatuses(_ calls: [DetailCall]) async {
        let (api, limit) = (api, deadline)
        let nodes = onlineNodes
        let started = ContinuousClock.now
        var late = 0
        await withTaskGroup(of: StatusAnswer.self) { group in
            for node in nodes where DetailCall.isPlain(node: node) {
                group.addTask {
                    let asked = ContinuousClock.now
                    let answer = await Self.ask(api, "/nodes/\(node)/status", timeout: limit)
                    return .node(node, answer, took: asked.duration(to: .now))
                }
            }
            for call in calls {
                group.addTask { .guest(call, await Self.ask(api, call.path, timeout: min(call.timeout, limit))) }
            }
            for await answer in group {
                take(answer)
                if case .guest(_, .failure(let failure)) = answer, failure.kind == .connection(.timeout) { late += 1 }
            }
        }
        let spent = started.duration(to: .now).fractionalSeconds / limit.fractionalSeconds
        quota.took(asked: calls.count, late: late, spent: spent)
        let known = Set(presence.nodes)
        nodeStatuses = nodeStatuses.filter { known.contains($0.key) }
    }

    private enum StatusAnswer: Sendable {
        case node(String, Result<[UInt8], ProxmoxFailure>, took: Duration)
        case guest(DetailCall, Result<[UInt8], ProxmoxFailure>)
    }

    private func take(_ answer: StatusAnswer) {
        switch answer {
        case .guest(let call, let result): details.took(call, result, at: clock.now)
        case .node(let node, let result, let took):
            let read = result.flatMapJSON { (bytes) throws(JSONFailure) in try NodeStatus(bytes) }
            var report = NodePoll(instance: connection.name, node: node, took: took)
            if case .failure(let failure) = read { report.errorCode = failure.pulseError.code }
            options.onNodePoll(report)
            switch read {
            case .success(let status):
                nodeStatuses[node] = Carried(status, at: clock.now)
                note("node \(node)", nil)
            case .failure(let failure): note("node \(node)", Self.missingPrivilege(for: "figures of \(node)")(failure))
            }
        }
    }

    static func ask(_ api: any ProxmoxAPI, _ path: String, timeout: Duration) async -> Result<[UInt8], ProxmoxFailure> {
        do throws(ProxmoxFailure) { return .success(try await api.get(path, timeout: timeout)) } catch { return .failure(error) }
    }

    /// Commits nodes and guests as they are known. `isNews`: they were read just now, so that their figures are new samples.
    func commitCore(_ sink: any ObservationSink, at moment: Timestamp, isNews: Bool) async throws {
        let sights = sights(at: moment)
        var resources = nodeMapping.resources(sights, scope: scope, at: moment)
        guestMapping.nodeDisplayNames = displayNames
        resources += guestMapping.resources(guests, details: details, presence: presence, scope: scope, at: moment)
        attachReplication(&resources)
        if !isNews { for index in resources.indices { resources[index].samples = [] } }
        try await sink.commit(
            Observation(
                source: source, at: moment, resources: resources, completeness: .kinds([.agent, .vm, .systemContainer]),
                interval: options.interval))
    }

    private var displayNames: [String: String] {
        let named = (membership.membership?.members ?? []).compactMap { member in member.displayName.map { (member.name, $0) } }
        return Dictionary(named) { first, _ in first }
    }

    private func sights(at now: Timestamp) -> [NodeSight] {
        let readings = temperatures.current(at: now)
        let members = Dictionary((membership.membership?.members ?? []).map { ($0.name, $0) }) { first, _ in first }
        return presence.nodes.map { sight(of: $0, members[$0], readings[$0], at: now) }
    }

    private func sight(
        of node: String, _ member: ClusterMember?, _ reading: NodeTemperatureFacet?, at now: Timestamp
    ) -> NodeSight {
        var sight = NodeSight(name: node, presence: presence.state(of: node))
        sight.lastOnline = presence.lastOnline(node)
        sight.row = nodeRows[node]
        // Older than that it would be shown as the present.
        sight.status = nodeStatuses[node]?.value(within: max(options.interval * 2, .seconds(30)), of: now)
        sight.statusAt = nodeStatuses[node]?.at
        sight.history = nodeHistories[node]?.value(within: .seconds(180), of: now) ?? []
        sight.member = member
        sight.host = sight.member?.host ?? (presence.nodes.count == 1 ? connection.host : nil)
        sight.guestURL = connection.guestURL
        sight.localStorages = storages.localStorages(of: node)
        sight.temperatures = reading
        sight.isTemperatureMonitored = connection.temperatureMonitoring
        if let pending = updates[node] {
            sight.pendingUpdates = pending.count
            sight.pendingUpdatesCheckedAt = pending.checkedAt
        }
        return sight
    }

    private func attachReplication(_ resources: inout [ObservedResource]) {
        let jobs = replication.facets(guestNodes: guestNodes)
        guard !jobs.isEmpty else { return }
        for index in resources.indices {
            guard var facet = resources[index].facets.proxmox, let vmid = facet.vmid, let own = jobs[vmid] else { continue }
            facet.replication = own
            resources[index].facets.set(.proxmox(facet))
        }
    }

    /// The answers are late: what is known is shown with that, while they are waited for.
    func describeDelay(_ sink: any ObservationSink) async throws {
        guard !Task.isCancelled, let lastCore else { return }
        _ = presence.handle(.failed, at: clock.now)
        note("delay", "The server takes long to answer.")
        publish()
        published.withLock { $0.health = .degraded }
        try await commitNodes(sink, at: lastCore)
    }

    /// Nobody answered: nodes stay online for the grace and are shown as degraded; afterwards they are offline, with all they hold.
    func describeSilence(_ sink: any ObservationSink, _ error: any Error) async throws {
        let now = clock.now
        _ = presence.handle(.failed, at: now)
        pauses.failed()
        publish(error)
        try await commitNodes(sink, at: lastCore ?? now)
    }

    /// Commits the nodes alone, as of an earlier look. Guests keep the moment they were last seen; the inventory lets them grow stale by it.
    private func commitNodes(_ sink: any ObservationSink, at moment: Timestamp) async throws {
        let sights = sights(at: moment)
        guard !sights.isEmpty else { return }
        var resources = nodeMapping.resources(sights, scope: scope, at: moment)
        for index in resources.indices { resources[index].samples = [] }
        try await sink.commit(
            Observation(source: source, at: moment, resources: resources, completeness: .partial, interval: options.interval))
    }
}

extension DetailCall.Kind {
    /// What the list of guests cannot say of a running guest and is read along with it.
    static let statuses: Set<DetailCall.Kind> = [.machineStatus, .containerStatus]
    /// What changes slowly, or comes from inside the guest.
    static let others = Set(DetailCall.Kind.allCases).subtracting(statuses)
}
