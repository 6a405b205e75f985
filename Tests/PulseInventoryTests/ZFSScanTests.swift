import Testing

@testable import PulseInventory

@Suite("Scans of ZFS pools")
struct ZFSScanTests {
    @Test(
        "What zpool status says of scans",
        arguments: [
            ("scrub repaired 0B in 00:12:34 with 0 errors on Sun Apr 14 00:24:35 2024", "scrub", .finished, 0, nil),
            ("scrub repaired 12K in 05:00:00 with 3 errors on Sun Apr 14 00:24:35 2024", "scrub", .finished, 3, nil),
            ("resilvered 1.20T in 1 days 03:04:05 with 0 errors on Mon Jan  1 00:00:00 2024", "resilver", .finished, 0, nil),
            (
                "scrub in progress since Sun Jul 25 16:07:49 2024 403M / 405M scanned at 100M/s, 68.4M issued at 10.0M/s 0B repaired, "
                    + "16.91% done, 00:00:04 to go", "scrub", .running, nil, 16.91
            ),
            ("resilver in progress since Sun Jul 25 16:07:49 2024", "resilver", .running, nil, nil),
            ("scrub paused since Sun Jul 25 16:07:49 2024 scrub started on Sun Jul 25 2024 16.91% done", "scrub", .paused, nil, 16.91),
            ("scrub canceled on Sun Jul 25 16:07:49 2024", "scrub", .canceled, nil, nil),
        ] as [(String, String, ZFSScan.State, Int64?, Double?)])
    func scans(text: String, function: String, state: ZFSScan.State, errors: Int64?, percent: Double?) throws {
        let scan = try #require(ZFSScan(text))
        #expect(scan.function == function && scan.state == state && scan.errors == errors && scan.percent == percent)
    }

    @Test("No scan", arguments: ["none requested", "", "errors: 5"])
    func none(text: String) { #expect(ZFSScan(text) == nil) }

    @Test("A running scrub is watched, a finished one with errors is critical")
    func risk() {
        var pool = ZFSPoolFacet(name: "tank", state: "ONLINE")
        pool.devices = [.init(name: "sda", type: "disk", state: "ONLINE"), .init(name: "sdb", type: "disk", state: "AVAIL")]
        #expect(RiskAssessment(RiskAssessment.ZFSPool(pool)).level == .healthy)
        pool.scan = "scrub in progress since Sun"
        #expect(RiskAssessment(RiskAssessment.ZFSPool(pool)).reasons.map(\.code) == ["zfs_scrub_active"])
        pool.scan = "scrub repaired 0B in 00:00:01 with 2 errors on Sun"
        #expect(RiskAssessment(RiskAssessment.ZFSPool(pool)).level == .critical)
        pool.scan = nil
        pool.devices[0].state = "REMOVED"
        #expect(RiskAssessment(RiskAssessment.ZFSPool(pool)).reasons.map(\.code) == ["zfs_device_missing", "zfs_device_state"])
    }
}
