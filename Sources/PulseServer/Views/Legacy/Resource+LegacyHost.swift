import PulseCore
import PulseInventory

extension Resource {
    /// A host with an agent, `state-and-websocket` §3.6.
    func writeHost(_ json: inout JSONWriter) {
        guard let agent = content.facets.agent else { return }
        json.field("id", agent.agentID ?? legacyID(.agent))
        json.field("hostname", agent.hostname ?? name)
        json.field("displayName", name)
        json.optional("platform", agent.platform)
        json.optional("osName", agent.osName)
        json.optional("osVersion", agent.osVersion)
        json.optional("kernelVersion", agent.kernelVersion)
        json.optional("architecture", agent.architecture)
        json.optional("cpuCount", agent.cpuCount)
        json.optionalRounded("cpuUsage", content.metrics.cpu)
        json.key("loadAverage")
        json.array(agent.loadAverage) { $0.value(JSONWriter.hundredths($1)) }
        if let memory = agent.memory ?? MemoryFacet(content.metrics.memory) {
            json.key("memory")
            json.object { memory.writeLegacyMembers(&$0) }
        }
        json.key("disks")
        json.array(agent.disks) { json, disk in json.object { disk.writeLegacyMembers(&$0) } }
        json.key("diskIO")
        json.array(agent.diskIO) { json, device in json.object { device.writeMembers(&$0) } }
        json.key("networkInterfaces")
        json.array(agent.networkInterfaces) { json, interface in json.object { interface.writeLegacyMembers(&$0) } }
        json.optionalObject("sensors", agent.sensors) { $1.writeMembers(&$0) }
        json.field("status", presentationStatus)
        json.optional("uptimeSeconds", agent.uptimeSeconds ?? content.uptime)
        json.field("lastSeen", content.lastSeen.milliseconds)
        json.optional("intervalSeconds", agent.intervalSeconds)
        json.optional("agentVersion", agent.agentVersion)
        json.optional("machineId", agent.machineID)
        json.field("tags", content.tags)
        json.optional("commandsEnabled", agent.commandsEnabled)
        if content.facets.proxmox != nil { json.optional("linkedNodeId", content.sourceIDs[.proxmox]) }
    }
}
