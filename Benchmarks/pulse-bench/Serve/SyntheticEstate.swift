import PulseCore
import PulseInventory

/// An estate as a mid-size Proxmox VE cluster has it: of a hundred resources four are nodes, sixty VMs, thirty containers, six storages.
struct SyntheticEstate: Sendable {
    private(set) var resources: [ObservedResource] = []
    private var random: UInt64 = 42

    init(resources count: Int) {
        for index in 0..<count { resources.append(make(index)) }
    }

    /// Moves the load of one guest in twenty.
    mutating func advance() {
        for index in resources.indices where index % 20 == Int(next(20)) { resources[index].metrics.cpu = Double(next(10_000)) / 100 }
    }

    /// Moves every figure of every guest and takes them down as samples, as a poll does.
    mutating func advanceAll() {
        for index in resources.indices where resources[index].kind != .storage {
            var resource = resources[index]
            fill(&resource)
            let metrics = resource.metrics
            let values: [(Metric, Double?)] = [
                (.cpu, metrics.cpu), (.memory, metrics.memory?.percent), (.memoryUsed, metrics.memory?.used.map(Double.init)),
                (.disk, metrics.disk?.percent), (.netIn, metrics.netIn), (.netOut, metrics.netOut), (.diskRead, metrics.diskRead),
                (.diskWrite, metrics.diskWrite),
            ]
            resource.samples = values.compactMap { metric, value in value.map { Sample(metric, $0) } }
            resources[index] = resource
        }
    }

    /// Every resource with this much of its processor in use and nothing else near a threshold, all running.
    mutating func read(cpu: (Int) -> Double) -> [ObservedResource] {
        for index in resources.indices {
            resources[index].status = .online
            resources[index].metrics.memory = Capacity(used: Int64(2 << 30) + Int64(index), total: 8 << 30)
            resources[index].metrics.disk = Capacity(used: Int64(20 << 30) + Int64(index), total: 64 << 30)
            guard resources[index].kind != .storage else { continue }
            resources[index].metrics.cpu = cpu(index)
            guard var facet = resources[index].facets.proxmox else { continue }
            facet.runtimeStatus = resources[index].kind == .agent ? "online" : "running"
            facet.connectionHealth = "healthy"
            for disk in facet.disks.indices { facet.disks[disk].used = 20 << 30 }
            resources[index].facets.set(.proxmox(facet))
        }
        return resources
    }

    private mutating func next(_ bound: UInt64) -> UInt64 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (random >> 33) % bound
    }

    private mutating func make(_ index: Int) -> ObservedResource {
        let node = "pve\(index / 100 + 1)"
        switch index % 100 {
        case 0..<4: return makeNode("\(node)-\(index % 100)", index)
        case 4..<10: return makeStorage("store\(index)", node)
        case 10..<40: return makeGuest(.systemContainer, "lxc", index, node)
        default: return makeGuest(.vm, "qemu", index, node)
        }
    }

    private mutating func makeNode(_ name: String, _ index: Int) -> ObservedResource {
        var resource = ObservedResource(kind: .agent, sourceID: "bench-\(name)", name: name)
        resource.status = .online
        resource.technology = "proxmox"
        resource.identity.hostnames = [name]
        resource.identity.clusterName = "bench"
        fill(&resource)
        var facet = ProxmoxFacet()
        facet.nodeName = name
        facet.instance = "bench"
        facet.clusterName = "bench"
        facet.isClusterMember = true
        facet.host = "https://\(name).example.net:8006"
        facet.connectionHealth = "healthy"
        facet.pveVersion = "8.4.1"
        facet.kernelVersion = "6.8.12-9-pve"
        facet.cpuModel = "AMD EPYC 7443P 24-Core Processor"
        facet.cpus = 48
        facet.cpuSockets = 1
        facet.loadAverage = [1.25, 1.5, 1.75]
        resource.facets.set(.proxmox(facet))
        return resource
    }

    private mutating func makeGuest(_ kind: ResourceKind, _ technology: String, _ index: Int, _ node: String) -> ObservedResource {
        var resource = ObservedResource(kind: kind, sourceID: "bench:\(node)-0:\(index)", name: "\(technology)-service-\(index)")
        resource.status = index % 17 == 0 ? .offline : .online
        resource.technology = technology
        resource.parent = ParentReference(kind: .agent, sourceID: "bench-\(node)-0")
        resource.identity.hostnames = [resource.name]
        resource.identity.ipAddresses = ["10.\(index / 65_536).\(index / 256 % 256).\(index % 256)"]
        resource.identity.proxmoxGuestKey = "bench:\(index)"
        resource.tags = ["team-\(index % 7)", "backup"]
        fill(&resource)
        var facet = ProxmoxFacet()
        facet.vmid = index
        facet.nodeName = "\(node)-0"
        facet.instance = "bench"
        facet.clusterName = "bench"
        facet.runtimeStatus = resource.status == .online ? "running" : "stopped"
        facet.cpus = 4
        facet.osName = "Debian GNU/Linux"
        facet.osVersion = "12"
        facet.guestAgentStatus = kind == .vm ? "available" : nil
        var interface = NetworkInterfaceFacet(name: "eth0")
        interface.mac = "52:54:00:00:\(index % 90 + 10):\(index / 90 % 90 + 10)"
        interface.addresses = resource.identity.ipAddresses
        facet.networkInterfaces = [interface]
        var disk = FilesystemFacet()
        disk.device = "/dev/sda1"
        disk.mountpoint = "/"
        disk.filesystem = "ext4"
        disk.total = 64 << 30
        disk.used = Int64(next(64)) << 30
        facet.disks = [disk]
        resource.facets.set(.proxmox(facet))
        return resource
    }

    private mutating func makeStorage(_ name: String, _ node: String) -> ObservedResource {
        var resource = ObservedResource(kind: .storage, sourceID: "bench-\(node)-0-\(name)", name: name)
        resource.status = .online
        resource.metrics.disk = Capacity(used: Int64(next(900)) << 30, total: 1000 << 30)
        var facet = StorageFacet()
        facet.type = "zfspool"
        facet.contentTypes = ["images", "rootdir"]
        facet.isZFS = true
        facet.platform = "proxmox-pve"
        facet.topology = "pool"
        facet.nodes = ["\(node)-0"]
        resource.facets.set(.storage(facet))
        return resource
    }

    private mutating func fill(_ resource: inout ObservedResource) {
        resource.uptime = Int(next(10_000_000))
        resource.metrics.cpu = Double(next(10_000)) / 100
        resource.metrics.memory = Capacity(used: Int64(next(8 << 30)), total: 8 << 30)
        resource.metrics.disk = Capacity(used: Int64(next(64 << 30)), total: 64 << 30)
        resource.metrics.netIn = Double(next(10_000_000))
        resource.metrics.netOut = Double(next(10_000_000))
        resource.metrics.diskRead = Double(next(10_000_000))
        resource.metrics.diskWrite = Double(next(10_000_000))
    }
}
