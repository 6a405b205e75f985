import PulseCore
import Testing

@testable import PulseInventory

@Suite("Matching across sources")
struct MatchingTests {
    private func evidence(_ row: ObservedResource) -> Evidence { Evidence(row, source: .agent, soloID: row.sourceID) }

    private static let table: [(ObservedResource, ObservedResource, Double)] = [
        (Estate.agent("a", host: "web", machine: "abcd-1"), Estate.agent("b", host: "db", machine: "ABCD-1"), 1.0),
        (Estate.agent("a", host: "web", mac: "AA-BB-CC-00-00-01"), Estate.agent("b", host: "WEB.lan", mac: "aa:bb:cc:00:00:01"), 0.9),
        (Estate.agent("a", host: "web", ip: "10.0.0.1"), Estate.agent("b", host: "web", ip: "10.0.0.1/24"), 0.8),
        (Estate.agent("a", host: "web"), Estate.agent("b", host: "Web"), 0.5),
        (Estate.agent("a", host: "web", ip: "10.0.0.1"), Estate.agent("b", host: "db", ip: "10.0.0.1"), 0.4),
        (Estate.agent("a", host: "web.one"), Estate.agent("b", host: "web.two"), 0.0),
        (
            Estate.agent("a", host: "web", machine: "abcd-1", mac: "aa:bb:cc:00:00:01"),
            Estate.agent("b", host: "web", machine: "abcd-2", mac: "aa:bb:cc:00:00:01"), 0.0
        ),
        (Estate.agent("a", host: "web", mac: "02:42:ac:00:00:01"), Estate.agent("b", host: "web", mac: "02:42:ac:00:00:01"), 0.5),
        (Estate.agent("a", host: "localhost", ip: "127.0.0.1"), Estate.agent("b", host: "localhost", ip: "127.0.0.1"), 0.0),
    ]

    @Test("Confidence of the evidence table", arguments: table)
    func confidence(one: ObservedResource, other: ObservedResource, expected: Double) {
        #expect(MatchConfidence.of(evidence(one), evidence(other)) == expected)
        #expect(MatchConfidence.of(evidence(other), evidence(one)) == expected)
    }

    @Test(
        "Addresses that prove nothing",
        arguments: [
            ("127.0.0.1", false), ("0.0.0.0", false), ("169.254.1.1", false), ("172.17.0.1", false), ("172.31.9.9", false),
            ("172.16.0.1", true),
            ("172.32.0.1", true), ("10.1.2.3", true), ("::1", false), ("::", false), ("fe80::1%eth0", false), ("febf::1", false),
            ("fec0::1", true),
            ("2001:db8::1", true), ("300.1.1.1", false), ("", false),
        ])
    func addresses(text: String, isEvidence: Bool) { #expect((NetworkEvidence.address(text) != nil) == isEvidence) }

    @Test(
        "Hardware addresses and ids that prove nothing",
        arguments: [
            ("00:00:00:00:00:00", false), ("02:42:00:11:22:33", false), ("00:00:5e:00:01:07", false), ("aa:bb:cc:dd:ee:ff", true),
            ("aa:bb", false),
        ])
    func hardware(text: String, isEvidence: Bool) {
        #expect((NetworkEvidence.hardwareAddress(text) != nil) == isEvidence)
        #expect(NetworkEvidence.identifier("00000000-0000-0000-0000-000000000000") == nil)
        #expect(NetworkEvidence.identifier("To be filled by O.E.M.") == nil)
        #expect(NetworkEvidence.identifier(" WD-1234 ") == "WD-1234")
    }

    @Test("Canonical ids are the kind and half a hash of the stable key")
    func canonicalIDs() throws {
        var inventory = Inventory()
        let guests = [Estate.guest("pve1", "a", 100, name: "web01")]
        let change = try inventory.see(.proxmox, "pve1", guests)
        let id = try #require(change.upserted.first?.id)
        #expect(id == CanonicalID.make(.vm, stableKey: "proxmox-guest:pve1:100"))
        #expect(id.count == "vm-".count + 16 && id.hasPrefix("vm-"))
        #expect(CanonicalID.make(.agent, stableKey: "abc") == "agent-ba7816bf8f01cfea")
        let host = try inventory.see(.agent, "m", [Estate.agent("a1", host: "web", machine: "ABCD-EF01")])
        #expect(host.upserted.first?.id == CanonicalID.make(.agent, stableKey: "machine:abcd-ef01"))
    }

    @Test("A machine id shared by too many proves nothing")
    func sharedMachineID() throws {
        var inventory = Inventory()
        for number in 0..<50 {
            try inventory.see(.agent, "s\(number)", [Estate.agent("a\(number)", host: "clone\(number)", machine: "template-1")])
        }
        #expect(inventory.snapshot.resources.count == 50)
    }

    @Test("A disk is matched by serial number only on the same machine")
    func disks() throws {
        var inventory = Inventory()
        let mac = "aa:00:00:00:00:01"
        try inventory.see(.proxmox, "pve", [Estate.node("pve", "n1", mac: mac), Estate.disk("pve-n1-sda", serial: "S3R1AL", on: "pve-n1")])
        try inventory.see(.agent, "x", [Estate.agent("x", host: "other"), Estate.disk("x-sda", serial: "S3R1AL", on: "x")])
        #expect(inventory.snapshot.resources.count { $0.kind == .physicalDisk } == 2)
        try inventory.see(
            .agent, "a", [Estate.agent("a", host: "n1", machine: "mach-1", mac: mac), Estate.disk("a-sda", serial: "S3R1AL", on: "a")])
        let disks = inventory.snapshot.resources.filter { $0.kind == .physicalDisk }
        #expect(disks.count == 2)
        #expect(disks.contains { $0.content.sources == [.agent, .proxmox] })
        #expect(Set(disks.map(\.id)).count == 2)
    }

    @Test("One side that points needs an agreeing name; two that point need nothing")
    func counterparts() throws {
        var pointing = Estate.node("pve", "n1")
        pointing.counterpart = CounterpartReference(source: .agent, sourceID: "a1")
        for (host, expected) in [("n1", 1), ("else", 2)] {
            var inventory = Inventory()
            try inventory.see(.proxmox, "pve", [pointing])
            try inventory.see(.agent, "a1", [Estate.agent("a1", host: host)])
            #expect(inventory.snapshot.resources.count == expected)
        }
        var back = Estate.agent("a1", host: "else")
        back.counterpart = CounterpartReference(source: .proxmox, sourceID: "pve-n1")
        var inventory = Inventory()
        try inventory.see(.proxmox, "pve", [pointing])
        try inventory.see(.agent, "a1", [back])
        #expect(inventory.snapshot.resources.count == 1)
    }
}
