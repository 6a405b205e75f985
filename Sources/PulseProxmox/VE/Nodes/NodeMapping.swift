import PulseCore
import PulseInventory

/// Turns what was seen of nodes into resources. Holds the memory figures that may stand in for missing ones.
///
/// A node's source id is `<instance>-<node>` of `resources-metrics-recovery` §3.2. The id of the old `/api/state` begins with the
/// cluster's name instead (`state-and-websocket` §3.1); it is for its view to build, from `clusterName` in the facet. For a source
/// id the connection's name is better: it is known before the first answer, it does not change when a node joins a cluster, and
/// two connections never share it.
struct NodeMapping: Sendable {
    private var trusted: [String: Carried<MemoryUse>] = [:]
    private var rootUse: [String: Carried<Capacity>] = [:]
    /// When the rates of a node that were last taken were measured.
    private var trafficAt: [String: Timestamp] = [:]
    /// What was last shown of a node that was heard, for the grace.
    private var lastHeard: [String: ObservedResource] = [:]
    /// What hardly ever changes of a node, for when its status is not answered.
    private var lastStatus: [String: NodeStatus] = [:]
    /// Which source gave each node's memory last.
    private(set) var memorySources: [String: String] = [:]

    init() {}

    /// The resources of all nodes; nodes that are not among them are forgotten.
    mutating func resources(_ sights: [NodeSight], scope: InstanceScope, at now: Timestamp) -> [ObservedResource] {
        let names = Set(sights.map(\.name))
        trusted = trusted.filter { names.contains($0.key) }
        rootUse = rootUse.filter { names.contains($0.key) }
        trafficAt = trafficAt.filter { names.contains($0.key) }
        lastHeard = lastHeard.filter { names.contains($0.key) }
        lastStatus = lastStatus.filter { names.contains($0.key) }
        memorySources = memorySources.filter { names.contains($0.key) }
        return sights.map { resource($0, scope: scope, at: now) }
    }

    mutating func resource(_ seen: NodeSight, scope: InstanceScope, at now: Timestamp) -> ObservedResource {
        var sight = seen
        if let status = seen.status { lastStatus[seen.name] = status }
        if let at = seen.statusAt, at < now { sight.status = nil }
        var node = ObservedResource(
            kind: .agent, sourceID: scope.nodeID(sight.name), name: sight.member?.displayName ?? sight.name)
        node.technology = "proxmox"
        node.status = sight.presence == .offline ? .offline : .online
        node.identity = identity(of: sight, scope)
        var facet = facet(of: sight, scope)
        if sight.presence == .grace, sight.status == nil, let kept = kept(sight, facet) { return kept }
        guard sight.presence != .offline else {
            facet.lastOnline = sight.lastOnline
            node.facets.set(.proxmox(facet))
            return node
        }
        node.uptime = sight.status?.uptime ?? sight.row?.uptime
        node.temperature = sight.temperature
        facet.uptime = node.uptime
        measure(sight, into: &node, &facet, at: now)
        node.facets.set(.proxmox(facet))
        lastHeard[sight.name] = node
        return node
    }

    /// A node in grace as it was last seen, with its figures' own times, but not written down once more.
    private func kept(_ sight: NodeSight, _ now: ProxmoxFacet) -> ObservedResource? {
        guard var node = lastHeard[sight.name], var facet = node.facets.proxmox else { return nil }
        facet.connectionHealth = now.connectionHealth
        facet.temperatures = now.temperatures
        facet.pendingUpdates = now.pendingUpdates
        facet.pendingUpdatesCheckedAt = now.pendingUpdatesCheckedAt
        node.temperature = sight.temperature
        node.facets.set(.proxmox(facet))
        node.samples = []
        return node
    }

    private func identity(of sight: NodeSight, _ scope: InstanceScope) -> ResourceIdentity {
        var identity = ResourceIdentity()
        identity.hostnames = [sight.name]
        identity.clusterName = scope.clusterName
        if let address = sight.member?.ipOverride ?? sight.member?.ip { identity.ipAddresses = [address] }
        return identity
    }

    private func facet(of sight: NodeSight, _ scope: InstanceScope) -> ProxmoxFacet {
        var facet = scope.owner(sight.name)
        facet.nodeIdentity = sight.member?.identity
        facet.nodeAliases = sight.member?.aliases ?? []
        facet.nodeDisplayName = sight.member?.displayName
        facet.host = sight.host
        facet.guestURL = sight.guestURL ?? sight.member?.guestURL
        facet.connectionHealth = sight.presence.connectionHealth
        facet.runtimeStatus = sight.presence == .offline ? "offline" : "online"
        facet.pendingUpdates = sight.pendingUpdates
        facet.pendingUpdatesCheckedAt = sight.pendingUpdatesCheckedAt
        facet.temperatureMonitoringEnabled = sight.isTemperatureMonitored
        facet.temperatures = sight.temperatures
        let status = sight.status ?? lastStatus[sight.name]
        facet.pveVersion = status?.version
        facet.kernelVersion = status?.kernelVersion
        facet.cpuModel = status?.processor.model
        facet.cpuSockets = status?.processor.sockets
        facet.cpuMHz = status?.processor.mhz
        facet.loadAverage = sight.status?.loadAverage ?? []
        facet.cpus = sight.row?.processors ?? status?.processor.cpus ?? status?.processor.cores
        return facet
    }
}

extension NodeMapping {
    private mutating func measure(
        _ sight: NodeSight, into node: inout ObservedResource, _ facet: inout ProxmoxFacet, at now: Timestamp
    ) {
        if let cpu = sight.status?.cpu ?? sight.row?.cpu {
            node.metrics.cpu = min(100, cpu * 100)
            node.provenance.append(Provenance(.cpu, source: sight.status?.cpu == nil ? "node-list" : "status", measuredAt: now))
        }
        let memory = NodeMemory.table.choose(
            NodeMemory.Input(status: sight.status?.memory, history: sight.history, previous: trusted[sight.name], now: now), at: now)
        if let use = memory.value, memory.measuredAt == now { trusted[sight.name] = Carried(use, at: now) }
        // One that was carried forward says nothing about where the next comes from.
        if memory.value != nil, memory.source != "previous-snapshot" { memorySources[sight.name] = memory.source }
        facet.memory = memory.value.map { MemoryFacet($0) }
        node.metrics.memory = memory.value.map { Capacity($0) }
        if memory.value == nil, let total = sight.status?.memory.total ?? sight.row?.memoryTotal, total > 0 {
            node.metrics.memory = Capacity(used: nil, total: total)
            facet.memory = MemoryFacet()
            facet.memory?.total = total
        }
        if let swap = sight.status?.swap, let total = swap.total {
            facet.memory = facet.memory ?? MemoryFacet()
            facet.memory?.swapTotal = total
            facet.memory?.swapUsed = swap.used
        }
        node.provenance.append(memory.provenance(of: .memory))

        let disk = NodeSpace.table.choose(
            NodeSpace.Input(
                status: sight.status?.rootfs, row: sight.row, storages: sight.localStorages, previous: rootUse[sight.name], now: now),
            at: now)
        node.metrics.disk = disk.value
        if disk.source == "rootfs", let use = disk.value { rootUse[sight.name] = Carried(use, at: now) }
        node.provenance.append(disk.provenance(of: .disk))

        var fresh: [Metric] = [.cpu]
        if memory.source != "previous-snapshot" { fresh.append(.memory) }
        if disk.source != "previous-snapshot" { fresh.append(.disk) }
        fresh += carryTraffic(sight, into: &node, at: now)
        facet.pressure = newestPressure(sight.history).flatMap { PressureFacet($0) }
        node.samples = samples(sight, node, fresh: fresh)
    }

    /// Sets the rates of the network; answers those that are news since the last time.
    private mutating func carryTraffic(_ sight: NodeSight, into node: inout ObservedResource, at now: Timestamp) -> [Metric] {
        let newest = sight.history.last { $0.netIn != nil && $0.netOut != nil }
        func figure(_ remembered: Double?) -> Figure<Double> {
            let input = NodeTraffic.Input(
                remembered: remembered, rememberedAt: newest?.at, historyEndsAt: sight.history.last?.at, now: now)
            return NodeTraffic.table.choose(input, at: now)
        }
        let received = figure(newest?.netIn)
        let sent = figure(newest?.netOut)
        node.metrics.netIn = received.value
        node.metrics.netOut = sent.value
        node.provenance.append(received.provenance(of: .netIn))
        node.provenance.append(sent.provenance(of: .netOut))
        let last = trafficAt[sight.name]
        trafficAt[sight.name] = max(received.measuredAt, sent.measuredAt)
        return [(.netIn, received), (.netOut, sent)].compactMap { (metric: Metric, figure) in
            last.map { figure.measuredAt <= $0 } == true ? nil : metric
        }
    }

    private func newestPressure(_ history: [RRDPoint]) -> GuestPressure? {
        history.suffix(5).last { !$0.pressure.isEmpty }?.pressure
    }

    /// Every value that is news; those carried forward are in the history already.
    private func samples(_ sight: NodeSight, _ node: ObservedResource, fresh: [Metric]) -> [Sample] {
        guard sight.presence == .online else { return [] }
        var samples = Samples(fresh: fresh)
        samples.add(metrics: node.metrics)
        let swap = sight.status?.swap
        if let total = swap?.total, total > 0, let used = swap?.used {
            samples.add(.swap, min(100, Double(used) / Double(total) * 100))
        }
        if let loads = sight.status?.loadAverage, loads.count == 3 {
            samples.add(.load1, loads[0])
            samples.add(.load5, loads[1])
            samples.add(.load15, loads[2])
        }
        samples.add(.temperature, node.temperature)
        samples.add(pressure: newestPressure(sight.history))
        return samples.all
    }
}
