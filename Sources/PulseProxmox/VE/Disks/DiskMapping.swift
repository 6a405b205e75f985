import PulseCore
import PulseInventory

/// Makes resources of the nodes' disks: the list, refined by what agents, sensors and ZFS know of them.
public struct DiskMapping: Sendable {
    public var scope: InstanceScope
    /// Pools by node.
    public var pools: [String: [ZFSPoolFacet]] = [:]
    /// Readings by node.
    public var temperatures: [String: NodeTemperatureFacet] = [:]
    /// What an agent on the node says of its disks, by node.
    public var agentDisks: [String: [PhysicalDiskFacet]] = [:]

    public init(scope: InstanceScope) { self.scope = scope }

    /// The disks of every node. Where Proxmox has no list, an agent's takes its place.
    ///
    /// - Parameter start: When the cycle began: only temperatures measured since give samples.
    public func resources(of book: DiskBook, measuredSince start: Timestamp) -> [ObservedResource] {
        let nodes = Set(book.pages.keys).union(agentDisks.keys).sorted()
        return nodes.flatMap { node in
            let page = book.pages[node]
            let listed = refined(page?.disks ?? [], on: node)
            let shown = listed.isEmpty && page?.outcome != .listed ? agentDisks[node] ?? [] : listed
            return resources(shown, page, on: node, since: start)
        }
    }

    private func refined(_ disks: [NodeDisk], on node: String) -> [PhysicalDiskFacet] {
        let sensors = DiskSensors(temperatures[node], disks: disks)
        return disks.map { disk in
            var facet = PhysicalDiskFacet(disk)
            facet.storageGroup = ZFSMembership.pool(of: disk, in: pools[node] ?? [])
            facet.temperature = sensors.temperature(of: disk).map { Int($0.rounded()) }
            if let agent = AgentDiskMatch.find(disk, in: agentDisks[node] ?? []) { facet.refine(with: agent) }
            return facet
        }
    }

    private func resources(
        _ facets: [PhysicalDiskFacet], _ page: DiskBook.Page?, on node: String, since start: Timestamp
    ) -> [ObservedResource] {
        let ambiguous = Self.repeated(facets.compactMap(\.serial))
        let ambiguousNames = Self.repeated(facets.compactMap(\.wwn))
        let isFresh = temperatures[node]?.updatedAt.map { $0 >= start } ?? false
        let bySensors = DiskSensors(temperatures[node], disks: page?.disks ?? [])
        return facets.map { facet in
            var disk = ObservedResource(
                kind: .physicalDisk, sourceID: scope.diskID(facet.devPath, on: node), name: facet.model ?? facet.devPath)
            disk.technology = facet.diskType
            disk.status = ResourceStatus(diskHealth: facet.health)
            disk.parent = scope.parent(node)
            // Some bridges and virtual disks make their serial numbers up: what two disks have in common proves nothing.
            disk.identity.machineID = facet.serial.flatMap { ambiguous.contains($0) ? nil : $0 }
            disk.identity.dmiUUID = facet.wwn.flatMap { ambiguousNames.contains($0) ? nil : WorldWideName.canonical($0) }
            disk.identity.hostnames = [node]
            disk.temperature = facet.temperature.map(Double.init)
            if facet.size > 0 { disk.metrics.disk = Capacity(total: facet.size) }
            disk.facets.set(.proxmox(scope.owner(node)))
            disk.facets.set(.physicalDisk(facet))
            // An agent's figures come with its own samples.
            let own = page?.disks.first { $0.path == facet.devPath }.flatMap(bySensors.temperature)
            if isFresh, let own { disk.samples = [Sample("smart_temp", own)] }
            return disk
        }
    }

    private static func repeated(_ texts: [String]) -> Set<String> {
        var seen: Set<String> = []
        return Set(texts.filter { !seen.insert($0).inserted })
    }
}

extension PhysicalDiskFacet {
    init(_ disk: NodeDisk) {
        self.init(devPath: disk.path, diskType: disk.kind, size: disk.size ?? 0)
        model = disk.model
        vendor = disk.vendor
        serial = disk.serial
        wwn = disk.wwn
        rpm = disk.rpm
        health = disk.health
        lifeLeft = disk.lifeLeft
        used = disk.used
    }

    /// Adds what an agent measured itself; Proxmox stays the first word on health and wear.
    mutating func refine(with agent: PhysicalDiskFacet) {
        health = health ?? agent.health
        lifeLeft = lifeLeft ?? agent.lifeLeft
        serial = serial ?? agent.serial
        wwn = wwn ?? agent.wwn
        rpm = rpm ?? agent.rpm
        temperature = agent.temperature ?? temperature
        smart = agent.smart
        io = agent.io
    }
}
