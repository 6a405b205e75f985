import PulseCore
import PulseInventory

extension Resource {
    /// The id the legacy arrays use: that of the platform.
    func legacyID(_ source: SourceKind) -> String { content.sourceIDs[source] ?? id }

    /// A Proxmox VE node, `state-and-websocket` §3.1. Zeros stand for unknown here, as those clients expect.
    ///
    /// - Parameter cluster: The cluster's name where it tells the node apart.
    func writeNode(_ json: inout JSONWriter, cluster: String?) {
        guard let proxmox = content.facets.proxmox else { return }
        let node = proxmox.nodeName ?? name
        json.field("id", cluster.map { "\($0)-\(node)" } ?? legacyID(.proxmox))
        json.field("node", node)
        json.field("name", node)
        json.field("displayName", proxmox.nodeDisplayName ?? name)
        json.field("instance", proxmox.instance ?? "")
        json.optional("host", proxmox.host)
        json.optional("guestURL", proxmox.guestURL)
        json.field("status", status == .offline ? "offline" : "online")
        json.field("type", "node")
        json.field("cpu", status == .offline ? 0 : cpuRatio)
        writeLegacyMemory(&json, proxmox.memory)
        json.field("maxdisk", content.metrics.disk?.total ?? 0)
        writeLegacyDisk(&json)
        json.field("uptime", status == .offline ? 0 : content.uptime ?? proxmox.uptime ?? 0)
        json.key("loadAverage")
        json.array(proxmox.loadAverage) { $0.value(JSONWriter.hundredths($1)) }
        json.field("kernelVersion", proxmox.kernelVersion ?? "")
        json.field("pveVersion", proxmox.pveVersion ?? "")
        json.key("cpuInfo")
        json.object { json in
            json.field("model", proxmox.cpuModel ?? "")
            json.field("cores", proxmox.cpus ?? 0)
            json.field("sockets", proxmox.cpuSockets ?? 0)
            json.field("mhz", proxmox.cpuMHz ?? "")
        }
        json.optionalObject("temperature", proxmox.temperatures) { $1.writeMembers(&$0) }
        json.field("lastSeen", nodeLastSeen(proxmox))
        json.field("connectionHealth", connectionHealth ?? "healthy")
        json.optional("isClusterMember", proxmox.isClusterMember)
        json.optional("clusterName", proxmox.clusterName)
        json.optional("temperatureMonitoringEnabled", proxmox.temperatureMonitoringEnabled)
        json.optional("linkedAgentId", content.facets.agent?.agentID)
    }

    /// Of a node that its cluster calls offline, when it was last online; 0 when never since the start.
    private func nodeLastSeen(_ proxmox: ProxmoxFacet) -> Int64 {
        guard status == .offline, proxmox.runtimeStatus == "offline" else { return content.lastSeen.milliseconds }
        return proxmox.lastOnline?.milliseconds ?? 0
    }

    /// Busy processor time as a ratio, 0 when nothing is known.
    var cpuRatio: Double {
        guard let cpu = content.metrics.cpu, cpu.isFinite else { return 0 }
        return JSONWriter.hundredths(cpu) / 100
    }

    /// `memory?`, `mem` and `maxmem`.
    func writeLegacyMemory(_ json: inout JSONWriter, _ facet: MemoryFacet?) {
        let memory = facet ?? MemoryFacet(content.metrics.memory)
        if let memory, (memory.total ?? 0) > 0 {
            json.key("memory")
            json.object { memory.writeLegacyMembers(&$0) }
        }
        json.field("mem", memory?.used ?? 0)
        json.field("maxmem", memory?.total ?? 0)
    }

    /// The aggregate `disk`; a usage nobody could read is -1.
    func writeLegacyDisk(_ json: inout JSONWriter) {
        guard let disk = content.metrics.disk else { return }
        json.key("disk")
        json.object { json in
            json.field("total", disk.total ?? 0)
            json.field("used", disk.used ?? 0)
            json.field("free", max(0, (disk.total ?? 0) - (disk.used ?? 0)))
            json.field("usage", disk.percent.map(JSONWriter.hundredths) ?? -1)
        }
    }
}

extension MemoryFacet {
    /// What the plain metrics say, for platforms that have no facet of their own for it.
    init?(_ capacity: Capacity?) {
        guard let capacity else { return nil }
        self.init()
        total = capacity.total
        used = capacity.used
        if let total = capacity.total, let used = capacity.used { free = max(0, total - used) }
    }
}
