import PulseCore
import PulseInventory

extension Resource {
    /// A VM or container, `state-and-websocket` §3.2 and §3.3.
    func writeGuest(_ json: inout JSONWriter) {
        guard let proxmox = content.facets.proxmox else { return }
        json.field("id", legacyID(.proxmox))
        json.field("vmid", proxmox.vmid ?? 0)
        json.field("name", name)
        json.field("node", proxmox.nodeName ?? "")
        json.field("instance", proxmox.instance ?? "")
        json.optional("pool", proxmox.pool)
        json.field("status", proxmox.runtimeStatus ?? presentationStatus)
        json.field("type", guestType(proxmox))
        json.field("cpu", cpuRatio)
        json.field("cpus", proxmox.cpus ?? 0)
        writeLegacyMemory(&json, proxmox.memory)
        writeGuestDisk(&json)
        json.key("disks")
        json.array(proxmox.disks) { json, disk in json.object { disk.writeLegacyMembers(&$0) } }
        if kind == .vm { writeGuestAgent(&json, proxmox) } else { writeContainer(&json, proxmox) }
        json.optional("osName", proxmox.osName)
        json.key("networkInterfaces")
        json.array(proxmox.networkInterfaces) { json, interface in json.object { interface.writeLegacyMembers(&$0) } }
        json.field("ipAddresses", content.identity.ipAddresses)
        writeGuestRates(&json)
        json.field("uptime", content.uptime ?? proxmox.uptime ?? 0)
        json.field("template", false)
        json.optional("lastBackup", proxmox.lastBackup?.milliseconds)
        json.optional("tags", content.tags.joined(separator: ","))
        json.optional("lock", proxmox.lock)
        json.field("lastSeen", content.lastSeen.milliseconds)
    }

    private func guestType(_ proxmox: ProxmoxFacet) -> String {
        if kind == .vm { return "qemu" }
        return proxmox.isOCI == true ? "oci" : "lxc"
    }

    /// Guests always have a `disk`, so that a reader sees the -1 and not a hole.
    private func writeGuestDisk(_ json: inout JSONWriter) {
        if content.metrics.disk != nil { return writeLegacyDisk(&json) }
        json.key("disk")
        json.object { FilesystemFacet().writeLegacyMembers(&$0) }
    }

    private func writeGuestAgent(_ json: inout JSONWriter, _ proxmox: ProxmoxFacet) {
        json.optional("diskStatusReason", proxmox.diskStatusReason)
        json.optional("guestAgentStatus", proxmox.guestAgentStatus)
        json.optional("guestAgentExpected", proxmox.guestAgentExpected)
        json.optional("osVersion", proxmox.osVersion)
        json.optional("agentVersion", proxmox.agentVersion)
    }

    private func writeContainer(_ json: inout JSONWriter, _ proxmox: ProxmoxFacet) {
        json.optional("isOci", proxmox.isOCI)
        json.optional("osTemplate", proxmox.osTemplate)
    }

    private func writeGuestRates(_ json: inout JSONWriter) {
        let metrics = content.metrics
        json.field("networkIn", Self.rate(metrics.netIn))
        json.field("networkOut", Self.rate(metrics.netOut))
        json.field("diskRead", Self.rate(metrics.diskRead))
        json.field("diskWrite", Self.rate(metrics.diskWrite))
    }

    /// Whole bytes per second; 0 when there is no rate yet.
    private static func rate(_ value: Double?) -> Double {
        guard let value, value.isFinite else { return 0 }
        return value.rounded()
    }
}
