import PulseCore
import PulseInventory

extension Resource {
    /// The resource as it would have been with these figures: heard at that moment, running, and nothing else measured.
    func past(_ reading: AlertReplay.Reading) -> Resource {
        var content = self.content
        let values = reading.values
        content.lastSeen = reading.at
        content.status = .online
        content.sourceStatus = content.sourceStatus.mapValues { _ in SourceStatus(state: .online, lastSeen: reading.at) }
        content.provenance = []
        content.temperature = values[.temperature]
        content.metrics = ResourceMetrics()
        content.metrics.cpu = values[.cpu]
        content.metrics.memory = values[.memory].map { Capacity(percent: $0) }
        content.metrics.disk = (values[.usage] ?? values[.disk]).map { Capacity(percent: $0) }
        content.metrics.netIn = values[.netIn]
        content.metrics.netOut = values[.netOut]
        content.metrics.diskRead = values[.diskRead]
        content.metrics.diskWrite = values[.diskWrite]
        if var facet = content.facets.proxmox {
            facet.connectionHealth = "healthy"
            facet.runtimeStatus = content.kind == .agent ? "online" : "running"
            facet.temperatures = nil
            facet.disks = []
            content.facets.set(.proxmox(facet))
        }
        if var facet = content.facets.agent {
            facet.lastReportAt = reading.at
            facet.temperature = nil
            facet.disks = []
            content.facets.set(.agent(facet))
        }
        if var facet = content.facets.storage {
            (facet.enabled, facet.active) = (true, true)
            content.facets.set(.storage(facet))
        }
        if var facet = content.facets.physicalDisk {
            facet.temperature = values[.temperature].flatMap { Int(exactly: $0.rounded()) }
            content.facets.set(.physicalDisk(facet))
        }
        return Resource(content, revision: revision, updatedAt: reading.at)
    }
}
