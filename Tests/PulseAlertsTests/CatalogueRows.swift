import PulseAlerts
import PulseCore
import PulseInventory

/// Healthy things as Proxmox and agents describe them.
enum Rows {
    static let gigabyte: Int64 = 1 << 30

    static func facet(_ node: String?, _ change: (inout ProxmoxFacet) -> Void = { _ in }) -> ProxmoxFacet {
        var facet = ProxmoxFacet()
        facet.instance = "lab"
        facet.nodeName = node
        change(&facet)
        return facet
    }

    static func node(
        _ name: String = "n1", at now: Timestamp = CatalogueScene.start,
        with change: (inout ObservedResource, inout ProxmoxFacet) -> Void = { _, _ in }
    ) -> ObservedResource {
        var row = ObservedResource(kind: .agent, sourceID: "lab-\(name)", name: name)
        row.status = .online
        row.identity.hostnames = [name]
        row.metrics.cpu = 10
        row.metrics.memory = Capacity(percent: 40)
        row.metrics.disk = Capacity(percent: 30)
        row.provenance = [.cpu, .memory, .disk].map { Provenance($0, source: "status", measuredAt: now) }
        var facet = facet(name) {
            $0.runtimeStatus = "online"
            $0.connectionHealth = "healthy"
        }
        facet.temperatures = NodeTemperatureFacet()
        facet.temperatures?.cpuPackage = 50
        facet.temperatures?.cpuMax = 60
        facet.temperatures?.updatedAt = now
        change(&row, &facet)
        row.facets.set(.proxmox(facet))
        return row
    }

    static func guest(
        _ vmid: Int = 100, kind: ResourceKind = .vm, node: String = "n1", at now: Timestamp = CatalogueScene.start,
        with change: (inout ObservedResource, inout ProxmoxFacet) -> Void = { _, _ in }
    ) -> ObservedResource {
        var row = ObservedResource(kind: kind, sourceID: "lab:\(node):\(vmid)", name: "web-\(vmid)")
        row.status = .online
        row.technology = kind == .vm ? "qemu" : "lxc"
        row.identity.proxmoxGuestKey = "lab:\(vmid)"
        row.parent = ParentReference(kind: .agent, sourceID: "lab-\(node)")
        row.metrics.cpu = 10
        row.metrics.memory = Capacity(percent: 40)
        row.metrics.disk = Capacity(percent: 30)
        row.metrics.diskRead = 1_048_576
        row.metrics.diskWrite = 2 * 1_048_576
        row.metrics.netIn = 3 * 1_048_576
        row.metrics.netOut = 4 * 1_048_576
        let metrics: [Metric] = [.cpu, .memory, .disk, .diskRead, .diskWrite, .netIn, .netOut]
        row.provenance = metrics.map { Provenance($0, source: "cluster-resources", measuredAt: now) }
        var facet = facet(node) {
            $0.vmid = vmid
            $0.runtimeStatus = "running"
            $0.connectionHealth = "healthy"
            if kind == .vm { $0.guestAgentStatus = "available" }
        }
        change(&row, &facet)
        row.facets.set(.proxmox(facet))
        return row
    }

    static func filesystem(_ mountpoint: String, _ usage: Double?, device: String? = nil, total: Int64 = 100 * gigabyte) -> FilesystemFacet
    {
        var disk = FilesystemFacet()
        disk.mountpoint = mountpoint
        disk.device = device
        disk.usage = usage
        disk.total = total
        return disk
    }

    static func storage(
        _ name: String = "local", node: String = "n1", at now: Timestamp = CatalogueScene.start,
        with change: (inout ObservedResource, inout StorageFacet) -> Void = { _, _ in }
    ) -> ObservedResource {
        var row = ObservedResource(kind: .storage, sourceID: "lab-\(node)-\(name)", name: name)
        row.status = .online
        row.parent = ParentReference(kind: .agent, sourceID: "lab-\(node)")
        row.metrics.disk = Capacity(percent: 50)
        row.provenance = [Provenance(.disk, source: "storage-status", measuredAt: now)]
        var facet = StorageFacet()
        facet.type = "dir"
        facet.nodes = [node]
        change(&row, &facet)
        row.facets.set(.proxmox(Self.facet(node)))
        row.facets.set(.storage(facet))
        return row
    }

    static func pool(_ state: String = "ONLINE", _ change: (inout ZFSPoolFacet) -> Void = { _ in }) -> ZFSPoolFacet {
        var pool = ZFSPoolFacet(name: "tank", state: state)
        pool.devices = [
            ZFSPoolFacet.Device(name: "mirror-0", type: "mirror", state: "ONLINE"),
            ZFSPoolFacet.Device(name: "sda2", type: "disk", state: "ONLINE"),
        ]
        change(&pool)
        return pool
    }

    static func disk(
        _ device: String = "/dev/sda", type: String = "ssd", node: String = "n1", with change: (inout PhysicalDiskFacet) -> Void = { _ in }
    ) -> ObservedResource {
        let name = device.map { $0 == "/" ? "-" : $0 }
        var row = ObservedResource(kind: .physicalDisk, sourceID: "lab-\(node)-\(String(name))", name: "Disk \(device)")
        row.technology = type
        row.status = .online
        row.parent = ParentReference(kind: .agent, sourceID: "lab-\(node)")
        var facet = PhysicalDiskFacet(devPath: device, diskType: type, size: 1 << 40)
        facet.health = "PASSED"
        facet.lifeLeft = 90
        facet.temperature = 35
        change(&facet)
        row.facets.set(.proxmox(Self.facet(node)))
        row.facets.set(.physicalDisk(facet))
        return row
    }

    static func ceph(_ health: String = "HEALTH_OK", with change: (inout CephFacet) -> Void = { _ in }) -> ObservedResource {
        var row = ObservedResource(kind: .ceph, sourceID: "fsid-1", name: "Ceph")
        row.status = ResourceStatus(cephHealth: health)
        var facet = CephFacet(healthStatus: health)
        facet.fsid = "fsid-1"
        facet.pools = [.init(id: 1, name: "rbd", stored: 1, available: 1, objects: 1, percentUsed: 40)]
        change(&facet)
        row.facets.set(.proxmox(Self.facet(nil)))
        row.facets.set(.ceph(facet))
        return row
    }

    static func host(
        _ id: String = "h1", at now: Timestamp = CatalogueScene.start,
        with change: (inout ObservedResource, inout AgentFacet) -> Void = { _, _ in }
    ) -> ObservedResource {
        var row = ObservedResource(kind: .agent, sourceID: id, name: "host-\(id)")
        row.status = .online
        row.identity.machineID = "machine-\(id)"
        row.metrics.cpu = 10
        row.metrics.memory = Capacity(percent: 40)
        row.metrics.disk = Capacity(percent: 30)
        row.provenance = [.cpu, .memory, .disk].map { Provenance($0, source: "/proc", measuredAt: now) }
        var facet = AgentFacet()
        facet.agentID = id
        facet.hostname = "host-\(id)"
        facet.platform = "linux"
        facet.lastReportAt = now
        facet.intervalSeconds = 10
        facet.disks = [filesystem("/", 30, device: "/dev/nvme0n1p2"), filesystem("/srv", 50, device: "/dev/sda1")]
        change(&row, &facet)
        row.facets.set(.agent(facet))
        return row
    }

    static func array(state: String = "clean", active: Int = 2, failed: Int = 0) -> RAIDFacet {
        RAIDFacet(
            device: "/dev/md2", level: "raid1", state: state, totalDevices: 2, activeDevices: active, workingDevices: active,
            failedDevices: failed, spareDevices: 0)
    }
}
