import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("ZFS pools")
struct ZFSPoolDetailTests {
    private let tree = """
        {"name":"tank","state":"DEGRADED","status":"One or more devices could not be opened.","scan":"resilver in progress since Sun",
         "errors":"No known data errors","leaf":0,"children":[
          {"name":"tank","state":"DEGRADED","read":0,"write":0,"cksum":3,"msg":"","leaf":0,"children":[
            {"name":"mirror-0","state":"DEGRADED","read":0,"write":0,"cksum":1,"msg":"","children":[
              {"name":"/dev/disk/by-id/ata-WDC_WD40_WX1-part1","state":"ONLINE","read":"2","write":0,"cksum":0,"msg":"","leaf":1},
              {"name":"1234567890","state":"UNAVAIL","read":0,"write":0,"cksum":0,"msg":"was /dev/sdb1","leaf":1}]}]},
          {"name":"logs","msg":"","children":[{"name":"/dev/nvme0n1p4","state":"ONLINE","msg":""}]},
          {"name":"cache","msg":"","children":[{"name":"/dev/nvme1n1p1","state":"ONLINE","msg":""}]},
          {"name":"spares","msg":"","children":[{"name":"/dev/sdx","state":"AVAIL","msg":""}]}]}
        """

    @Test("The pool itself is no device; headings give roles; names give kinds")
    func structure() throws {
        let detail = try #require(try ZFSPoolDetail(answer: dataAnswer(tree)))
        #expect(detail.state == "DEGRADED" && detail.checksumErrors == 3 && detail.readErrors == 0)
        #expect(
            detail.devices.map { "\($0.type) \($0.role ?? "-") \($0.parent ?? "-")" } == [
                "mirror data -", "disk data mirror-0", "disk data mirror-0", "disk log -", "disk cache -", "disk spare -",
            ])
        #expect(detail.devices[1].readErrors == 2 && detail.devices[2].message == "was /dev/sdb1" && detail.devices[1].message == nil)
    }

    @Test(
        "Kinds of groups",
        arguments: [
            ("raidz1-0", "raidz1"), ("raidz2-11", "raidz2"), ("draid2:4d:11c:1s-0", "draid2"), ("spare-0", "spare"),
            ("replacing-1", "replacing"), ("/dev/sda", "disk"), ("/tmp/image", "file"), ("mirrored", "disk"),
        ])
    func kinds(name: String, kind: String) throws {
        let detail = try ZFSPoolDetail(answer: dataAnswer(#"{"name":"t","children":[{"name":"\#(name)","state":"ONLINE"}]}"#))
        #expect(detail?.devices.map(\.type) == [kind])
    }

    @Test("What a pool says is judged")
    func risk() throws {
        var book = ZFSBook()
        book.take(
            try ZFSPoolSummary.all(
                in: dataAnswer(#"[{"name":"tank","health":"DEGRADED","size":1000,"alloc":"100","frag":5,"dedup":1.02}]"#)), of: "n")
        book.take(try #require(try ZFSPoolDetail(answer: dataAnswer(tree))), of: "n")
        let pool = try #require(book.pools["n"]?.first)
        #expect(pool.size == 1000 && pool.allocated == 100 && pool.free == nil && pool.deduplicationRatio == 1.02)
        let risk = RiskAssessment(RiskAssessment.ZFSPool(pool))
        #expect(risk.level == .critical)
        #expect(
            risk.reasons.map(\.code) == [
                "zfs_device_missing", "zfs_device_state", "zfs_device_errors", "zfs_pool_errors", "zfs_pool_state", "zfs_resilver_active",
            ])
    }

    @Test("A pool that vanished goes, one whose structure cannot be read keeps it")
    func keeping() throws {
        var book = ZFSBook()
        let list = try ZFSPoolSummary.all(in: dataAnswer(#"[{"name":"tank","health":"ONLINE"},{"name":"rpool","health":"ONLINE"}]"#))
        book.take(list, of: "n")
        book.take(try #require(try ZFSPoolDetail(answer: dataAnswer(tree))), of: "n")
        var worse = list[0]
        worse.health = "SUSPENDED"
        book.take([worse], of: "n")
        #expect(book.pools["n"]?.map(\.name) == ["tank"])
        #expect(book.pools["n"]?.first?.state == "SUSPENDED" && book.pools["n"]?.first?.devices.count == 6)
        book.keep(nodes: [])
        #expect(book.pools.isEmpty)
    }

    @Test("Trees without a name, too deep or too wide do no harm")
    func bounds() throws {
        #expect(try ZFSPoolDetail(answer: dataAnswer("{}")) == nil)
        var huge = ZFSPoolFacet(name: "t", state: "ONLINE")
        let most = Int64.max
        let counters = #""read":\#(most),"write":1152921504606846976,"cksum":1152921504606846976"#
        let detail = try #require(try ZFSPoolDetail(answer: dataAnswer(#"{"name":"t","children":[{"name":"t",\#(counters)}]}"#)))
        (huge.readErrors, huge.writeErrors, huge.checksumErrors) = (detail.readErrors, detail.writeErrors, detail.checksumErrors)
        #expect(RiskAssessment(RiskAssessment.ZFSPool(huge)).level == .warning, "sums do not overflow")
        #expect(try ZFSPoolDetail(answer: dataAnswer("null")) == nil)
        let deep = String(repeating: #"{"name":"a","children":["#, count: 70) + String(repeating: "]}", count: 70)
        #expect(throws: JSONFailure.self) { try ZFSPoolDetail(answer: dataAnswer(deep)) }
        let wide = Array(repeating: #"{"name":"/dev/sda"}"#, count: 3000).joined(separator: ",")
        #expect(try ZFSPoolDetail(answer: dataAnswer(#"{"name":"t","children":[\#(wide)]}"#))?.devices.count == ZFSPoolDetail.mostDevices)
    }

    @Test(
        "Disks are found in pools by every name a pool may use",
        arguments: [
            ("/dev/sda", true), ("/dev/sda3", true), ("sda", true), ("/dev/sdaa3", false), ("/dev/sdb", false),
            ("/dev/disk/by-id/ata-Samsung_SSD_870_S6PTNM0T-part3", true), ("/dev/disk/by-id/ata-Samsung_SSD_870_S6PTNM0X", false),
            ("/dev/disk/by-id/wwn-0x5002538f31234567-part1", true), ("/dev/disk/by-id/wwn-0x5002538f31234568", false),
            ("/dev/disk/by-id/scsi-link-part1", true), ("/dev/disk/by-partuuid/abc", false),
        ])
    func membership(device: String, isMember: Bool) {
        var disk = NodeDisk(path: "/dev/sda")
        disk.serial = "S6PTNM0T"
        disk.wwn = "0x5002538f31234567"
        disk.link = "/dev/disk/by-id/scsi-link"
        var pool = ZFSPoolFacet(name: "tank", state: "ONLINE")
        pool.devices = [.init(name: device, type: "disk", state: "ONLINE")]
        #expect(ZFSMembership.pool(of: disk, in: [ZFSPoolFacet(name: "other", state: "ONLINE"), pool]) == (isMember ? "tank" : nil))
    }

    @Test(
        "Partitions of NVMe disks",
        arguments: [("/dev/nvme0n1p3", true), ("/dev/nvme0n1", true), ("/dev/nvme0n11p3", false), ("/dev/nvme1n1p3", false)])
    func nvme(device: String, isMember: Bool) {
        var pool = ZFSPoolFacet(name: "tank", state: "ONLINE")
        pool.devices = [.init(name: device, type: "disk", state: "ONLINE")]
        #expect(ZFSMembership.pool(of: NodeDisk(path: "/dev/nvme0n1"), in: [pool]) == (isMember ? "tank" : nil))
    }
}
