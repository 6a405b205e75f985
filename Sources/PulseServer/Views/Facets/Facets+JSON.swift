import PulseCore
import PulseInventory

extension Resource {
    /// Writes every facet under its name; the same in the REST form and in frames.
    func writeFacets(_ json: inout JSONWriter) {
        for facet in content.facets.all {
            switch facet {
            case .proxmox(var proxmox):
                proxmox.connectionHealth = connectionHealth
                json.key("proxmox")
                json.object { proxmox.writeMembers(&$0, sourceID: content.sourceIDs[.proxmox], technology: content.technology) }
            case .agent(let agent):
                json.key("agent")
                json.object { agent.writeMembers(&$0) }
            case .storage(let storage):
                json.key("storage")
                json.object { storage.writeMembers(&$0) }
            case .physicalDisk(let disk):
                json.key("physicalDisk")
                json.object { disk.writeMembers(&$0) }
            case .ceph(let ceph):
                json.key("ceph")
                json.object { ceph.writeMembers(&$0) }
            }
        }
    }
}
