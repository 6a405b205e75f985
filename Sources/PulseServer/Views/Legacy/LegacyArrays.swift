import PulseCore
import PulseInventory

/// The arrays of `/api/state` that dashboards of third parties have read since the 5.x API, `state-and-websocket` §3.
///
/// Every key of the contract is written; what no platform of ours fills yet is an empty list.
enum LegacyArrays {
    /// Member names with their encoded values, in the order they are written.
    static func members(of resources: [Resource]) -> [(name: String, value: [UInt8])] {
        let rows = Rows(resources)
        let empty = Array("[]".utf8)
        let pveBackups = Array(#"{"backupTasks":[],"storageBackups":[],"guestSnapshots":[]}"#.utf8)
        let backups = Array(#"{"pve":"#.utf8) + pveBackups + Array(#","pbs":[],"pmg":[]}"#.utf8)
        var members: [(name: String, value: [UInt8])] = [
            ("nodes", nodes(rows.nodes)),
            ("vms", encode(rows.vms) { $1.writeGuest(&$0) }),
            ("containers", encode(rows.containers) { $1.writeGuest(&$0) }),
            ("hosts", encode(rows.hosts) { $1.writeHost(&$0) }),
            ("storage", encode(rows.storage) { $1.writeStorage(&$0, .frontend) }),
            ("physicalDisks", encode(rows.disks) { $1.writePhysicalDisk(&$0) }),
            ("cephClusters", encode(rows.ceph) { $1.writeCephCluster(&$0) }),
            ("replicationJobs", replicationJobs(rows.vms + rows.containers)),
        ]
        for name in unfilled { members.append((name, empty)) }
        members.append(("pveBackups", pveBackups))
        members.append(("backups", backups))
        return members
    }

    /// Keys whose platforms are not watched yet.
    private static let unfilled: [String] = [
        "dockerHosts", "removedDockerHosts", "kubernetesClusters", "removedKubernetesClusters", "removedHostAgents", "pbs", "pmg",
        "pbsBackups", "pmgBackups",
    ]

    private static func encode(_ rows: [Resource], _ write: (inout JSONWriter, Resource) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 2 + rows.count * 1024)
        json.array(rows) { json, row in json.object { write(&$0, row) } }
        return json.bytes
    }

    /// Nodes are named after their cluster, or after the connection where two connections show clusters of one name.
    private static func nodes(_ rows: [Resource]) -> [UInt8] {
        var instances: [String: Set<String>] = [:]
        for row in rows {
            guard let proxmox = row.content.facets.proxmox, let cluster = proxmox.clusterName else { continue }
            instances[cluster, default: []].insert(proxmox.instance ?? "")
        }
        return encode(rows) { json, row in
            let cluster = row.content.facets.proxmox?.clusterName.flatMap { instances[$0]?.count == 1 ? $0 : nil }
            row.writeNode(&json, cluster: cluster)
        }
    }

    private static func replicationJobs(_ guests: [Resource]) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        let jobs = guests.flatMap { guest in (guest.content.facets.proxmox?.replication ?? []).map { (guest, $0) } }
        json.array(jobs) { json, entry in json.object { entry.0.writeReplicationJob(&$0, entry.1) } }
        return json.bytes
    }

    /// Resources sorted into the arrays they belong to; a node with an agent stands in two.
    private struct Rows {
        var nodes: [Resource] = []
        var vms: [Resource] = []
        var containers: [Resource] = []
        var hosts: [Resource] = []
        var storage: [Resource] = []
        var disks: [Resource] = []
        var ceph: [Resource] = []

        init(_ resources: [Resource]) {
            for resource in resources {
                let facets = resource.content.facets
                switch resource.kind {
                case .agent:
                    if facets.proxmox != nil { nodes.append(resource) }
                    if facets.agent != nil { hosts.append(resource) }
                case .vm where facets.proxmox != nil: vms.append(resource)
                case .systemContainer where facets.proxmox != nil: containers.append(resource)
                case .storage where facets.storage != nil: storage.append(resource)
                case .physicalDisk where facets.physicalDisk != nil: disks.append(resource)
                case .ceph where facets.ceph != nil: ceph.append(resource)
                default: break
                }
            }
        }
    }
}
