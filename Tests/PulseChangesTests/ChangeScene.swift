import PulseCore
import PulseInventory

@testable import PulseChanges

/// Two Proxmox nodes with guests in an inventory of their own, with a journal that follows it.
struct ChangeScene {
    static let start = Timestamp(seconds: 1_764_000_000)

    private(set) var inventory = Inventory()
    var journal = ChangeJournal()
    private(set) var now = start
    var rows: [String: ObservedResource] = [:]
    /// Rows whose uptime stands still: they are carried forward.
    var carried: Set<String> = []
    var reversesRows = false

    init(guests: Int = 2) throws {
        for name in ["n1", "n2"] { rows[name] = Self.node(name) }
        for vmid in 100..<100 + guests { rows["\(vmid)"] = Self.guest(vmid, on: "n1") }
    }

    static func node(_ name: String) -> ObservedResource {
        var row = ObservedResource(kind: .agent, sourceID: "lab-\(name)", name: name)
        row.status = .online
        row.technology = "proxmox"
        row.identity.hostnames = [name]
        row.setProxmox { facet in
            facet.nodeName = name
            facet.instance = "lab"
            facet.cpus = 8
            facet.uptime = 500_000
            facet.kernelVersion = "6.8.12-4-pve"
            facet.pveVersion = "9.0.3"
        }
        return row
    }

    static func guest(_ vmid: Int, on node: String) -> ObservedResource {
        var row = ObservedResource(kind: .vm, sourceID: "lab:\(node):\(vmid)", name: "web\(vmid)")
        row.status = .online
        row.technology = "qemu"
        row.parent = ParentReference(kind: .agent, sourceID: "lab-\(node)")
        row.identity.proxmoxGuestKey = "lab:\(vmid)"
        row.tags = ["prod"]
        row.metrics.memory = Capacity(used: 1 << 30, total: 4 << 30)
        row.provenance = [Provenance(.memory, source: "available-field", measuredAt: start)]
        row.setProxmox { facet in
            facet.vmid = vmid
            facet.nodeName = node
            facet.instance = "lab"
            facet.cpus = 2
            facet.uptime = 100_000
        }
        return row
    }

    /// One look of the source at all its rows, so many seconds later.
    mutating func look(after seconds: Int = 10, _ completeness: Observation.Completeness = .everything) throws -> [ResourceChange] {
        now = now + .seconds(seconds)
        for name in rows.keys where !carried.contains(name) && rows[name]?.status == .online {
            rows[name]?.setProxmox { $0.uptime = $0.uptime.map { $0 + seconds } }
        }
        var seen = rows.keys.sorted().compactMap { rows[$0] }
        if reversesRows { seen.reverse() }
        let observation = Observation(source: SourceScope(.proxmox, "lab"), at: now, resources: seen, completeness: completeness)
        return journal.handle(try inventory.handle(.observed(observation), at: now))
    }

    /// Nobody answers for so many seconds.
    mutating func silence(_ seconds: Int) throws -> [ResourceChange] {
        now = now + .seconds(seconds)
        let failed = journal.handle(try inventory.handle(.sourceFailed(SourceScope(.proxmox, "lab"), "refused"), at: now))
        return failed + journal.handle(try inventory.handle(.tick, at: now))
    }

    /// Pulse ends and starts again: only what the journal stored is left.
    mutating func restart() {
        stored.merge(journal.takeUnstored())
        journal = ChangeJournal(known: Array(stored.known.values))
        inventory = Inventory()
    }
    var stored = StoredKnowledge()

    /// The canonical id of a row.
    func id(_ name: String) -> String { rows[name].flatMap { inventory.snapshot.resource($0.sourceID)?.id } ?? "" }

    mutating func move(_ vmid: String, to node: String) {
        rows[vmid]?.sourceID = "lab:\(node):\(vmid)"
        rows[vmid]?.parent = ParentReference(kind: .agent, sourceID: "lab-\(node)")
        rows[vmid]?.setProxmox { $0.nodeName = node }
    }

    mutating func setProxmox(_ name: String, _ change: (inout ProxmoxFacet) -> Void) { rows[name]?.setProxmox(change) }
}

/// What a database would hold.
struct StoredKnowledge {
    var known: [String: KnownResource] = [:]

    mutating func merge(_ news: (stored: [KnownResource], forgotten: [String])) {
        for id in news.forgotten { known[id] = nil }
        for entry in news.stored { known[entry.id] = entry }
    }
}

extension ObservedResource {
    mutating func setProxmox(_ change: (inout ProxmoxFacet) -> Void) {
        var facet = facets.proxmox ?? ProxmoxFacet()
        change(&facet)
        facets.set(.proxmox(facet))
    }
}

extension ResourceChange {
    /// One line that says what happened.
    var line: String {
        let words = [event.rawValue, setting?.rawValue, before.map { "\($0) →" }, after]
        return words.compactMap(\.self).joined(separator: " ")
    }
}
