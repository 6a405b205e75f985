import PulseCore
public import PulseHost
public import PulseInventory

/// Turns a reading of a Linux host into an observation for the inventory.
public struct HostMapping: Sendable {
    /// Most series of one family (filesystems, interfaces, disks, sensors).
    static let mostSeries = 32
    /// A longer mount point or sensor name gets no series of its own.
    static let longestName = 128

    private let agentID: String?
    private let agentVersion: String?
    private let interval: Duration

    /// - Parameters:
    ///   - agentID: the agent's stable id; `nil` uses the machine id, else the host name.
    ///   - agentVersion: of the program that collected.
    ///   - interval: how often readings come; staleness is judged by it.
    public init(agentID: String? = nil, agentVersion: String? = nil, interval: Duration = .seconds(10)) {
        self.agentID = agentID
        self.agentVersion = agentVersion
        self.interval = interval
    }

    /// The id under which a host's resources are known to the inventory.
    public func sourceID(of reading: HostReading) -> String {
        agentID ?? reading.identity.machineID ?? reading.identity.hostname ?? "localhost"
    }

    /// Describes the host and its disks; always lists all the reading holds.
    public func observation(of reading: HostReading) -> Observation {
        let sourceID = sourceID(of: reading)
        let host = host(reading, sourceID: sourceID)
        let disks = disks(of: reading, host: sourceID)
        return Observation(
            source: SourceScope(.agent, sourceID), at: reading.takenAt, resources: [host] + disks, completeness: .everything,
            interval: interval)
    }

    private func host(_ reading: HostReading, sourceID: String) -> ObservedResource {
        let name = reading.identity.hostname ?? sourceID
        var host = ObservedResource(kind: .agent, sourceID: sourceID, name: name)
        host.technology = reading.system.platform
        host.status = .online
        host.identity = identity(of: reading)
        host.metrics = metrics(of: reading)
        host.uptime = reading.uptimeSeconds.map { Int(clampingSeconds: $0) }
        host.temperature = reading.mainTemperature
        var facet = AgentFacet(reading)
        facet.agentID = sourceID
        facet.agentVersion = agentVersion
        facet.intervalSeconds = Int(interval.components.seconds)
        host.facets.set(.agent(facet))
        host.provenance = provenance(of: host.metrics, at: reading.takenAt)
        host.samples = samples(of: reading, metrics: host.metrics)
        return host
    }

    private func identity(of reading: HostReading) -> ResourceIdentity {
        var identity = ResourceIdentity()
        identity.machineID = reading.identity.machineID
        // Every container of a machine sees the same firmware, so there it identifies nobody.
        identity.dmiUUID = reading.system.isContainer ? nil : reading.identity.productUUID
        for name in [reading.identity.fqdn, reading.identity.hostname] {
            if let name, !identity.hostnames.contains(name) { identity.hostnames.append(name) }
        }
        for interface in reading.interfaces where interface.kind != .loopback {
            if interface.isCounted || interface.kind == .physical, let mac = interface.mac, !identity.macAddresses.contains(mac) {
                identity.macAddresses.append(mac)
            }
            for address in interface.addresses {
                let address = String(address.prefix { $0 != "/" })
                if !address.hasPrefix("fe80:"), !identity.ipAddresses.contains(address) { identity.ipAddresses.append(address) }
            }
        }
        return identity
    }

    /// The kernel's own files, for every figure that was read.
    private func provenance(of metrics: ResourceMetrics, at moment: Timestamp) -> [Provenance] {
        let sources: [(metric: Metric, source: String, isRead: Bool)] = [
            (.cpu, "/proc/stat", metrics.cpu != nil), (.memory, "/proc/meminfo", metrics.memory != nil),
            (.disk, "statvfs", metrics.disk != nil), (.netIn, "/proc/net/dev", metrics.netIn != nil),
            (.netOut, "/proc/net/dev", metrics.netOut != nil), (.diskRead, "/proc/diskstats", metrics.diskRead != nil),
            (.diskWrite, "/proc/diskstats", metrics.diskWrite != nil),
        ]
        return sources.filter(\.isRead).map { Provenance($0.metric, source: $0.source, measuredAt: moment) }
    }

    private func metrics(of reading: HostReading) -> ResourceMetrics {
        var metrics = ResourceMetrics()
        metrics.cpu = reading.cpu.usagePercent
        metrics.memory = reading.memory.map { memory in
            Capacity(used: Int64(clamping: memory.used), total: Int64(clamping: memory.total), percent: memory.usedPercent)
        }
        metrics.disk = reading.mainFilesystem?.usage.map { usage in
            Capacity(used: Int64(clamping: usage.used), total: Int64(clamping: usage.total), percent: usage.usedPercent)
        }
        metrics.netIn = reading.traffic.receiveRate
        metrics.netOut = reading.traffic.sendRate
        metrics.diskRead = reading.diskTotals.readRate
        metrics.diskWrite = reading.diskTotals.writeRate
        return metrics
    }
}

extension Int {
    /// Whole seconds; numbers no clock can reach become the largest integer.
    init(clampingSeconds seconds: Double) {
        self = seconds.isFinite && seconds < 1e18 ? Int(seconds) : .max
    }
}
