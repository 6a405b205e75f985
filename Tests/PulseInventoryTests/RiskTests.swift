import Testing

@testable import PulseInventory

@Suite("Risk and status tables")
struct RiskTests {
    private func disk(_ type: String = "ssd", _ change: (inout PhysicalDiskFacet) -> Void) -> RiskAssessment {
        var disk = PhysicalDiskFacet(devPath: "/dev/sda", diskType: type, size: 1)
        disk.smart = SMARTFacet()
        change(&disk)
        return RiskAssessment(disk)
    }

    @Test("Disk rules at their thresholds")
    func disks() {
        #expect(disk { _ in }.level == .healthy)
        #expect(disk { $0.health = "FAILED" }.reasons.map(\.code) == ["health_status"])
        #expect(disk { ($0.health, $0.model) = ("FAILED", "Samsung SSD 980 PRO") }.reasons.isEmpty)
        #expect(disk { $0.smart?.pendingSectors = 1 }.level == .critical)
        #expect(disk { $0.smart?.pendingSectors = 0 }.level == .healthy)
        #expect([5, 6, 9, 10].map { left in disk { $0.lifeLeft = left }.level } == [.critical, .warning, .warning, .healthy])
        #expect(disk("hdd") { $0.lifeLeft = 0 }.reasons.isEmpty)
        #expect(disk { $0.lifeLeft = 0 }.level == .critical)
        #expect(
            [10, 11, 19, 20].map { spare in disk { $0.smart?.availableSpare = spare }.level } == [.critical, .warning, .warning, .healthy])
        #expect([59, 60, 69, 70].map { heat in disk { $0.temperature = heat }.level } == [.healthy, .warning, .warning, .critical])
        #expect(disk { $0.smart?.reallocatedSectors = 3 }.level == .warning)
        #expect(disk { $0.smart?.udmaCRCErrors = 3 }.level == .monitor)
        let worn = disk("nvme") { $0.smart?.percentageUsed = 96 }
        #expect(worn.level == .critical && worn.reasons.map(\.code) == ["nvme_percentage_used_high", "wearout_low"])
    }

    @Test("Pools and arrays")
    func pools() {
        var pool = RiskAssessment.ZFSPool(state: "DEGRADED")
        pool.activeScan = "resilver"
        #expect(RiskAssessment(pool).level == .warning)
        #expect(RiskAssessment(pool).reasons.map(\.code) == ["zfs_pool_state", "zfs_resilver_active"])
        var array = RAIDFacet(
            device: "md0", level: "raid1", state: "clean, checking", totalDevices: 2, activeDevices: 2, workingDevices: 2, failedDevices: 0,
            spareDevices: 0)
        array.operation = "check"
        array.rebuildPercent = 12
        #expect(RiskAssessment(array).reasons.isEmpty && !array.isRebuilding)
        (array.state, array.operation, array.activeDevices) = ("degraded", "recovery", 1)
        #expect(RiskAssessment(array).reasons.map(\.code) == ["raid_degraded", "raid_rebuilding"])
        #expect(RiskAssessment(datastoreState: nil, error: nil, usage: 92).reasons.map(\.severity) == [.warning])
        #expect(
            RAIDFacet.isVendorInternal(device: "/dev/md0", osName: "Synology DSM")
                && !RAIDFacet.isVendorInternal(device: "md0", osName: "Debian"))
    }

    @Test("Platforms' words as states")
    func words() {
        #expect(ResourceStatus(guest: "Paused") == .offline && ResourceStatus(host: "paused") == .unknown)
        #expect(ResourceStatus(storage: "", active: true, enabled: false) == .warning)
        #expect(ResourceStatus(storage: nil, active: false, enabled: true) == .offline)
        #expect(ResourceStatus(cephHealth: "HEALTH_ERR") == .offline && ResourceStatus(diskHealth: "FAILED") == .offline)
        #expect(ResourceStatus(appliance: nil, connection: "connected") == .online)
        #expect(ResourceStatus(appliance: "degraded", connection: "connected") == .warning)
    }
}
