import PulseCore
import PulseInventory

/// What Proxmox says of a guest besides its figures.
enum GuestFacts {
    static let lockLife: Duration = .seconds(30)

    static func facet(_ row: GuestRow, _ detail: GuestDetail, _ scope: InstanceScope, at now: Timestamp) -> ProxmoxFacet {
        var facet = scope.owner(row.node)
        let status = detail.status?.value
        facet.vmid = row.key.vmid
        facet.pool = row.pool
        // A lock lasts for seconds or minutes: an older answer says nothing about now.
        facet.lock = row.lock ?? detail.status?.value(within: lockLife, of: now)?.lock
        facet.startsOnBoot = detail.startsOnBoot
        if !row.isRunning, detail.isConfigurationAwaited { facet.isConfigurationAwaited = true }
        facet.cpus = (row.processors ?? status?.processors).flatMap { Int(exactly: $0.rounded(.up)) }
        facet.hostMemory = row.isRunning ? row.hostMemory ?? status?.hostMemory : nil
        facet.networkInterfaces = interfaces(detail)
        let pressure = row.pressure.isEmpty ? detail.status?.value(within: GuestMemory.statusLife, of: now)?.pressure : row.pressure
        facet.pressure = row.isRunning ? pressure.flatMap { PressureFacet($0) } : nil
        switch row.key.kind {
        case .qemu: machine(&facet, row, detail, at: now)
        case .lxc: container(&facet, detail)
        }
        return facet
    }

    private static func machine(_ facet: inout ProxmoxFacet, _ row: GuestRow, _ detail: GuestDetail, at now: Timestamp) {
        facet.balloon = row.isRunning ? detail.status?.value.balloonReport.actual ?? detail.status?.value.balloon : nil
        facet.osName = detail.system?.value.name
        facet.osVersion = detail.system?.value.version
        facet.agentVersion = detail.agentVersion?.value
        guard row.isRunning, let agent = detail.agent(at: now) else { return }
        facet.guestAgentStatus = agent.rawValue
        facet.guestAgentExpected = agent == .available || agent == .expectedUnreachable
    }

    private static func container(_ facet: inout ProxmoxFacet, _ detail: GuestDetail) {
        let configuration = detail.configuration?.value
        facet.isOCI = detail.isOCI ? true : nil
        facet.osTemplate = configuration?.osTemplate
        facet.osName = ContainerKind.systemName(configuration?.osType)
    }

    /// The interfaces that the guest reports, else those of the container's configuration.
    static func interfaces(_ detail: GuestDetail) -> [NetworkInterfaceFacet] {
        let reported = (detail.interfaces?.value ?? []).filter { !$0.isLoopback }
        if !reported.isEmpty { return reported.prefix(mostInterfaces).map { NetworkInterfaceFacet($0) } }
        return (detail.configuration?.value.interfaces ?? []).prefix(mostInterfaces).map { interface in
            var facet = NetworkInterfaceFacet(name: interface.name)
            facet.mac = interface.mac
            facet.addresses = interface.addresses
            return facet
        }
    }

    /// A host of containers has hundreds of virtual ones.
    private static let mostInterfaces = 64

    static func addSwap(_ detail: GuestDetail, to facet: inout ProxmoxFacet, at now: Timestamp) {
        var used: Int64?
        var total: Int64?
        if let status = detail.status?.value(within: GuestMemory.statusLife, of: now), let all = status.swapTotal {
            total = all
            used = status.swap
        } else if let report = detail.memory?.value(within: GuestMemory.reportLife, of: now), let all = report.swapTotal {
            total = all
            used = report.swapFree.map { max(0, all - $0) }
        }
        guard let total else { return }
        facet.memory = facet.memory ?? MemoryFacet()
        facet.memory?.swapTotal = total
        facet.memory?.swapUsed = used
    }

    /// How full a container's root filesystem is; its other mounts are listed by their sizes.
    static func containerDisk(_ entry: GuestRoster.Entry, _ detail: GuestDetail, _ facet: inout ProxmoxFacet) -> Figure<Capacity> {
        let figure = containerTable.choose(entry, at: entry.listedAt)
        facet.disks = (detail.configuration?.value.mounts ?? []).map { mount in
            var disk = FilesystemFacet()
            disk.device = mount.volume
            disk.mountpoint = mount.path
            disk.total = mount.size
            guard mount.path == "/", let capacity = figure.value, let used = capacity.used, let total = capacity.total else { return disk }
            disk.total = total
            disk.used = used
            disk.free = total - used
            disk.usage = capacity.percent
            return disk
        }
        let allocated = entry.row.diskTotal.flatMap { $0 > 0 ? Capacity(used: nil, total: $0) : nil }
        return Figure(
            value: figure.value ?? allocated, source: figure.source, fallbacks: figure.fallbacks, measuredAt: figure.measuredAt)
    }

    static let containerTable = FigureTable<GuestRoster.Entry, Capacity>(
        .init("cluster-resources") { entry in
            guard entry.row.isRunning else { return .unusable("stopped") }
            guard let total = entry.row.diskTotal, total > 0, let used = entry.row.disk else { return .unusable("field-missing") }
            // A root filesystem holds at least its own tables; zero is what some storages say for not knowing.
            guard used > 0 else { return .unusable("field-zero") }
            return .value(Capacity(used: min(used, total), total: total), measuredAt: entry.listedAt)
        })
}

extension NetworkInterfaceFacet {
    fileprivate init(_ interface: GuestInterface) {
        self.init(name: interface.name)
        mac = interface.mac
        addresses = interface.addresses
        rxBytes = interface.received
        txBytes = interface.sent
    }
}
