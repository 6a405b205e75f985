import PulseCore
import Testing

@testable import PulseInventory

@Suite("Decisions of people")
struct DecisionTests {
    private let mac = "aa:00:00:00:00:01"

    private func inventory() throws -> Inventory {
        var inventory = Inventory()
        try inventory.see(.proxmox, "pve", [Estate.node("pve", "n1", mac: mac), Estate.guest("pve", "n1", 100, name: "web")])
        try inventory.see(.agent, "a1", [Estate.agent("a1", host: "n1", machine: "mach-1", mac: mac)])
        try inventory.see(.agent, "a2", [Estate.agent("a2", host: "inside", machine: "mach-2")])
        return inventory
    }

    private func code(_ inventory: Inventory, _ event: InventoryEvent) -> String? {
        var copy = inventory
        do { _ = try copy.handle(event, at: Estate.at(1)) } catch { return error.code }
        return nil
    }

    @Test("Impossible decisions are refused by their code")
    func refusals() throws {
        let inventory = try inventory()
        let (guest, node, inside) = ("pve:n1:100", "pve-n1", "a2")
        #expect(code(inventory, .link("nope", node, reason: "", actor: "x")) == "resource_not_found")
        #expect(code(inventory, .unlink(node, "nope", reason: "", actor: "x")) == "resource_not_found")
        #expect(code(inventory, .link(guest, guest, reason: "", actor: "x")) == "self_link")
        #expect(code(inventory, .unlink(guest, guest, reason: "", actor: "x")) == "self_link")
        #expect(code(inventory, .reportMerge(inside, sources: [], notes: "", actor: "x")) == "not_merged")
        #expect(code(inventory, .reportMerge(node, sources: [.docker], notes: "", actor: "x")) == "no_source_targets")
        var disks = inventory
        try disks.see(.agent, "a3", [Estate.disk("sda", serial: nil, on: "none")])
        #expect(code(disks, .link("sda", inside, reason: "", actor: "x")) == "incompatible_types")
    }

    @Test("The newest of link and unlink wins, the guest's id stays, and a restart knows it")
    func linkAndUnlink() throws {
        var inventory = try inventory()
        let guest = try #require(inventory.snapshot.resource("pve:n1:100")).id
        let agent = try #require(inventory.snapshot.resource("a2")).id
        let linked = try inventory.handle(.link(agent, guest, reason: "same", actor: "me"), at: Estate.at(1))
        #expect(linked.removed == [agent])
        #expect(linked.snapshot.resource(agent)?.id == guest)
        #expect(linked.snapshot.resource(guest)?.content.sources == [.proxmox, .agent])
        #expect(linked.snapshot.resource(guest)?.content.metrics.cpu == 5)
        let parted = try inventory.handle(.unlink(guest, agent, reason: "no", actor: "me"), at: Estate.at(2))
        #expect(parted.snapshot.resource(agent)?.id == agent)
        let again = try inventory.handle(.link(guest, agent, reason: "yes", actor: "me"), at: Estate.at(3))
        #expect(again.snapshot.resource(agent)?.id == guest)
        var restarted = Inventory(identity: PersistedIdentity(linked.persist + parted.persist + again.persist))
        try restarted.see(.agent, "a2", [Estate.agent("a2", host: "inside", machine: "mach-2")])
        try restarted.see(.proxmox, "pve", [Estate.guest("pve", "n1", 100, name: "web")])
        #expect(restarted.snapshot.resources.map(\.id) == [guest])
    }

    @Test("A reported merge makes two rows, and cannot be reported twice")
    func reportMerge() throws {
        var inventory = try inventory()
        let id = try #require(inventory.snapshot.resource("pve-n1")).id
        let change = try inventory.handle(.reportMerge(id, sources: [], notes: "", actor: "me"), at: Estate.at(1))
        let exclusions = change.persist.compactMap { if case .exclusion(let decision) = $0 { decision.reason } else { nil } }
        #expect(exclusions == ["reported_incorrect_merge"])
        let (node, agent) = (inventory.snapshot.resource("pve-n1"), inventory.snapshot.resource("a1"))
        #expect(node != nil && agent != nil && node !== agent)
        #expect(agent?.id == id)
        #expect(code(inventory, .reportMerge(id, sources: [], notes: "", actor: "me")) == "not_merged")
        _ = try inventory.handle(.link(try #require(node).id, id, reason: "", actor: "me"), at: Estate.at(2))
        #expect(inventory.snapshot.resource("pve-n1")?.id == id)
    }
}
