import PulseCore
import PulseInventory

/// Guests of a Proxmox cluster whose processors the test sets.
struct FlappingEstate {
    private var inventory = Inventory()
    private var rows: [ObservedResource] = []
    private let source = SourceScope(.proxmox, "lab")

    init(guests: Int, nodes: Int) {
        for number in 0..<nodes {
            var node = ObservedResource(kind: .agent, sourceID: "lab-n\(number)", name: "n\(number)")
            node.status = .online
            node.technology = "proxmox"
            node.identity.hostnames = ["n\(number)"]
            node.identity.clusterName = "lab"
            node.metrics.cpu = 10
            node.facets.set(.proxmox(Self.facet(on: number)))
            rows.append(node)
        }
        for number in 0..<guests {
            var guest = ObservedResource(kind: .vm, sourceID: "lab:n\(number % nodes):\(100 + number)", name: "web\(number)")
            guest.status = .online
            guest.technology = "qemu"
            guest.parent = ParentReference(kind: .agent, sourceID: "lab-n\(number % nodes)")
            guest.identity.proxmoxGuestKey = "lab:\(100 + number)"
            var facet = Self.facet(on: number % nodes)
            facet.vmid = 100 + number
            guest.facets.set(.proxmox(facet))
            rows.append(guest)
        }
        self.nodes = nodes
    }
    private let nodes: Int

    private static func facet(on node: Int) -> ProxmoxFacet {
        var facet = ProxmoxFacet()
        facet.nodeName = "n\(node)"
        facet.instance = "lab"
        facet.clusterName = "lab"
        facet.connectionHealth = "healthy"
        facet.runtimeStatus = "running"
        return facet
    }

    /// One look of the poller; `processor` answers percent for each guest.
    mutating func look(at now: Timestamp, processor: (Int) -> Double) throws -> InventoryChange {
        for index in rows.indices {
            if index >= nodes { rows[index].metrics.cpu = processor(index - nodes) }
            rows[index].provenance = [Provenance(.cpu, source: "cluster-resources", measuredAt: now)]
        }
        return try inventory.handle(.observed(Observation(source: source, at: now, resources: rows)), at: now)
    }
}
