import PulseCore
import PulseInventory

extension Resource {
    /// A Ceph cluster, `state-and-websocket` §3.9.
    func writeCephCluster(_ json: inout JSONWriter) {
        guard let ceph = content.facets.ceph else { return }
        let space = content.metrics.disk
        json.field("id", content.sourceIDs[.proxmox] ?? storageID)
        json.field("instance", content.facets.proxmox?.instance ?? "")
        json.field("name", "Ceph")
        json.optional("fsid", ceph.fsid)
        json.field("health", ceph.healthStatus)
        json.optional("healthMessage", ceph.healthMessage)
        json.field("totalBytes", space?.total ?? 0)
        json.field("usedBytes", space?.used ?? 0)
        json.field("availableBytes", max(0, (space?.total ?? 0) - (space?.used ?? 0)))
        json.field("usagePercent", JSONWriter.hundredths(space?.percent ?? 0))
        ceph.writeNumbers(&json)
        json.key("pools")
        json.array(ceph.pools) { json, pool in json.object { pool.writeMembers(&$0, withID: true) } }
        json.key("services")
        json.array(ceph.services) { json, service in json.object { service.writeMembers(&$0) } }
        json.field("lastUpdated", content.lastSeen.milliseconds)
    }

    /// A replication job of this guest, `state-and-websocket` §3.15.
    func writeReplicationJob(_ json: inout JSONWriter, _ job: ReplicationFacet) {
        let proxmox = content.facets.proxmox
        let instance = proxmox?.instance ?? ""
        json.field("id", "\(instance)-\(job.jobID)")
        json.field("instance", instance)
        json.field("guest", name)
        json.field("guestName", name)
        json.field("guestType", kind == .vm ? "qemu" : "lxc")
        json.optional("guestNode", proxmox?.nodeName)
        job.writeMembers(&json)
    }
}
