import PulseAlerts
import PulseCore
import PulseInventory
import Testing

/// Each fault of an estate such as the laboratory's names its alert of the catalogue and no other.
@Suite("Faults of an estate")
struct CatalogueEstateTests {
    /// Two nodes, guests, storages, disks, Ceph, and a host, all well; each fault changes one row of it.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var alarms: [String]
        var change: @Sendable (inout Plan) -> Void
        init(_ name: String, _ alarms: [String], _ change: @escaping @Sendable (inout Plan) -> Void) {
            (testDescription, self.alarms, self.change) = (name, alarms, change)
        }
    }
    struct Plan {
        var node: (inout ObservedResource, inout ProxmoxFacet) -> Void = { _, _ in }
        var guest: (inout ObservedResource, inout ProxmoxFacet) -> Void = { _, _ in }
        var container: (inout ObservedResource, inout ProxmoxFacet) -> Void = { _, _ in }
        var storage: (inout ObservedResource, inout StorageFacet) -> Void = { _, _ in }
        var disk: (inout PhysicalDiskFacet) -> Void = { _ in }
        var ceph: (health: String, change: (inout CephFacet) -> Void) = ("HEALTH_OK", { _ in })
        var host: (inout ObservedResource, inout AgentFacet) -> Void = { _, _ in }
    }

    static let faults: [Fault] = [
        Fault("all well", []) { _ in },
        Fault("a node loses power", ["n1|connectivity"]) { plan in
            plan.node = { row, facet in
                row.status = .offline
                (facet.runtimeStatus, facet.connectionHealth) = ("offline", "error")
            }
            plan.guest = { row, facet in
                (facet.runtimeStatus, facet.connectionHealth) = ("unknown", "error")
                row.metrics.cpu = nil
            }
            plan.container = plan.guest
            plan.storage = { row, facet in facet.active = false }
        },
        Fault("a hot node", ["n1|temperature"]) { plan in plan.node = { _, facet in facet.temperatures?.cpuPackage = 85 } },
        Fault("a busy guest", ["web-100|cpu"]) { plan in plan.guest = { row, _ in row.metrics.cpu = 97 } },
        Fault("a guest is switched off", ["web-100|powered-off"]) { plan in plan.guest = { _, facet in facet.runtimeStatus = "stopped" } },
        Fault("a guest under backup", []) { plan in
            plan.guest = { _, facet in (facet.runtimeStatus, facet.lock) = ("stopped", "backup") }
        },
        Fault("the agent in a guest falls silent", ["web-100|resource-incident|availability_unreachable"]) { plan in
            plan.guest = { _, facet in facet.guestAgentStatus = "expected-unreachable" }
        },
        Fault("a container's root is full", ["web-200|disk"]) { plan in
            plan.container = { row, facet in
                row.metrics.disk = Capacity(percent: 96)
                facet.disks = [Rows.filesystem("/", 96)]
            }
        },
        Fault("a storage is full", ["local|usage"]) { plan in plan.storage = { row, _ in row.metrics.disk = Capacity(percent: 93) } },
        Fault("a storage does not answer", ["local|offline"]) { plan in plan.storage = { _, facet in facet.active = false } },
        Fault("a pool lost a disk", ["local|zfs-device|sda2", "local|zfs-pool-state"]) { plan in
            plan.storage = { _, facet in facet.zfs = Rows.pool("DEGRADED") { $0.devices[1].state = "UNAVAIL" } }
        },
        Fault("a disk dies", ["Disk /dev/sda|disk-health"]) { plan in plan.disk = { $0.health = "FAILED" } },
        Fault("a disk wears out", ["Disk /dev/sda|disk-wearout"]) { plan in plan.disk = { $0.lifeLeft = 5 } },
        Fault("a hot disk", ["Disk /dev/sda|diskTemperature"]) { plan in plan.disk = { $0.temperature = 61 } },
        Fault("Ceph lost an OSD", ["Ceph|resource-incident|ceph_cluster_health"]) { plan in plan.ceph.health = "HEALTH_WARN" },
        Fault("a pool of Ceph is full", ["Ceph|usage|rbd"]) { plan in plan.ceph.change = { $0.pools[0].percentUsed = 90 } },
        Fault("a host's array is degraded", ["host-h1|raid|/dev/md2"]) { plan in
            plan.host = { _, facet in facet.raid = [Rows.array(state: "degraded", active: 1, failed: 1)] }
        },
        Fault("a host's mount is full", ["host-h1|disk|srv"]) { plan in plan.host = { _, facet in facet.disks[1].usage = 95 } },
        Fault("a host is short of memory", ["host-h1|memory"]) { plan in
            plan.host = { row, _ in row.metrics.memory = Capacity(percent: 95) }
        },
    ]

    @Test(arguments: faults)
    func eachFaultNamesItsAlert(fault: Fault) throws {
        var plan = Plan()
        fault.change(&plan)
        let scene = CatalogueScene()
        try scene.see([
            Rows.node(with: plan.node), Rows.node("n2"), Rows.guest(with: plan.guest),
            Rows.guest(200, kind: .systemContainer, with: plan.container),
            Rows.guest(101, node: "n2"), Rows.storage(with: plan.storage), Rows.storage("tank", node: "n2") { $1.zfs = Rows.pool() },
            Rows.disk(with: plan.disk), Rows.ceph(plan.ceph.health, with: plan.ceph.change),
        ])
        try scene.see([Rows.host(with: plan.host)], .agent, scope: "h1")
        #expect(scene.alarms() == fault.alarms)
    }

    @Test func everyDescriptionIsWholeAndEveryIDIsItsOwn() throws {
        for fault in Self.faults {
            var plan = Plan()
            fault.change(&plan)
            let scene = CatalogueScene()
            try scene.see([
                Rows.node(with: plan.node), Rows.guest(with: plan.guest), Rows.storage { $1.zfs = Rows.pool() }, Rows.disk(with: plan.disk),
                Rows.ceph(),
            ])
            try scene.see([Rows.host(with: plan.host)], .agent, scope: "h1")
            var ids: Set<String> = []
            for resource in scene.snapshot.resources {
                for judgement in scene.judgements(resource.id) {
                    let description = scene.catalogue.describe(judgement, of: resource, in: scene.snapshot)
                    #expect(description.id == "\(description.resourceID)::\(description.specID)")
                    #expect(ids.insert(description.id).inserted, "\(description.id)")
                    #expect(!description.message.isEmpty && !description.resourceName.isEmpty && !description.instance.isEmpty)
                    #expect(!description.aliases.contains(description.id))
                    #expect(description.metadata["resourceType"] != nil)
                }
            }
        }
    }

    @Test func kindsWithoutRulesOfTheirOwnAreJudgedByTheirGroup() throws {
        let scene = CatalogueScene()
        func row(_ kind: ResourceKind, _ id: String) -> ObservedResource {
            var row = ObservedResource(kind: kind, sourceID: id, name: id)
            row.status = .online
            row.metrics.cpu = 85
            row.metrics.memory = Capacity(percent: 50)
            row.metrics.disk = Capacity(percent: 88)
            return row
        }
        try scene.see([row(.appContainer, "c")], .docker)
        try scene.see([row(.pod, "p"), row(.kubernetesNode, "k")], .kubernetes)
        try scene.see([row(.storage, "pool"), row(.agent, "nas")], .truenas)
        try scene.see([row(.vm, "esx-vm")], .vmware)
        try scene.see([row(.pbs, "backup")], .pbs)
        let expected = [
            "backup|cpu", "c|cpu", "c|disk", "esx-vm|cpu", "k|cpu", "nas|cpu", "nas|disk", "pool|cpu", "pool|usage", "p|cpu",
        ]
        #expect(scene.alarms() == expected)
    }
}
