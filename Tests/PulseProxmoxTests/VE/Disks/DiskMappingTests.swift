import PulseCore
import PulseInventory
import PulseOutbound
import Testing

@testable import PulseProxmox

@Suite("Disks as resources")
struct DiskMappingTests {
    private func disk(_ path: String, serial: String? = nil, wwn: String? = nil) -> NodeDisk {
        var disk = NodeDisk(path: path)
        (disk.serial, disk.wwn, disk.model, disk.size, disk.health) = (serial, wwn, "Model", 1000, "PASSED")
        return disk
    }

    private func map(_ disks: [NodeDisk], _ change: (inout DiskMapping) -> Void = { _ in }) -> [ObservedResource] {
        var book = DiskBook()
        book.take(disks, of: "node1", at: second(0))
        var mapping = DiskMapping(scope: InstanceScope(instance: "pve1"))
        change(&mapping)
        return mapping.resources(of: book, measuredSince: second(0))
    }

    private func temperatures(_ nvme: [Double], at offset: Int64 = 0) -> NodeTemperatureFacet {
        var facet = NodeTemperatureFacet()
        facet.nvme = nvme.enumerated().map { .init(device: "nvme-pci-0\($0.offset)00", temperature: $0.element) }
        facet.updatedAt = second(offset)
        return facet
    }

    @Test("Identity, parent, status")
    func identity() throws {
        let resource = try #require(map([disk("/dev/sda", serial: "S1234", wwn: "0x5002538F31234567")]).first)
        #expect(resource.sourceID == "pve1-node1--dev-sda" && resource.name == "Model")
        #expect(resource.identity.machineID == "S1234" && resource.identity.dmiUUID == "naa.5002538f31234567")
        #expect(resource.parent == ParentReference(kind: .agent, sourceID: "pve1-node1") && resource.status == .online)
        #expect(resource.metrics.disk == Capacity(total: 1000) && resource.samples.isEmpty && resource.temperature == nil)
        #expect(resource.facets.physicalDisk?.wwn == "0x5002538F31234567", "shown as it was reported")
    }

    @Test("What two disks have in common identifies neither")
    func ambiguity() {
        let all = map([disk("/dev/sda", serial: "SAME", wwn: "0x0000000000000000"), disk("/dev/sdb", serial: "SAME", wwn: "eui.01")])
        #expect(all.map(\.identity.machineID) == [nil, nil])
        #expect(all.map(\.identity.dmiUUID) == [nil, "eui.01"])
        #expect(all.map { $0.facets.physicalDisk?.serial } == ["SAME", "SAME"])
    }

    @Test("Sensors and NVMe disks are paired only when there are equally many")
    func nvme() {
        let disks = [disk("/dev/nvme10n1"), disk("/dev/nvme2n1"), disk("/dev/sda")]
        let paired = map(disks) { $0.temperatures = ["node1": temperatures([41.4, 52.6])] }
        #expect(paired.map(\.temperature) == [53, 41, nil], "in the order of their numbers, not of their text")
        #expect(paired.map { $0.sample("smart_temp") } == [52.6, 41.4, nil])
        #expect(map(disks) { $0.temperatures = ["node1": temperatures([41])] }.allSatisfy { $0.temperature == nil })
        let old = map(disks) { $0.temperatures = ["node1": temperatures([41, 52], at: -1)] }
        #expect(old[0].temperature == 52 && old.allSatisfy(\.samples.isEmpty), "an old reading is shown but not sampled again")
    }

    @Test("SMART temperatures find their disk by serial number before device")
    func smart() {
        var facet = NodeTemperatureFacet()
        facet.disks = [.init(device: "sdb"), .init(device: "/dev/sda")]
        (facet.disks[0].serial, facet.disks[0].temperature, facet.disks[1].temperature) = ("S1234", 30, 40)
        let all = map([disk("/dev/sda", serial: "S1234"), disk("/dev/sdb", serial: "S9999")]) { $0.temperatures = ["node1": facet] }
        #expect(all.map(\.temperature) == [30, 30])
    }

    @Test("An agent adds SMART; by serial number, by name, by device where nothing contradicts")
    func agent() throws {
        var mine = PhysicalDiskFacet(devPath: "/dev/sdz", diskType: "ssd", size: 1000)
        (mine.serial, mine.temperature, mine.smart, mine.health) = ("S1234", 33, SMARTFacet(), "FAILED")
        mine.smart?.reallocatedSectors = 7
        var other = PhysicalDiskFacet(devPath: "/dev/sdb", diskType: "ssd", size: 1000)
        (other.serial, other.temperature) = ("S7777", 60)
        let all = map([disk("/dev/sda", serial: "S1234"), disk("/dev/sdb", serial: "S8888")]) { $0.agentDisks = ["node1": [other, mine]] }
        let first = try #require(all[0].facets.physicalDisk)
        #expect(first.smart?.reallocatedSectors == 7 && first.temperature == 33 && first.health == "PASSED" && first.devPath == "/dev/sda")
        #expect(all[0].samples.isEmpty, "the agent's own samples")
        #expect(all[1].temperature == nil, "another serial number is another disk")
    }

    @Test("Where Proxmox has no list, the agent's takes its place")
    func agentAlone() {
        var book = DiskBook()
        book.take(ProxmoxFailure(.unsupported, status: 501, path: "/x"), of: "node1")
        var mapping = DiskMapping(scope: InstanceScope(instance: "pve1"))
        mapping.agentDisks = ["node1": [PhysicalDiskFacet(devPath: "/dev/sda", diskType: "hdd", size: 5)]]
        #expect(mapping.resources(of: book, measuredSince: second(0)).map(\.sourceID) == ["pve1-node1--dev-sda"])
        book.take([], of: "node1", at: second(0))
        #expect(mapping.resources(of: book, measuredSince: second(0)).isEmpty, "an empty list is a list")
    }

    @Test("The pool that holds a disk")
    func pool() {
        var pool = ZFSPoolFacet(name: "tank", state: "ONLINE")
        pool.devices = [.init(name: "/dev/sda1", type: "disk", state: "ONLINE")]
        #expect(
            map([disk("/dev/sda"), disk("/dev/sdb")]) { $0.pools = ["node1": [pool]] }.map { $0.facets.physicalDisk?.storageGroup } == [
                "tank", nil,
            ])
    }

    @Test(
        "Refusals warn and keep the list, an absent list clears it, the rest keeps it",
        arguments: [
            (.permission(privilege: "Sys.Audit"), .notAllowed(privilege: "Sys.Audit"), 1),
            (.authentication, .notAllowed(privilege: nil), 1),
            (.unsupported, .unsupported, 0), (.nodeUnavailable, .failed, 1), (.transient, .failed, 1), (.malformed, .failed, 1),
            (.connection(.timeout), .failed, 1),
        ] as [(ProxmoxFailure.Kind, DiskBook.Outcome, Int)])
    func outcomes(kind: ProxmoxFailure.Kind, outcome: DiskBook.Outcome, kept: Int) {
        var book = DiskBook()
        book.take([disk("/dev/sda")], of: "node1", at: second(0))
        book.take(ProxmoxFailure(kind, path: "/x"), of: "node1")
        #expect(book.outcome(of: "node1") == outcome)
        #expect(DiskMapping(scope: InstanceScope(instance: "p")).resources(of: book, measuredSince: second(0)).count == kept)
        let isRefusal = if case .notAllowed = outcome { true } else { false }
        #expect(book.warnings == (isRefusal ? ["The disks of node1 cannot be read: the account lacks Sys.Audit on the node."] : []))
        book.take([disk("/dev/sda")], of: "node1", at: second(1))
        #expect(book.warnings.isEmpty)
    }
}
