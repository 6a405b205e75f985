import PulseCore
import PulseInventory
import PulseOutbound
import Testing

@testable import PulseProxmox

@Suite("Ceph")
struct CephTests {
    private func status(_ json: String) throws -> CephStatus? { try CephStatus(answer: dataAnswer(json)) }

    private let small = """
        {"fsid":"f-1","health":{"status":"HEALTH_WARN","checks":{
           "POOL_NEARFULL":{"severity":"HEALTH_WARN","summary":{"message":"1 pool nearfull","count":1}},
           "OSD_DOWN":{"severity":"HEALTH_WARN","summary":{"message":"1 osd down"}},
           "TOO_OLD":{"severity":"HEALTH_WARN","summary":{"message":"silenced"},"muted":true}}},
         "osdmap":{"osdmap":{"num_osds":3,"num_up_osds":2,"num_in_osds":3}},
         "pgmap":{"num_pgs":"128","bytes_total":1000,"bytes_used":250,"bytes_avail":750},
         "monmap":{"mons":[{},{},{}]},"quorum_names":["a","b"],"mgrmap":{"available":true,"standbys":[{"name":"b"}]},
         "fsmap":{"up":1,"max":1,"up:standby":2},
         "servicemap":{"services":{"rgw":{"daemons":{"summary":"","1":{},"2":{}}}}}}
        """

    @Test("Counts, checks and services of a status")
    func reading() throws {
        var book = CephBook()
        book.take(try #require(try status(small)), at: second(0))
        let ceph = try #require(CephMapping(scope: InstanceScope(instance: "pve1")).resource(of: book, measuredSince: second(0)))
        #expect(ceph.sourceID == "f-1" && ceph.name == "Ceph" && ceph.status == .warning && ceph.kind == .ceph)
        let facet = try #require(ceph.facets.ceph)
        #expect((facet.monitors, facet.managers, facet.osds, facet.osdsUp, facet.osdsIn, facet.placementGroups) == (3, 2, 3, 2, 3, 128))
        #expect(facet.checks.map(\.code) == ["OSD_DOWN", "POOL_NEARFULL", "TOO_OLD"])
        #expect(facet.healthMessage == "1 osd down; 1 pool nearfull", "silenced checks are listed, not spoken of")
        #expect(facet.services.map { "\($0.type) \($0.running)/\($0.total)" } == ["mon 2/3", "mgr 2/2", "mds 1/3", "rgw 2/2"])
        #expect(ceph.metrics.disk == Capacity(used: 250, total: 1000, percent: 25))
        #expect(ceph.sample(.usage) == 25 && ceph.sample(.available) == 750)
    }

    @Test("The figures of ceph df win over those of the status")
    func usage() throws {
        var book = CephBook()
        book.take(try #require(try status(small)), at: second(0))
        book.take(
            try CephUsage(
                answer: dataAnswer(
                    """
                    {"stats":{"total_bytes":2000,"total_used_bytes":500,"total_avail_bytes":1500},
                     "pools":[{"id":2,"name":"b","stats":{"stored":10,"bytes_used":30,"max_avail":400,"objects":7,"percent_used":0.125}},
                              {"id":1,"name":"a","stats":{"bytes_used":"20"}},{"id":3}]}
                    """)))
        let ceph = try #require(
            CephMapping(scope: InstanceScope(instance: "p", clusterName: "lab")).resource(of: book, measuredSince: second(1)))
        #expect(ceph.name == "lab Ceph" && ceph.metrics.disk?.total == 2000 && ceph.provenance.first?.source == "ceph-df")
        #expect(ceph.samples.isEmpty, "measured before this cycle")
        let pools = ceph.facets.ceph?.pools ?? []
        #expect(pools.map(\.name) == ["a", "b"] && pools.map(\.stored) == [20, 10] && pools[1].percentUsed == 12.5)
    }

    @Test("Pools as Proxmox lists them")
    func listedPools() throws {
        let usage = try CephUsage(answer: dataAnswer(#"[{"pool":1,"pool_name":"rbd","bytes_used":128,"percent_used":0.12}]"#))
        #expect(
            usage.space == nil && usage.pools.map(\.name) == ["rbd"] && usage.pools[0].stored == 128 && usage.pools[0].percentUsed == 12)
    }

    @Test(
        "Refusals and timeouts keep the cluster; a server without Ceph has none",
        arguments: [
            (.authentication, true), (.permission(privilege: nil), true), (.connection(.timeout), true), (.transient, true), (.api, true),
            (.unsupported, false),
        ] as [(ProxmoxFailure.Kind, Bool)])
    func failures(kind: ProxmoxFailure.Kind, isKept: Bool) throws {
        var book = CephBook()
        book.take(try #require(try status(small)), at: second(0))
        book.take(ProxmoxFailure(kind, path: "/cluster/ceph/status"))
        #expect((book.status != nil) == isKept)
    }

    @Test("Without a storage on Ceph there is nothing to ask")
    func due() throws {
        #expect(CephBook.isDue(storageTypes: ["dir", "rbd"]) && CephBook.isDue(storageTypes: ["cephfs"]))
        #expect(!CephBook.isDue(storageTypes: ["dir", "nfs", "zfspool"]))
        var book = CephBook()
        book.take(try #require(try status(small)), at: second(0))
        book.clear()
        #expect(book == CephBook())
        #expect(CephMapping(scope: InstanceScope(instance: "p")).resource(of: book, measuredSince: second(0)) == nil)
    }

    @Test("Another cluster does not inherit pools, and an answer that is no status is none")
    func replaced() throws {
        var book = CephBook()
        book.take(try CephUsage(answer: dataAnswer("[]")))
        #expect(book.usage == nil)
        book.take(try #require(try status(small)), at: second(0))
        book.take(try CephUsage(answer: dataAnswer(#"[{"pool":1,"pool_name":"rbd"}]"#)))
        book.take(try #require(try status(#"{"monmap":{"fsid":"f-2","num_mons":1}}"#)), at: second(1))
        #expect(book.usage == nil && book.status?.fsid == "f-2")
        #expect(try status("{}") == nil)
        #expect(try status("null") == nil)
    }

    @Test("One cluster seen by two connections is one resource")
    func shared() throws {
        var book = CephBook()
        book.take(try #require(try status(small)), at: second(0))
        let ids = ["a", "b"].map { CephMapping(scope: InstanceScope(instance: $0)).resource(of: book, measuredSince: second(0))?.sourceID }
        #expect(ids == ["f-1", "f-1"])
    }
}
