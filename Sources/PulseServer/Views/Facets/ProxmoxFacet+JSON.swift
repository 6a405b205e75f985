import PulseCore
import PulseInventory

extension ProxmoxFacet {
    /// Writes the members of `proxmox`, `resource-facets` §2.
    func writeMembers(_ json: inout JSONWriter, sourceID: String?, technology: String?) {
        json.optional("sourceId", sourceID)
        json.optional("runtimeStatus", runtimeStatus)
        json.optional("nodeName", nodeName)
        json.optional("nodeDisplayName", nodeDisplayName)
        json.optional("clusterName", clusterName)
        json.optional("isClusterMember", isClusterMember)
        json.optional("instance", instance)
        json.optional("host", host)
        json.optional("guestUrl", guestURL)
        json.optional("pool", pool)
        json.optional("vmid", vmid)
        json.optional("connectionHealth", connectionHealth)
        if technology == "lxc" || technology == "oci" { json.optional("containerType", technology) }
        json.optional("isOci", isOCI)
        json.optional("osTemplate", osTemplate)
        json.optional("cpus", cpus)
        json.optional("uptime", uptime)
        json.optional("lock", lock)
        json.optional("lastBackup", lastBackup)
        json.optional("diskStatusReason", diskStatusReason)
        json.optional("guestAgentStatus", guestAgentStatus)
        json.optional("osName", osName)
        json.optional("osVersion", osVersion)
        json.optional("agentVersion", agentVersion)
        json.optional("pveVersion", pveVersion)
        json.optional("kernelVersion", kernelVersion)
        json.optionalObject("cpuInfo", cpuModel) { json, model in
            json.field("model", model)
            json.optional("cores", cpus)
            json.optional("sockets", cpuSockets)
        }
        json.optionalRounded("loadAverage", loadAverage)
        json.optionalObjects("networkInterfaces", networkInterfaces) { $1.writeMembers(&$0) }
        json.optionalObjects("disks", disks) { $1.writeMembers(&$0) }
        json.optional("swapUsed", memory?.swapUsed)
        json.optional("swapTotal", memory?.swapTotal)
        json.optional("balloon", balloon)
        json.optional("memoryCache", memory?.cache)
        json.optionalObject("memory", memory) { $1.writeMembers(&$0) }
    }
}
