import PulseCore
import PulseInventory

/// Turns guests and what is known of them into resources. Holds the rates' baselines and the figures that may stand in for
/// missing ones; guests that are gone are forgotten.
///
/// A guest's source id is `<instance>:<node>:<vmid>`, as both dossiers have it; made-up estates of the reference write dashes.
struct GuestMapping: Sendable {
    var rates = CounterRates()
    private var trustedMemory: [GuestKey: Carried<MemoryUse>] = [:]
    /// Which source gave each guest's memory last.
    private(set) var memorySources: [GuestKey: String] = [:]
    private var goodDisks: [GuestKey: Carried<GuestDisk.Use>] = [:]
    private var lastKnown: Set<GuestKey> = []
    private var lastExpiry: Timestamp?
    private static let expiryInterval: Duration = .seconds(600)
    /// Displayed names of nodes, by name.
    var nodeDisplayNames: [String: String] = [:]

    init() {}

    mutating func resources(
        _ guests: [GuestRoster.Entry], details: GuestDetails, presence: NodePresence, scope: InstanceScope, at now: Timestamp
    ) -> [ObservedResource] {
        let resources = guests.map { entry in
            let state = presence.state(of: entry.row.node)
            return resource(entry, detail: details[entry.row.key] ?? GuestDetail(), node: state, scope: scope, at: now)
        }
        forgetOthers(than: Set(guests.lazy.map(\.row.key)), at: now)
        return resources
    }

    private mutating func forgetOthers(than known: Set<GuestKey>, at now: Timestamp) {
        if lastExpiry.map({ now.since($0) >= Self.expiryInterval }) ?? true {
            rates.expire(at: now)
            lastExpiry = now
        }
        guard known != lastKnown else { return }
        lastKnown = known
        trustedMemory = trustedMemory.filter { known.contains($0.key) }
        goodDisks = goodDisks.filter { known.contains($0.key) }
        memorySources = memorySources.filter { known.contains($0.key) }
    }

    mutating func resource(
        _ entry: GuestRoster.Entry, detail: GuestDetail, node: NodePresence.State, scope: InstanceScope, at now: Timestamp
    ) -> ObservedResource {
        let row = entry.row
        let isContainer = row.key.kind == .lxc
        var guest = ObservedResource(
            kind: isContainer ? .systemContainer : .vm, sourceID: Self.sourceID(row, scope),
            name: row.name ?? detail.configuration?.value.hostname ?? (isContainer ? "CT \(row.key.vmid)" : "VM \(row.key.vmid)"))
        guest.technology = detail.isOCI ? "oci" : row.key.kind.rawValue
        let word = Self.runtimeWord(row, detail, at: now)
        guest.status = ResourceStatus(guest: word)
        guest.identity = Self.identity(row, detail, scope)
        guest.parent = ParentReference(kind: .agent, sourceID: scope.nodeID(row.node))
        guest.tags = row.tags
        guest.uptime = row.isRunning ? row.uptime ?? detail.status?.value.uptime : nil
        var facet = GuestFacts.facet(row, detail, scope, at: now)
        facet.runtimeStatus = word
        facet.uptime = guest.uptime
        facet.connectionHealth = node.connectionHealth
        facet.nodeDisplayName = nodeDisplayNames[row.node]
        measure(entry, detail, into: &guest, &facet, at: now)
        guest.facets.set(.proxmox(facet))
        return guest
    }

    static func sourceID(_ row: GuestRow, _ scope: InstanceScope) -> String { "\(scope.instance):\(row.node):\(row.key.vmid)" }

    /// The platform's word; of a running machine the emulator's own word when it stands still.
    private static func runtimeWord(_ row: GuestRow, _ detail: GuestDetail, at now: Timestamp) -> String? {
        guard row.isRunning, let status = detail.status?.value(within: GuestMemory.statusLife, of: now) else { return row.status }
        return status.machineState == "paused" ? "paused" : row.status
    }

    private static func identity(_ row: GuestRow, _ detail: GuestDetail, _ scope: InstanceScope) -> ResourceIdentity {
        var identity = ResourceIdentity()
        identity.proxmoxGuestKey = "\(scope.instance):\(row.key.vmid)"
        for name in [detail.configuration?.value.hostname, row.name] {
            if let name, !identity.hostnames.contains(name) { identity.hostnames.append(name) }
        }
        for interface in GuestFacts.interfaces(detail) where interface.name != "lo" {
            if let mac = interface.mac, !identity.macAddresses.contains(mac) { identity.macAddresses.append(mac) }
            for address in interface.addresses {
                let bare = String(address.prefix { $0 != "/" })
                if !identity.ipAddresses.contains(bare) { identity.ipAddresses.append(bare) }
            }
        }
        return identity
    }
}

extension GuestMapping {
    private mutating func measure(
        _ entry: GuestRoster.Entry, _ detail: GuestDetail, into guest: inout ObservedResource, _ facet: inout ProxmoxFacet,
        at now: Timestamp
    ) {
        let row = entry.row
        var fresh: [Metric] = [.cpu]
        if let cpu = row.cpu, !row.isUnheard {
            guest.metrics.cpu = min(100, cpu * 100)
            guest.provenance.append(Provenance(.cpu, source: "cluster-resources", measuredAt: entry.listedAt))
        }
        let memory = memory(entry, detail, at: now)
        memorySources[row.key] = memory.source
        guest.metrics.memory = memory.value.map { Capacity($0) }
        facet.memory = memory.value.map { MemoryFacet($0) }
        if memory.value == nil, let total = row.memoryTotal, total > 0 {
            guest.metrics.memory = Capacity(used: nil, total: total)
            facet.memory = MemoryFacet()
            facet.memory?.total = total
        }
        GuestFacts.addSwap(detail, to: &facet, at: now)
        guest.provenance.append(memory.provenance(of: .memory))
        if memory.source != "previous-snapshot" { fresh.append(.memory) }

        let disk = row.key.kind == .qemu ? machineDisk(entry, detail, &facet, at: now) : GuestFacts.containerDisk(entry, detail, &facet)
        guest.metrics.disk = disk.value
        guest.provenance.append(disk.provenance(of: .disk))
        if disk.source != "previous-snapshot" { fresh.append(.disk) }

        fresh += carryRates(entry, detail, into: &guest)
        guard row.isRunning, entry.listedAt == now else { return }
        var samples = Samples(fresh: fresh)
        samples.add(metrics: guest.metrics)
        samples.add(.hostMemory, facet.hostMemory.map { Double($0) })
        let pressure = row.pressure.isEmpty ? detail.status?.value(within: GuestMemory.statusLife, of: now)?.pressure : row.pressure
        samples.add(pressure: pressure)
        guest.samples = samples.all
    }

    private mutating func memory(_ entry: GuestRoster.Entry, _ detail: GuestDetail, at now: Timestamp) -> Figure<MemoryUse> {
        let key = entry.row.key
        var input = GuestMemory.Input(row: entry.row, listedAt: entry.listedAt, now: now)
        guard key.kind == .qemu else { return GuestMemory.container(input) }
        input.status = detail.status
        input.agentReport = detail.memory
        input.previous = trustedMemory[key]
        input.isAgentAnswering = detail.agent(at: now) == .available
        let figure = GuestMemory.machine(input)
        if !entry.row.isRunning {
            trustedMemory[key] = nil
        } else if GuestMemory.isTrusted(figure), let use = figure.value {
            trustedMemory[key] = Carried(use, at: figure.measuredAt)
        }
        return figure
    }

    private mutating func machineDisk(
        _ entry: GuestRoster.Entry, _ detail: GuestDetail, _ facet: inout ProxmoxFacet, at now: Timestamp
    ) -> Figure<Capacity> {
        let key = entry.row.key
        let state = detail.agent(at: now)
        let hasStatus = detail.status?.value(within: GuestMemory.reportLife, of: now) != nil
        var input = GuestDisk.Input(isRunning: entry.row.isRunning, hasStatus: hasStatus, agent: state, now: now)
        input.inquiry = detail.filesystems
        input.previous = goodDisks[key]
        input.isAgentEvident = GuestAgentState.hasEvidence(detail.lastAgentAnswer, now: now)
        let outcome = GuestDisk.choose(input)
        // Nothing is wrong with a guest whose turn has not come yet.
        let isWaiting = !hasStatus && !detail.hasStatusFailed && entry.row.isRunning
        facet.diskStatusReason = isWaiting ? nil : outcome.reason
        facet.disks = outcome.figure.value?.filesystems ?? []
        if let use = outcome.figure.value, outcome.figure.source != "previous-snapshot" {
            goodDisks[key] = Carried(use, at: outcome.figure.measuredAt)
        }
        // What is allocated is known even when nobody knows how much of it is used.
        let allocated = entry.row.diskTotal.flatMap { $0 > 0 ? Capacity(used: nil, total: $0) : nil }
        let figure = outcome.figure
        return Figure(
            value: figure.value?.capacity ?? allocated, source: figure.source, fallbacks: figure.fallbacks, measuredAt: figure.measuredAt)
    }

    /// Sets the rates; answers those that are news.
    ///
    /// The list is asked first: each of the two answers is sampled by another worker of the platform, and a rate between samples
    /// of both would be off by the time that lies between the workers. The status counts where the list has no counter.
    private mutating func carryRates(_ entry: GuestRoster.Entry, _ detail: GuestDetail, into guest: inout ObservedResource) -> [Metric] {
        let row = entry.row
        guard row.isRunning else { return [] }
        var fresh: [Metric] = []
        let pairs: [(CounterRates.Counter, Metric, Int64?, Int64?)] = [
            (.netIn, .netIn, row.counters.netIn, detail.status?.value.counters.netIn),
            (.netOut, .netOut, row.counters.netOut, detail.status?.value.counters.netOut),
            (.diskRead, .diskRead, row.counters.diskRead, detail.status?.value.counters.diskRead),
            (.diskWrite, .diskWrite, row.counters.diskWrite, detail.status?.value.counters.diskWrite),
        ]
        for (counter, metric, listed, told) in pairs {
            var reading = listed.map { CounterRates.Reading($0, at: entry.listedAt, uptime: row.uptime) }
            if listed == nil, let told, let status = detail.status {
                reading = CounterRates.Reading(told, at: status.at, uptime: status.value.uptime)
                reading?.isLagging = row.key.kind == .lxc && (counter == .diskRead || counter == .diskWrite)
            }
            guard let rate = rates.rate(counter, of: row.key, reading) else { continue }
            switch counter {
            case .netIn: guest.metrics.netIn = rate.perSecond
            case .netOut: guest.metrics.netOut = rate.perSecond
            case .diskRead: guest.metrics.diskRead = rate.perSecond
            case .diskWrite: guest.metrics.diskWrite = rate.perSecond
            }
            let source = listed == nil ? "status" : "cluster-resources"
            guest.provenance.append(Provenance(metric, source: source, measuredAt: rate.measuredAt))
            if rate.measuredAt == reading?.at { fresh.append(metric) }
        }
        return fresh
    }
}
