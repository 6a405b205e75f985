import PulseCore
import PulseInventory

/// The two shapes of a storage, `state-and-websocket` §3.8.
enum StorageForm {
    /// `/api/state.storage[]`: the name twice, `avail` beside `free`.
    case frontend
    /// `/api/storage/{id}`: with path, aliases and freshness.
    case full
}

extension Resource {
    /// The id `/api/storage/{id}` answers to: the platform's own, for example `pve1-node1-local`.
    var storageID: String {
        for source in content.sources {
            if let id = content.sourceIDs[source] { return id }
        }
        return id
    }

    func writeStorage(_ json: inout JSONWriter, _ form: StorageForm) {
        guard let storage = content.facets.storage else { return }
        let proxmox = content.facets.proxmox
        let space = content.metrics.disk
        let free = max(0, (space?.total ?? 0) - (space?.used ?? 0))
        json.field("id", storageID)
        if form == .frontend { json.field("storage", name) }
        json.field("name", name)
        json.field("node", storage.shared ? "cluster" : proxmox?.nodeName ?? storage.nodes.first ?? content.parentName ?? "")
        json.field("instance", proxmox?.instance ?? "")
        json.field("nodes", storage.nodes)
        json.field("nodeIds", [String]())
        if !storage.nodes.isEmpty { json.field("nodeCount", storage.nodes.count) }
        json.field("type", storage.type ?? "")
        json.field("status", storage.stateWord)
        json.optional("pool", storage.pool)
        json.field("total", space?.total ?? 0)
        json.field("used", space?.used ?? 0)
        if form == .frontend { json.field("avail", free) }
        json.field("free", free)
        json.field("usage", JSONWriter.hundredths(space?.percent ?? 0))
        json.field("content", storage.content)
        json.field("shared", storage.shared)
        json.field("enabled", storage.enabled)
        json.field("active", storage.active)
        json.optionalObject("zfsPool", storage.zfs) { $1.writeMembers(&$0) }
        guard form == .full else { return }
        json.optional("path", storage.path)
        json.optional("aliasIds", content.aliases)
        json.field("lastSeen", content.lastSeen.rfc3339)
    }

    /// A physical disk, `state-and-websocket` §3.7.
    func writePhysicalDisk(_ json: inout JSONWriter) {
        guard let disk = content.facets.physicalDisk else { return }
        json.field("id", content.sourceIDs[.proxmox] ?? storageID)
        json.field("node", content.facets.proxmox?.nodeName ?? content.parentName ?? "")
        json.field("instance", content.facets.proxmox?.instance ?? "")
        json.field("devPath", disk.devPath)
        json.field("model", disk.model ?? "")
        json.optional("vendor", disk.vendor)
        json.field("serial", disk.serial ?? "")
        json.field("wwn", disk.wwn ?? "")
        json.field("type", disk.diskType)
        json.field("size", disk.size)
        json.field("health", disk.health ?? "UNKNOWN")
        json.field("wearout", disk.wearout)
        json.field("temperature", disk.temperature ?? 0)
        json.field("rpm", disk.rpm ?? 0)
        json.field("used", disk.used ?? "")
        json.field("storageGroup", disk.storageGroup ?? "")
        json.optionalObject("io", disk.io) { $1.writeMembers(&$0) }
        json.field("lastChecked", content.lastSeen.rfc3339)
    }
}
