import Testing

@testable import PulseProxmox

struct ExportLikenessTests {
    @Test(arguments: ["freemem", "status-mem", "cluster-resources"])
    func whatCountsTheCacheTooIsTheSame(source: String) {
        #expect(ExportLikeness.unlike(.qemu, memorySource: source, isSettled: true) == ExportLikeness.disk)
        #expect(!ExportLikeness.unlike(.qemu, memorySource: source, isSettled: false).isDisjoint(with: ExportLikeness.memory))
    }

    @Test(arguments: ["meminfo-available", "guest-agent-meminfo", "previous-snapshot", "powered-off", nil] as [String?])
    func whatLeavesOutTheCacheIsNot(source: String?) {
        #expect(ExportLikeness.unlike(.qemu, memorySource: source, isSettled: true).isSuperset(of: ExportLikeness.memory))
        #expect(ExportLikeness.unlike(.lxc, memorySource: source, isSettled: false).isEmpty)
    }

    @Test(
        arguments: [
            ("available-field", 0), ("rrd-memused", 0), ("derived-total-minus-used", 0), ("rrd-memavailable", 1),
            ("derived-free-buffers-cached", 3), ("previous-snapshot", 3), (nil, 3),
        ] as [(String?, Int)])
    func ofNodesItDependsOnTheSource(source: String?, left: Int) {
        #expect(ExportLikeness.unlike(nodeMemorySource: source).count == left)
    }

    @Test func everySourceOfTheTablesIsKnownHere() {
        // A new source must be judged.
        #expect(Set(NodeMemory.table.sources.map(\.name)).count == 6)
        #expect(GuestMemory.lowTrust.isSubset(of: Set(GuestMemory.machineTable.sources.map(\.name))))
    }
}
