import PulseCore
import Testing

@testable import PulseInventory

@Suite("Clusters and nodes of one name, and nodes that move")
struct SameNameTests {
    private func node(_ instance: String, _ name: String, cluster: String, ip: String) -> ObservedResource {
        var row = Estate.node(instance, name, ip: ip)
        row.identity.clusterName = cluster
        row.metrics.cpu = 1
        row.samples = [Sample(.cpu, 1)]
        return row
    }

    private func cluster(_ instance: String, network: Int) -> [ObservedResource] {
        let nodes = (1...3).map { node(instance, "pve\($0)", cluster: "prod", ip: "10.\(network).0.\($0)") }
        return nodes + (100..<103).map { Estate.guest(instance, "pve\($0 - 99)", $0, name: "web") }
    }

    @Test("Two clusters of one name, with nodes and guests of the same names, stay two")
    func sameNames() throws {
        var inventory = Inventory()
        try inventory.see(.proxmox, "berlin", cluster("berlin", network: 1))
        let change = try inventory.see(.proxmox, "hamburg", cluster("hamburg", network: 2), at: 1)
        #expect(inventory.snapshot.resources.count == 12)
        let nodes = inventory.snapshot.resources.filter { $0.kind == .agent }
        #expect(nodes.count == 6 && nodes.allSatisfy { $0.content.sources == [.proxmox] && $0.content.childCount == 1 })
        #expect(Set(inventory.snapshot.resources.map(\.content.historyKey)).count == 12)
        #expect(change.removed.isEmpty && change.successions.isEmpty)
        // Each goes on by itself.
        let later = try inventory.see(.proxmox, "berlin", cluster("berlin", network: 1), at: 10)
        let last = try inventory.see(.proxmox, "hamburg", cluster("hamburg", network: 2), at: 11)
        #expect(Set(later.samples.map(\.historyKey)).isDisjoint(with: last.samples.map(\.historyKey)))
    }

    @Test("Also a single node of each", arguments: [true, false])
    func sameNode(isAlone: Bool) throws {
        var inventory = Inventory()
        for (network, instance) in ["berlin", "hamburg"].enumerated() {
            var rows = [node(instance, "pve1", cluster: "prod", ip: "10.\(network).0.1")]
            if !isAlone { rows.append(node(instance, instance, cluster: "prod", ip: "10.\(network).0.2")) }
            try inventory.see(.proxmox, instance, rows)
        }
        #expect(inventory.snapshot.resources.count == (isAlone ? 2 : 4))
    }

    /// The moments at which each connection lists the node, in the order in which they say so.
    struct Move: Sendable {
        var hasAgent: Bool
        /// The new cluster lists it before the old one has let it go.
        var overlaps: Bool
    }

    @Test(
        "A node that moves to another cluster is one node, before and after",
        arguments: [
            Move(hasAgent: true, overlaps: true), Move(hasAgent: true, overlaps: false), Move(hasAgent: false, overlaps: true),
            Move(hasAgent: false, overlaps: false),
        ])
    func moves(move: Move) throws {
        var inventory = Inventory()
        let other = node("old", "pve2", cluster: "a", ip: "10.0.0.2")
        let target = node("new", "pve3", cluster: "b", ip: "10.0.0.3")
        var agent = Estate.agent("a1", host: "pve1", machine: "mach-1", ip: "10.0.0.1")
        agent.metrics.cpu = 2
        agent.samples = [Sample(.cpu, 2)]
        if move.hasAgent { try inventory.see(.agent, "a1", [agent]) }
        try inventory.see(.proxmox, "old", [node("old", "pve1", cluster: "a", ip: "10.0.0.1"), other])
        try inventory.see(.proxmox, "new", [target])
        let before = try #require(inventory.snapshot.resources.first { $0.name == "pve1" })
        func named() -> [Resource] { inventory.snapshot.resources.filter { $0.name == "pve1" } }

        let arrived = [target, node("new", "pve1", cluster: "b", ip: "10.0.0.1")]
        var renames: [String: String] = [:]
        func note(_ change: InventoryChange) { for one in change.successions { renames[one.old] = one.new } }
        if move.overlaps {
            note(try inventory.see(.proxmox, "new", arrived, at: 10))
            #expect(named().count == 1)
            note(try inventory.see(.proxmox, "old", [other], at: 20))
        } else {
            note(try inventory.see(.proxmox, "old", [other], at: 10))
            note(try inventory.see(.proxmox, "new", arrived, at: 20))
        }
        #expect(named().count == 1)
        let after = try #require(named().first)
        #expect(after.content.parentName == before.content.parentName)
        #expect(after.content.sources.contains(.proxmox))
        if move.hasAgent { #expect(after.id == before.id && after.content.historyKey == before.content.historyKey) }
        if move.overlaps {
            let key = before.content.historyKey
            #expect((renames[key] ?? key) == after.content.historyKey, "its history goes with it")
        }
    }
}
