import Foundation
import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

/// Answers of real servers beside this checkout.
enum RecordedStorageAnswers {
    static let root = "../shared/fixtures/proxmox-ve"
    static let versions = ["pve8x", "pve9x"]
    static let arePresent = FileManager.default.fileExists(atPath: root)

    static func bytes(_ version: String, _ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(root)/\(version)/\(name)").map { [UInt8]($0) }
    }

    static func answers(_ version: String, like pattern: Regex<Substring>) -> [(name: String, bytes: [UInt8])] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(version)")) ?? []
        return names.sorted().compactMap { name in
            name.wholeMatch(of: pattern) == nil ? nil : bytes(version, name).map { (name, $0) }
        }
    }

    /// The rows under `data`, read by Foundation, to compare with.
    static func rows(_ bytes: [UInt8]) throws -> [[String: Any]] {
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        return object?["data"] as? [[String: Any]] ?? []
    }
}

@Suite("Recorded answers", .enabled(if: RecordedStorageAnswers.arePresent, "recorded answers are not beside this checkout"))
struct RecordedStorageAnswersTests {
    @Test("Every list of storages is mapped row by row", arguments: RecordedStorageAnswers.versions)
    func storages(version: String) throws {
        let definitionBytes = try #require(RecordedStorageAnswers.bytes(version, "GET_storage.json"))
        let definitions = try StorageDefinition.all(in: definitionBytes)
        #expect(definitions.count == (try RecordedStorageAnswers.rows(definitionBytes)).count)
        let answers = RecordedStorageAnswers.answers(version, like: #/GET_nodes_[a-z0-9]+_storage\.json/#)
        #expect(!answers.isEmpty)
        for (name, bytes) in answers {
            let rows = try RecordedStorageAnswers.rows(bytes)
            let node = String(name.split(separator: "_")[2])
            var book = StorageBook()
            book.take(try NodeStorage.all(in: bytes), of: node, at: second(0))
            let resources = StorageMapping(scope: InstanceScope(instance: "pve1")).resources(of: book, measuredSince: second(0))
            #expect(resources.count == rows.count)
            for row in rows {
                let storage = try #require(row["storage"] as? String)
                let resource = try #require(resources.first { $0.name == storage })
                #expect(resource.metrics.disk?.total == (row["total"] as? NSNumber)?.int64Value)
                #expect(resource.metrics.disk?.used == (row["used"] as? NSNumber)?.int64Value)
                #expect(resource.facets.storage?.type == row["type"] as? String)
                let content = (row["content"] as? String)?.split(separator: ",").map(String.init).sorted()
                #expect(resource.facets.storage?.contentTypes == content)
                #expect(resource.status == .online)
            }
        }
    }

    @Test("Configuration and nodes together", arguments: RecordedStorageAnswers.versions)
    func merged(version: String) throws {
        var book = StorageBook()
        book.take(
            definitions: try StorageDefinition.all(in: try #require(RecordedStorageAnswers.bytes(version, "GET_storage.json"))),
            at: second(0))
        let node = try NodeStorage.all(in: try #require(RecordedStorageAnswers.bytes(version, "GET_nodes_node1_storage.json")))
        book.take(node, of: "node1", at: second(0))
        #expect(
            book.rows().map { "\($0.name) \($0.nodes.joined(separator: ","))" } == [
                "local node1", "local-lvm node1", "nfs-storage node1,node2",
            ])
        #expect(book.rows().map(\.pool) == [nil, "pve/data", nil])
    }

    @Test("Disks and pools")
    func disks() throws {
        let listBytes = try #require(RecordedStorageAnswers.bytes("pve9x", "GET_nodes_node1_disks_list.json"))
        var disks = DiskBook()
        disks.take(try NodeDisk.all(in: listBytes), of: "node1", at: second(0))
        var pools = ZFSBook()
        pools.take(
            try ZFSPoolSummary.all(in: try #require(RecordedStorageAnswers.bytes("pve9x", "GET_nodes_node1_disks_zfs.json"))), of: "node1")
        let tree = try #require(RecordedStorageAnswers.bytes("pve9x", "GET_nodes_node1_disks_zfs_rpool.json"))
        pools.take(try #require(try ZFSPoolDetail(answer: tree)), of: "node1")
        var mapping = DiskMapping(scope: InstanceScope(instance: "pve1"))
        mapping.pools = pools.pools
        let resources = mapping.resources(of: disks, measuredSince: second(0))
        #expect(resources.map(\.sourceID) == ["pve1-node1--dev-sda", "pve1-node1--dev-sdb"])
        #expect(resources.map { $0.facets.physicalDisk?.storageGroup } == ["rpool", "rpool"])
        #expect(resources.map { $0.facets.physicalDisk?.size } == [512_000_000_000, 2_000_000_000_000])
        let pool = try #require(pools.pools["node1"]?.first)
        #expect(pool.devices.map(\.type) == ["raidz2", "disk", "disk"] && pool.fragmentation == 5)
        #expect(RiskAssessment(RiskAssessment.ZFSPool(pool)).level == .healthy)
    }

    @Test("Ceph", arguments: RecordedStorageAnswers.versions)
    func ceph(version: String) throws {
        for (name, bytes) in RecordedStorageAnswers.answers(version, like: #/GET_.*ceph_status\.json/#) {
            var book = CephBook()
            book.take(try #require(try CephStatus(answer: bytes), "\(name)"), at: second(0))
            let ceph = try #require(CephMapping(scope: InstanceScope(instance: "pve1")).resource(of: book, measuredSince: second(0)))
            #expect(ceph.sourceID == "d11c6ea1-7ab2-41fa-99c5-b85f4d7ffd49")
            guard name == "GET_cluster_ceph_status.json" else { continue }
            let facet = try #require(ceph.facets.ceph)
            #expect(
                (facet.monitors, facet.managers, facet.osds, facet.osdsUp, facet.osdsIn, facet.placementGroups) == (3, 3, 21, 21, 21, 577))
            #expect(facet.healthMessage == "3 nearfull osd(s); 4 pool(s) nearfull")
            #expect(ceph.metrics.disk?.total == 51_850_204_151_808 && ceph.metrics.disk?.used == 31_663_826_219_008)
        }
        for (_, bytes) in RecordedStorageAnswers.answers(version, like: #/GET_nodes_node1_ceph_pool\.json/#) {
            let usage = try CephUsage(answer: bytes)
            #expect(usage.pools.map(\.name) == ["rbd", "cephfs_metadata"] && usage.pools[0].percentUsed == 12)
        }
    }

    @Test("Replication and updates", arguments: RecordedStorageAnswers.versions)
    func jobs(version: String) throws {
        var book = ReplicationBook()
        book.take(
            configured: try ReplicationJob.all(in: try #require(RecordedStorageAnswers.bytes(version, "GET_cluster_replication.json"))))
        for name in ["GET_nodes_node1_replication.json", "GET_nodes_node1_replication_100-0_status.json"] {
            book.take(states: try ReplicationJob.all(in: try #require(RecordedStorageAnswers.bytes(version, name))), at: second(0))
            let job = try #require(book.facets(guestNodes: [100: "node1"])[100]?.first)
            #expect(
                job.lastSync == Timestamp(seconds: 1_715_500_000) && job.state == "idle" && job.target == "node2" && job.schedule == "*/15")
        }
        var updates = UpdateBook()
        try updates.take(try #require(RecordedStorageAnswers.bytes(version, "GET_nodes_node1_apt_update.json")), of: "node1", at: second(0))
        #expect(updates["node1"]?.count == 1)
    }

    @Test("No answer of any kind is more than passed over", arguments: RecordedStorageAnswers.versions)
    func foreign(version: String) throws {
        let answers = RecordedStorageAnswers.answers(version, like: #/GET_.*\.json/#)
        #expect(answers.count > 80)
        for (name, bytes) in answers where (try? JSONReader.read(bytes) { (_) throws(JSONFailure) in }) != nil {
            #expect(throws: Never.self, "\(name)") {
                _ = try StorageDefinition.all(in: bytes)
                _ = try NodeStorage.all(in: bytes)
                _ = try NodeDisk.all(in: bytes)
                _ = try ZFSPoolSummary.all(in: bytes)
                _ = try ZFSPoolDetail(answer: bytes)
                _ = try CephStatus(answer: bytes)
                _ = try CephUsage(answer: bytes)
                _ = try ReplicationJob.all(in: bytes)
            }
        }
    }
}
