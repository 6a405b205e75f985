import PulseCore
import Testing

@testable import PulseInventory

@Suite("Identity, merge and freshness")
struct InventoryTests {
    private let mac = "aa:00:00:00:00:01"

    /// A node that Proxmox and its own agent describe.
    private func merged() throws -> Inventory {
        var inventory = Inventory()
        var node = Estate.node("pve", "n1", mac: mac)
        node.metrics.cpu = 1
        node.samples = [Sample(.cpu, 1), Sample(.netIn, 7)]
        try inventory.see(.proxmox, "pve", [node, Estate.guest("pve", "n1", 100, name: "web")])
        var agent = Estate.agent("a1", host: "n1.lan", machine: "mach-1", mac: mac)
        agent.metrics.cpu = 2
        agent.samples = [Sample(.cpu, 2)]
        try inventory.see(.agent, "a1", [agent])
        return inventory
    }

    private func host(_ inventory: Inventory) throws -> Resource { try #require(inventory.snapshot.resource("pve-n1")) }

    @Test("A node and its agent are one row; the agent's name and figures win; the old id resolves")
    func nodeAndAgent() throws {
        let inventory = try merged()
        let row = try host(inventory)
        #expect(row.content.sources == [.agent, .proxmox])
        #expect(row.id == CanonicalID.make(.agent, stableKey: "machine:mach-1"))
        #expect(row.name == "n1.lan")
        #expect(row.content.metrics.cpu == 2)
        #expect(row.content.metricsTarget == MetricsTarget(resourceType: "agent", resourceID: "a1"))
        let old = CanonicalID.make(.agent, stableKey: "proxmox:pve-n1")
        #expect(row.content.supersededIDs == [old])
        #expect(inventory.snapshot.resource(old) === row)
        #expect(inventory.snapshot.children(of: old).map(\.name) == ["web"])
        #expect(
            inventory.snapshot.resource(forTarget: MetricsTarget(resourceType: "vm", resourceID: "pve:n1:100"))?.content.parentName
                == "n1.lan")
    }

    @Test("Two sources of one machine do not write the same metric twice")
    func samples() throws {
        var inventory = try merged()
        var node = Estate.node("pve", "n1", mac: mac)
        node.samples = [Sample(.cpu, 1), Sample(.netIn, 7)]
        let change = try inventory.see(.proxmox, "pve", [node], at: 1)
        #expect(change.samples.map(\.samples) == [[Sample(.netIn, 7)]])
        #expect(change.samples.first?.historyKey == CanonicalID.make(.agent, stableKey: "machine:mach-1"))
        try inventory.tick(at: 100)
        let later = try inventory.see(.proxmox, "pve", [node], at: 101)
        #expect(later.samples.map(\.samples) == [[Sample(.cpu, 1), Sample(.netIn, 7)]])
    }

    @Test("Taking a new id is a succession that history can follow")
    func succession() throws {
        var inventory = Inventory()
        let weak = try #require(try inventory.see(.proxmox, "pve", [Estate.node("pve", "n1", mac: mac)]).upserted.first?.id)
        let change = try inventory.see(.agent, "a1", [Estate.agent("a1", host: "n1", machine: "mach-1", mac: mac)])
        let strong = try #require(change.upserted.first?.id)
        #expect(change.removed == [weak])
        #expect(change.successions == [InventoryChange.Succession(old: weak, new: strong)])
        #expect(change.persist.contains { if case .succession(weak, strong, _) = $0 { true } else { false } })
    }

    @Test("A stopped agent leaves the row, its id and the platform's status")
    func staleAgent() throws {
        var inventory = try merged()
        let id = try host(inventory).id
        let guests = [Estate.node("pve", "n1", mac: mac), Estate.guest("pve", "n1", 100, name: "web")]
        try inventory.see(.proxmox, "pve", guests, at: 180)
        try inventory.tick(at: 180)
        let row = try host(inventory)
        #expect(row.id == id)
        #expect(row.content.sourceStatus[.agent]?.state == .stale)
        #expect(row.content.sourceStatus[.proxmox]?.state == .online)
        #expect(row.status == .online)
        let gone = try inventory.handle(.sourceRemoved(SourceScope(.agent, "a1")), at: Estate.at(181))
        #expect(gone.removed.isEmpty)
        #expect(try host(inventory).id == id)
        #expect(try host(inventory).content.sources == [.proxmox])
    }

    @Test("Silence makes a warning, failure makes offline, and an answer mends both")
    func freshness() throws {
        var inventory = Inventory()
        let scope = SourceScope(.proxmox, "pve")
        let guest = Estate.guest("pve", "n1", 100, name: "web")
        try inventory.see(.proxmox, "pve", [guest])
        #expect(try inventory.tick(at: 60).isEmpty)
        let silent = try inventory.tick(at: 61)
        #expect(silent.transitions.map(\.to) == [.warning])
        let failed = try inventory.handle(.sourceFailed(scope, "refused"), at: Estate.at(62))
        #expect(failed.transitions.map(\.to) == [.offline])
        #expect(failed.upserted.first?.content.sourceStatus[.proxmox]?.error == "refused")
        let back = try inventory.see(.proxmox, "pve", [guest], at: 63)
        #expect(back.transitions.map(\.to) == [.online])
        #expect(back.upserted.first?.content.sourceStatus[.proxmox]?.error == nil)
    }

    @Test(
        "Staleness per source",
        arguments: [
            (SourceKind.agent, 100, 60), (.proxmox, 10, 60), (.proxmox, 100, 200), (.pbs, 30, 120), (.pmg, 100, 200), (.docker, 10, 120),
            (.kubernetes, 500, 120), (.truenas, 10, 120), (.vmware, 10, 120), (.availability, 10, 120),
        ])
    func staleness(source: SourceKind, interval: Int, limit: Int) {
        #expect(Staleness.limit(source, interval: .seconds(interval)) == .seconds(limit))
    }

    @Test("A guest keeps its id and history when it migrates")
    func migration() throws {
        var inventory = Inventory()
        let nodes = [Estate.node("pve", "a"), Estate.node("pve", "b")]
        let before = try inventory.see(.proxmox, "pve", nodes + [Estate.guest("pve", "a", 100, name: "web")])
        let guest = try #require(inventory.snapshot.resource("pve:a:100"))
        let after = try inventory.see(.proxmox, "pve", nodes + [Estate.guest("pve", "b", 100, name: "web")], at: 1)
        let moved = try #require(inventory.snapshot.resource("pve:b:100"))
        #expect(moved.id == guest.id && after.removed.isEmpty)
        #expect(moved.content.parentName == "b" && guest.content.parentName == "a")
        #expect(before.samples.map(\.historyKey) == after.samples.map(\.historyKey))
        #expect(inventory.snapshot.resource("pve-a")?.content.childCount == 0)
        #expect(inventory.snapshot.resource("pve-b")?.content.childCount == 1)
    }

    @Test("Hosts of one name are shown as one only with more evidence than the name")
    func coalescing() throws {
        for (ip, expected) in [("10.0.0.1", 1), ("10.0.0.2", 2)] {
            var inventory = Inventory()
            try inventory.see(.docker, "d", [Estate.agent("d1", host: "web", ip: "10.0.0.1")])
            try inventory.see(.agent, "a", [Estate.agent("a1", host: "web.lan", machine: "mach-1", ip: ip)])
            #expect(inventory.snapshot.resources.count == expected)
            #expect(inventory.snapshot.possibleDuplicates.count == expected - 1)
            #expect(inventory.snapshot.resource(CanonicalID.make(.agent, stableKey: "docker:d1")) != nil)
        }
    }

    @Test("What people add follows the resource, whatever id they used")
    func annotations() throws {
        var inventory = Inventory()
        _ = try inventory.handle(
            .annotate(resourceID: "pve:100", Annotation(displayName: "Shop", customURL: "https://shop", tags: ["b", "a"])), at: Estate.start
        )
        try inventory.see(.proxmox, "pve", [Estate.guest("pve", "n", 100, name: "web")])
        let row = try #require(inventory.snapshot.resources.first)
        #expect(row.name == "Shop" && row.content.customURL == "https://shop" && row.content.tags == ["a", "b"])
        let change = try inventory.handle(.annotate(resourceID: "pve:100", Annotation()), at: Estate.at(1))
        #expect(change.upserted.map(\.name) == ["web"])
    }

    @Test("Unchanged resources keep the same object; an observation that is older changes nothing")
    func unchanged() throws {
        var inventory = try merged()
        let row = try host(inventory)
        let late = try inventory.see(.proxmox, "pve", [], at: -5)
        #expect(late.isEmpty && late.snapshot.revision == inventory.snapshot.revision)
        let change = try inventory.see(.docker, "d", [Estate.agent("d9", host: "elsewhere")], at: 2)
        #expect(change.upserted.count == 1 && !change.upserted.contains { $0.id == row.id })
        #expect(try host(inventory) === row)
        #expect(change.upserted.first?.contractType == "docker-host")
    }
}
