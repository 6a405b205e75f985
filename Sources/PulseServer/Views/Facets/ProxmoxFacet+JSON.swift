import PulseCore
import PulseInventory

extension ProxmoxFacet {
    /// Writes the members of `proxmox`, `resource-facets` §2.
    func writeMembers(_ json: inout JSONWriter, sourceID: String?, technology: String?) {
        json.optional("sourceId", sourceID)
        writeIdentity(&json)
        writeState(&json)
        writeGuest(&json, technology)
        writeNode(&json)
        writeSizes(&json)
    }

    private func writeIdentity(_ json: inout JSONWriter) {
        json.optional("nodeIdentity", nodeIdentity)
        json.optional("nodeName", nodeName)
        json.optional("nodeAliases", nodeAliases)
        json.optional("nodeDisplayName", nodeDisplayName)
        json.optional("instance", instance)
        json.optional("host", host)
        json.optional("guestUrl", guestURL)
        json.optional("clusterName", clusterName)
        json.optional("isClusterMember", isClusterMember)
        json.optional("pool", pool)
        json.optional("vmid", vmid)
        json.optional("connectionHealth", connectionHealth)
    }

    private func writeState(_ json: inout JSONWriter) {
        json.optional("runtimeStatus", runtimeStatus)
        json.optional("uptime", uptime)
        json.optional("lock", lock)
        json.optional("onBoot", startsOnBoot)
        json.optional("lastBackup", lastBackup)
        json.optional("backupInProgress", backupInProgress)
        json.optional("diskStatusReason", diskStatusReason)
        json.optional("guestAgentStatus", guestAgentStatus)
        json.optional("guestAgentExpected", guestAgentExpected)
    }

    private func writeGuest(_ json: inout JSONWriter, _ technology: String?) {
        if technology == "lxc" || technology == "oci" { json.optional("containerType", technology) }
        json.optional("isOci", isOCI)
        json.optional("osTemplate", osTemplate)
        json.optional("osName", osName)
        json.optional("osVersion", osVersion)
        json.optional("agentVersion", agentVersion)
        json.optionalObjects("networkInterfaces", networkInterfaces) { $1.writeMembers(&$0) }
        json.optionalObjects("replication", replication) { $1.writeMembers(&$0) }
    }

    private func writeNode(_ json: inout JSONWriter) {
        json.optional("pveVersion", pveVersion)
        json.optional("kernelVersion", kernelVersion)
        json.optionalObject("cpuInfo", cpuModel) { json, model in
            json.field("model", model)
            json.optional("cores", cpus)
            json.optional("sockets", cpuSockets)
            json.optional("mhz", cpuMHz)
        }
        json.optionalRounded("loadAverage", loadAverage)
        json.optional("pendingUpdates", pendingUpdates)
        json.optional("pendingUpdatesCheckedAt", pendingUpdatesCheckedAt)
        json.optional("temperatureMonitoringEnabled", temperatureMonitoringEnabled)
        json.optionalRounded("temperature", temperatures?.cpuPackage ?? temperatures?.cpuMax)
        json.optionalObject("temperatureDetails", temperatures) { $1.writeMembers(&$0) }
    }

    private func writeSizes(_ json: inout JSONWriter) {
        json.optional("cpus", cpus)
        json.optionalObjects("disks", disks) { $1.writeMembers(&$0) }
        json.optional("swapUsed", memory?.swapUsed)
        json.optional("swapTotal", memory?.swapTotal)
        json.optional("balloon", balloon)
        json.optional("hostMemory", hostMemory)
        json.optionalObject("pressure", pressure) { $1.writeMembers(&$0) }
        json.optional("memoryCache", memory?.cache)
        json.optionalObject("memory", memory) { $1.writeMembers(&$0) }
    }
}
