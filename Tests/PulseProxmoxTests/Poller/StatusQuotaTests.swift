import Testing

@testable import PulseProxmox

struct StatusQuotaTests {
    @Test(arguments: [
        // Asked, late, share of the time, quota after.
        (512, 0, 0.2, 1024), (512, 0, 0.6, 512), (100, 0, 0.1, 512), (512, 112, 1.0, 300), (512, 512, 1.0, 64),
    ])
    func learnsFromTheLastCycle(asked: Int, late: Int, spent: Double, most: Int) {
        var quota = StatusQuota()
        quota.took(asked: asked, late: late, spent: spent)
        #expect(quota.most == most)
    }

    @Test func staysWithinBounds() {
        var quota = StatusQuota()
        for _ in 0..<20 { quota.took(asked: quota.most, late: 0, spent: 0) }
        #expect(quota.most == StatusQuota.bounds.upperBound)
        for _ in 0..<20 { quota.took(asked: quota.most, late: quota.most, spent: 1) }
        #expect(quota.most == StatusQuota.bounds.lowerBound)
    }
}
