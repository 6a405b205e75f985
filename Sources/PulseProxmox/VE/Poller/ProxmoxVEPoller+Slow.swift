import PulseCore
import PulseInventory

/// The parts that may be slow: they run beside the poll, each at most once at a time, and commit what they found by themselves.
extension ProxmoxVEPoller {
    func startSlowParts(_ sink: any ObservationSink) {
        for part in slow.due(at: clock.now, storageTypes: storages.types) {
            sink.background(part.rawValue, budget: Self.budget(of: part)) { try await self.run(part, sink) }
        }
    }

    private static func budget(of part: SlowParts.Part) -> Duration {
        switch part {
        case .storage: .seconds(60)
        case .disks, .zfs: .seconds(120)
        case .ceph: .seconds(15)
        case .temperatures: .seconds(20)
        case .replication, .updates: .seconds(60)
        }
    }

    private func run(_ part: SlowParts.Part, _ sink: any ObservationSink) async throws {
        switch part {
        case .storage: try await readStorages(sink)
        case .zfs: await readPools()
        case .disks: try await readDisks(sink)
        case .ceph: try await readCeph(sink)
        case .replication: try await readReplication()
        case .updates: await readUpdates()
        case .temperatures: await readTemperatures()
        }
    }

    private func readStorages(_ sink: any ObservationSink) async throws {
        let start = clock.now
        async let definitions = api.get("/storage", timeout: .seconds(30))
        let answers = await onEach(onlineNodes, timeout: .seconds(30)) { "/nodes/\($0)/storage" }
        var refusal: ProxmoxFailure?
        do { storages.take(definitions: try StorageDefinition.all(in: try await definitions), at: start) } catch {
            refusal = error as? ProxmoxFailure
        }
        for (node, answer) in answers {
            switch answer.flatMapJSON({ (bytes) throws(JSONFailure) in try NodeStorage.all(in: bytes) }) {
            case .success(let rows): storages.take(rows, of: node, at: clock.now)
            // What it said before stays: whether the node is gone, its presence tells.
            case .failure(let failure): if case .permission = failure.kind { refusal = refusal ?? failure }
            }
        }
        for node in presence.nodes where presence.state(of: node) == .offline { storages.wentOffline(node) }
        storages.keep(nodes: Set(presence.nodes))
        let resources = StorageMapping(scope: scope, pools: pools.pools).resources(of: storages, measuredSince: start)
        try await sink.commit(
            Observation(
                source: source, at: clock.now, resources: resources, completeness: .kinds([.storage]), interval: .seconds(60)))
        note("storage", refusal.flatMap(Self.missingPrivilege(for: "storages")))
    }

    private func readPools() async {
        for (node, answer) in await onEach(onlineNodes, timeout: .seconds(60), path: { "/nodes/\($0)/disks/zfs" }) {
            let list = answer.flatMapJSON { (bytes) throws(JSONFailure) in try ZFSPoolSummary.all(in: bytes) }
            guard case .success(let summaries) = list else { continue }
            pools.take(summaries, of: node)
            for summary in summaries where DetailCall.isPlain(node: summary.name) {
                let detail = try? await api.get("/nodes/\(node)/disks/zfs/\(summary.name)", timeout: .seconds(60))
                if let detail, let pool = try? ZFSPoolDetail(answer: detail) { pools.take(pool, of: node) }
            }
        }
        pools.keep(nodes: Set(presence.nodes))
    }

    private func readDisks(_ sink: any ObservationSink) async throws {
        let start = clock.now
        for (node, answer) in await onEach(onlineNodes, timeout: .seconds(60), path: { "/nodes/\($0)/disks/list" }) {
            switch answer.flatMapJSON({ (bytes) throws(JSONFailure) in try NodeDisk.all(in: bytes) }) {
            case .success(let list): disks.take(list, of: node, at: clock.now)
            case .failure(let failure): disks.take(failure, of: node)
            }
        }
        disks.keep(nodes: Set(presence.nodes))
        var mapping = DiskMapping(scope: scope)
        mapping.pools = pools.pools
        mapping.temperatures = temperatures.current(at: clock.now)
        // Temperatures are read a moment before the disks: news is what came since the last time.
        let resources = mapping.resources(of: disks, measuredSince: disksShownAt ?? start)
        disksShownAt = start
        try await sink.commit(
            Observation(
                source: source, at: clock.now, resources: resources, completeness: .kinds([.physicalDisk]),
                interval: slow.settings.diskInterval))
        note("disks", disks.warnings.first)
    }

    private func readCeph(_ sink: any ObservationSink) async throws {
        let start = clock.now
        do throws(ProxmoxFailure) {
            let status = try await api.get("/cluster/ceph/status", timeout: .seconds(15))
            if let known = try? CephStatus(answer: status) { ceph.take(known, at: clock.now) }
            // The pools are known to every node that is part of it; their absence leaves the figures of the status.
            for node in onlineNodes.prefix(3) where DetailCall.isPlain(node: node) {
                guard let usage = try? await api.get("/nodes/\(node)/ceph/pool", timeout: .seconds(10)),
                    let read = try? CephUsage(answer: usage)
                else { continue }
                ceph.take(read)
                break
            }
        } catch {
            ceph.take(error)
        }
        try await commitCeph(sink, since: start)
    }

    func commitCeph(_ sink: any ObservationSink, since start: Timestamp) async throws {
        let resource = CephMapping(scope: scope).resource(of: ceph, measuredSince: start)
        try await sink.commit(
            Observation(
                source: source, at: clock.now, resources: resource.map { [$0] } ?? [], completeness: .kinds([.ceph]),
                interval: .seconds(60)))
    }

    private func readReplication() async throws {
        guard let answer = try? await api.get("/cluster/replication", timeout: .seconds(30)),
            let jobs = try? ReplicationJob.all(in: answer)
        else { return }
        replication.take(configured: jobs)
        let sources = replication.sources(guestNodes: guestNodes).intersection(onlineNodes)
        for (_, answer) in await onEach(sources.sorted(), timeout: .seconds(30), path: { "/nodes/\($0)/replication" }) {
            let states = answer.flatMapJSON { (bytes) throws(JSONFailure) in try ReplicationJob.all(in: bytes) }
            if case .success(let states) = states { replication.take(states: states, at: clock.now) }
        }
    }

    private func readUpdates() async {
        let due = updates.due(of: onlineNodes, at: clock.now)
        for (node, answer) in await onEach(due, timeout: .seconds(30), path: { "/nodes/\($0)/apt/update" }) {
            // A token that only reads may not see the list of updates; that is usual and no trouble.
            guard case .success(let bytes) = answer, (try? updates.take(bytes, of: node, at: clock.now)) != nil else {
                updates.failed(node, at: clock.now)
                continue
            }
        }
        updates.keep(nodes: Set(presence.nodes))
    }

    private func readTemperatures() async {
        guard let reader = options.temperatureReader else { return }
        let key = reader.keyStamp()
        guard key != nil else { return }
        let due = temperatures.due(of: onlineNodes, key: key, at: clock.now)
        await withTaskGroup(of: (String, Result<NodeTemperatureFacet, TemperatureFailure>).self) { group in
            for node in due {
                guard let host = address(of: node), let target = SSHTarget(host: host, port: options.sshPort) else { continue }
                let moment = clock.now
                group.addTask {
                    do throws(TemperatureFailure) { return (node, .success(try await reader.read(target, at: moment))) } catch {
                        return (node, .failure(error))
                    }
                }
            }
            for await (node, result) in group {
                switch result {
                case .success(let reading): temperatures.take(reading, of: node, at: clock.now)
                case .failure(let failure): temperatures.take(failure, of: node, at: clock.now)
                }
            }
        }
        temperatures.keep(nodes: Set(presence.nodes))
    }

    /// Asks each of the nodes the same, side by side; the client bounds how many at once.
    func onEach(
        _ nodes: [String], timeout: Duration, path: @escaping @Sendable (String) -> String
    ) async -> [(node: String, answer: Result<[UInt8], ProxmoxFailure>)] {
        let api = api
        return await withTaskGroup(of: (String, Result<[UInt8], ProxmoxFailure>).self) { group in
            for node in nodes where DetailCall.isPlain(node: node) {
                group.addTask {
                    do throws(ProxmoxFailure) { return (node, .success(try await api.get(path(node), timeout: timeout))) } catch {
                        return (node, .failure(error))
                    }
                }
            }
            var answers: [(node: String, answer: Result<[UInt8], ProxmoxFailure>)] = []
            for await (node, answer) in group { answers.append((node, answer)) }
            return answers
        }
    }

    static func missingPrivilege(for what: String) -> (ProxmoxFailure) -> String? {
        { failure in
            guard case .permission(let privilege) = failure.kind else { return nil }
            return "The account may not read all \(what)" + (privilege.map { ": it lacks \($0)." } ?? ".")
        }
    }
}

extension Result where Success == [UInt8], Failure == ProxmoxFailure {
    /// Reads the answer; one that cannot be read is a failure like others.
    func flatMapJSON<Value>(_ read: ([UInt8]) throws(JSONFailure) -> Value) -> Result<Value, ProxmoxFailure> {
        flatMap { bytes in
            do throws(JSONFailure) { return .success(try read(bytes)) } catch {
                return .failure(ProxmoxFailure(.malformed, path: ""))
            }
        }
    }
}
