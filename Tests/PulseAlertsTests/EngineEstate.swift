import PulseAlerts
import PulseCore
import PulseInventory

/// A small Proxmox cluster in an inventory of its own, with an engine that follows it.
struct EngineEstate {
    var stage: EngineStage
    private var inventory = Inventory()
    var guests: [String: ObservedResource] = [:]
    var node: ObservedResource

    init(_ change: (inout AlertConfiguration) -> Void = { _ in }) {
        stage = EngineStage(change)
        var facet = ProxmoxFacet()
        facet.nodeName = "n1"
        facet.instance = "lab"
        facet.clusterName = "lab"
        facet.connectionHealth = "healthy"
        facet.runtimeStatus = "online"
        node = ObservedResource(kind: .agent, sourceID: "lab-n1", name: "n1")
        node.status = .online
        node.technology = "proxmox"
        node.identity.hostnames = ["n1"]
        node.identity.clusterName = "lab"
        node.metrics.cpu = 10
        node.facets.set(.proxmox(facet))
        for vmid in [100, 101] { add(vmid) }
    }

    mutating func add(_ vmid: Int) {
        var guest = ObservedResource(kind: .vm, sourceID: "lab:n1:\(vmid)", name: "web\(vmid)")
        guest.status = .online
        guest.technology = "qemu"
        guest.parent = ParentReference(kind: .agent, sourceID: "lab-n1")
        guest.identity.proxmoxGuestKey = "lab:\(vmid)"
        guest.metrics.cpu = 10
        var facet = ProxmoxFacet()
        facet.vmid = vmid
        facet.nodeName = "n1"
        facet.instance = "lab"
        facet.clusterName = "lab"
        facet.runtimeStatus = "running"
        facet.connectionHealth = "healthy"
        guest.facets.set(.proxmox(facet))
        guests["\(vmid)"] = guest
    }

    var snapshot: InventorySnapshot { inventory.snapshot }

    /// One look of the poller, ten seconds later.
    mutating func poll(after seconds: Int = 10, completeness: Observation.Completeness = .everything) throws {
        stage.pass(seconds)
        var resources = guests.keys.sorted().compactMap { guests[$0] }
        resources.insert(node, at: 0)
        for index in resources.indices {
            if resources[index].metrics.cpu != nil {
                resources[index].provenance = [Provenance(.cpu, source: "cluster-resources", measuredAt: stage.now.wall)]
            }
        }
        let seen = Observation(source: SourceScope(.proxmox, "lab"), at: stage.now.wall, resources: resources, completeness: completeness)
        let change = try inventory.handle(.observed(seen), at: stage.now.wall)
        stage.handle(.changed(upserted: change.upserted, removed: change.removed, change.snapshot))
        stage.handle(.tick)
    }

    /// The clocks go on, and nobody answers.
    mutating func silence(_ seconds: Int) throws {
        for _ in 0..<seconds {
            stage.pass(1)
            let change = try inventory.handle(.tick, at: stage.now.wall)
            if !change.isEmpty { stage.handle(.changed(upserted: change.upserted, removed: change.removed, change.snapshot)) }
            stage.handle(.tick)
        }
    }

    mutating func setCPU(_ percent: Double?, of vmid: Int = 100) { guests["\(vmid)"]?.metrics.cpu = percent }
    mutating func setNode(online: Bool) {
        guard var facet = node.facets.all.compactMap({ if case .proxmox(let facet) = $0 { facet } else { nil } }).first else { return }
        facet.runtimeStatus = online ? "online" : "offline"
        node.facets.set(.proxmox(facet))
        node.status = online ? .online : .offline
    }
}
