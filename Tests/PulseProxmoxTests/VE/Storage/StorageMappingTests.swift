import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Storages as resources")
struct StorageMappingTests {
    private func row(_ name: String, _ type: String, nodes: [String] = ["node1"], shared: Bool = false) -> StorageRow {
        StorageRow(
            name: name, type: type, content: ["backup", "iso"], isShared: shared, isEnabled: true, isActive: true, nodes: nodes,
            space: StorageSpace(total: 1000, used: 250, available: nil), measuredAt: second(0))
    }

    private func map(_ row: StorageRow, _ scope: InstanceScope = InstanceScope(instance: "pve1"), since: Int64 = 0) -> ObservedResource {
        StorageMapping(scope: scope).resource(row, measuredSince: second(since))
    }

    @Test("Source ids and parents follow the contract")
    func ids() {
        let local = map(row("local", "dir"))
        #expect(local.sourceID == "pve1-node1-local")
        #expect(local.parent == ParentReference(kind: .agent, sourceID: "pve1-node1"))
        #expect(map(row("local", "dir"), InstanceScope(instance: "node1")).sourceID == "node1-local")
        let shared = row("nas", "nfs", nodes: ["node1", "node2"], shared: true)
        #expect(map(shared).sourceID == "pve1-cluster-nas" && map(shared).parent == nil)
        let member = InstanceScope(instance: "pve1", nodeScope: "lab", clusterName: "lab")
        #expect(map(shared, member).sourceID == "lab-cluster-nas")
        #expect(map(row("local", "dir"), member).parent?.sourceID == "lab-node1")
        #expect(map(shared, member).facets.proxmox?.nodeName == "cluster")
    }

    @Test("Figures, facet and samples")
    func figures() throws {
        let storage = map(row("local", "dir"))
        #expect(storage.status == .online && storage.technology == "dir")
        #expect(storage.metrics.disk == Capacity(used: 250, total: 1000, percent: 25))
        #expect(storage.sample(.usage) == 25 && storage.sample(.used) == 250)
        #expect(storage.sample(.total) == 1000 && storage.sample(.available) == 750)
        #expect(storage.provenance.first?.measuredAt == second(0))
        let facet = try #require(storage.facets.storage)
        #expect(facet.contentTypes == ["backup", "iso"] && facet.platform == "proxmox-pve" && !facet.isZFS && !facet.isCeph)
        #expect(storage.facets.proxmox?.runtimeStatus == "available")
    }

    @Test("What was measured before the cycle gives no samples, and what never was gives no figures")
    func oldFigures() {
        let old = map(row("local", "dir"), since: 1)
        #expect(old.samples.isEmpty && old.metrics.disk?.used == 250)
        var unknown = row("local", "dir")
        unknown.space = nil
        #expect(map(unknown).metrics.isEmpty && map(unknown).samples.isEmpty && map(unknown).provenance.isEmpty)
    }

    @Test(
        "Pools are found by dataset, by name, as the only one, and by a directory's path",
        arguments: [
            ("zfspool", "fast", "tank/vm", nil, "tank"), ("zfspool", "fast", "tank", nil, "tank"), ("zfspool", "rpool", nil, nil, "rpool"),
            ("zfspool", "fast", "gone/vm", nil, nil), ("zfspool", "fast", nil, nil, nil), ("dir", "dump", nil, "/tank/dump", "tank"),
            ("dir", "local", nil, "/var/lib/vz", nil), ("nfs", "tank", nil, "/tank", nil),
        ] as [(String, String, String?, String?, String?)])
    func pools(type: String, name: String, pool: String?, path: String?, found: String?) {
        var row = row(name, type)
        row.pool = pool
        row.path = path
        let pools = [ZFSPoolFacet(name: "rpool", state: "ONLINE"), ZFSPoolFacet(name: "tank", state: "DEGRADED")]
        let facet = StorageMapping(scope: InstanceScope(instance: "pve1"), pools: ["node1": pools])
            .resource(row, measuredSince: second(0)).facets.storage
        #expect(facet?.zfs?.name == found)
        #expect(facet?.isZFS == (type == "zfspool" || found != nil))
        #expect(
            StoragePool.find(row, in: [ZFSPoolFacet(name: "only", state: "ONLINE")])?.name
                == (type == "zfspool" && pool == nil ? "only" : nil))
    }

    @Test("Of several storages on one pool one speaks for it, in whatever order they come")
    func voices() throws {
        let definitions =
            [
                ("a-dump", "dir", nil, "/tank/dump"), ("b-vm", "zfspool", "tank/vm", nil), ("c-ct", "zfspool", "tank/ct", nil),
                ("d-all", "zfspool", "tank", nil), ("other", "zfspool", "rpool/data", nil),
            ] as [(String, String, String?, String?)]
        let pools = [ZFSPoolFacet(name: "rpool", state: "ONLINE"), ZFSPoolFacet(name: "tank", state: "DEGRADED")]
        let mapping = StorageMapping(scope: InstanceScope(instance: "pve1"), pools: ["node1": pools, "node2": pools])
        func voices(without left: String? = nil, off: String? = nil) throws -> [String] {
            var book = StorageBook()
            let used = definitions.filter { $0.0 != left }
            let texts = used.map { name, type, pool, path in
                var text = #"{"storage":"\#(name)","type":"\#(type)""#
                if let pool { text += #","pool":"\#(pool)""# }
                if let path { text += #","path":"\#(path)""# }
                return text + "}"
            }
            book.take(definitions: try StorageDefinition.all(in: answer("[" + texts.joined(separator: ",") + "]")), at: second(0))
            for node in ["node1", "node2"] {
                let rows = used.reversed().map { #"{"storage":"\#($0.0)","type":"\#($0.1)","enabled":\#($0.0 == off ? 0 : 1)}"# }
                book.take(try NodeStorage.all(in: answer("[" + rows.joined(separator: ",") + "]")), of: node, at: second(0))
            }
            return mapping.resources(of: book, measuredSince: second(0)).compactMap { resource in
                guard let facet = resource.facets.storage, facet.zfs != nil, facet.speaksForPool else { return nil }
                return resource.sourceID
            }
        }
        let both = { (name: String) in ["pve1-node1-\(name)", "pve1-node2-\(name)"] }
        let cases = [(nil, nil, "d-all"), (nil, "d-all", "b-vm"), ("d-all", nil, "b-vm")] as [(String?, String?, String)]
        for (left, off, voice) in cases {
            let found = try voices(without: left, off: off)
            #expect(found == both(voice) + both("other"))
        }
    }

    @Test("Ceph and network types are shared by themselves")
    func kinds() {
        for type in ["rbd", "cephfs", "pbs", "glusterfs", "nfs", "cifs", "iscsi", "iscsidirect", "NFS"] {
            #expect(StorageKind.isShared(type), "\(type)")
        }
        for type in ["dir", "lvm", "lvmthin", "zfspool", "btrfs", "esxi"] { #expect(!StorageKind.isShared(type), "\(type)") }
        #expect(StorageKind.isCeph("rbd") && StorageKind.isCeph("cephfs") && !StorageKind.isCeph("nfs"))
    }
}
