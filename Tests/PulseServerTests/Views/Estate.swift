import PulseCore
import PulseInventory

@testable import PulseServer

/// A small estate for tests, made by the real inventory.
struct Estate {
    var inventory = Inventory()
    let clock = ManualWallClock()

    static func host(_ name: String, cpu: Double? = 12.345) -> ObservedResource {
        var resource = ObservedResource(kind: .agent, sourceID: "agent-\(name)", name: name)
        resource.status = .online
        resource.technology = "linux"
        resource.identity.hostnames = [name]
        resource.identity.machineID = "machine-\(name)"
        resource.identity.ipAddresses = ["192.0.2.1"]
        resource.metrics.cpu = cpu
        resource.metrics.memory = Capacity(used: 250, total: 1000)
        resource.metrics.netIn = 10.4
        resource.uptime = 100
        var agent = AgentFacet()
        agent.agentID = "id-\(name)"
        agent.hostname = name
        agent.platform = "linux"
        agent.intervalSeconds = 10
        agent.uptimeSeconds = 100
        resource.facets.set(.agent(agent))
        return resource
    }

    static func vm(_ vmid: Int, status: ResourceStatus = .online) -> ObservedResource {
        var resource = ObservedResource(kind: .vm, sourceID: "pve1:node1:\(vmid)", name: "vm\(vmid)")
        resource.status = status
        resource.technology = "qemu"
        resource.identity.proxmoxGuestKey = "pve1:\(vmid)"
        resource.tags = ["web", "Prod"]
        var proxmox = ProxmoxFacet()
        proxmox.vmid = vmid
        proxmox.instance = "pve1"
        proxmox.nodeName = "node1"
        proxmox.clusterName = "Lab"
        proxmox.runtimeStatus = status == .offline ? "stopped" : "running"
        proxmox.diskStatusReason = status == .offline ? "vm-stopped" : nil
        resource.facets.set(.proxmox(proxmox))
        return resource
    }

    static func storage(_ name: String) -> ObservedResource {
        var resource = ObservedResource(kind: .storage, sourceID: "pve1-node1-\(name)", name: name)
        resource.status = .online
        resource.metrics.disk = Capacity(used: 40, total: 100)
        var facet = StorageFacet()
        facet.type = "dir"
        facet.path = "/var/lib/vz"
        resource.facets.set(.storage(facet))
        return resource
    }

    static func disk(lifeLeft: Int?) -> ObservedResource {
        var resource = ObservedResource(kind: .physicalDisk, sourceID: "pve1-node1--dev-sda", name: "Disk")
        var facet = PhysicalDiskFacet(devPath: "/dev/sda", diskType: "hdd", size: 1000)
        facet.lifeLeft = lifeLeft
        resource.facets.set(.physicalDisk(facet))
        return resource
    }

    /// Tells the inventory what one source sees.
    @discardableResult
    mutating func observe(_ resources: [ObservedResource], _ source: SourceScope = SourceScope(.proxmox, "pve1")) throws
        -> InventorySnapshot
    {
        try inventory.handle(.observed(Observation(source: source, at: clock.now, resources: resources)), at: clock.now).snapshot
    }

    /// Views over the estate as it is now.
    func views() -> EstateViews {
        let snapshot = inventory.snapshot
        let board = StateBoard(StateFacts(startTime: clock.now, version: "1.2.3"))
        return EstateViews(board: board, clock: clock) { snapshot }
    }
}
