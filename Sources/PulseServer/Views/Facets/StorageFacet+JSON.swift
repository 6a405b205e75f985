import PulseCore
import PulseInventory

extension StorageFacet {
    /// The comma list of content types, as Proxmox writes it.
    var content: String { contentTypes.joined(separator: ",") }

    /// `available`, `inactive` or `disabled`, `state-and-websocket` §3.8.
    var stateWord: String {
        if !enabled { return "disabled" }
        return active ? "available" : "inactive"
    }

    /// Writes the members of `storage`, `resource-facets` §6.
    func writeMembers(_ json: inout JSONWriter) {
        json.optional("type", type)
        json.optional("content", content)
        json.optional("contentTypes", contentTypes)
        json.field("shared", shared)
        json.field("enabled", enabled)
        json.field("active", active)
        json.field("isCeph", isCeph)
        json.field("isZfs", isZFS)
        json.optional("platform", platform)
        json.optional("topology", topology)
        json.optional("nodes", nodes)
        json.optional("pool", pool)
        json.optional("path", path)
        guard let zfs else { return }
        json.key("zfsPool")
        json.object { zfs.writeMembers(&$0) }
        json.field("zfsPoolState", zfs.state)
        json.field("zfsReadErrors", zfs.readErrors)
        json.field("zfsWriteErrors", zfs.writeErrors)
        json.field("zfsChecksumErrors", zfs.checksumErrors)
    }
}
