import PulseCore
import PulseInventory

/// Counts over the whole inventory, `resources-metrics-recovery` §4.1.
struct Aggregations {
    private let counts: InventoryCounts
    private var sensitivities: [String: Int] = [:]
    private var routings: [String: Int] = [:]
    private var redactions: [String: Int] = [:]

    init(_ snapshot: InventorySnapshot) {
        counts = snapshot.counts
        for resource in snapshot.resources {
            let policy = ResourcePolicy(resource)
            sensitivities[policy.sensitivity.rawValue, default: 0] += 1
            routings[policy.routing, default: 0] += 1
            for name in policy.redact { redactions[name, default: 0] += 1 }
        }
    }

    func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object(write)
        return json.bytes
    }

    private func write(_ json: inout JSONWriter) {
        json.field("total", counts.total)
        Self.write(&json, "byType", counts.byType)
        Self.write(&json, "byStatus", Self.named(counts.byStatus))
        Self.write(&json, "bySource", Self.named(counts.bySource))
        json.key("policyPosture")
        json.object { json in
            json.field("totalResources", counts.total)
            Self.write(&json, "sensitivityCounts", sensitivities)
            Self.write(&json, "routingCounts", routings)
            Self.write(&json, "redactionCounts", redactions)
        }
        json.key("platformAdmission")
        json.object { json in
            json.field("proxmox", sees([.proxmox, .pbs, .pmg]))
            json.field("docker", sees([.docker]))
            json.field("kubernetes", sees([.kubernetes]))
            json.field("truenas", sees([.truenas]))
            json.field("vmware", sees([.vmware]))
            json.field("standalone", sees([.agent, .availability]))
        }
    }

    private func sees(_ sources: [SourceKind]) -> Bool { sources.contains { (counts.bySource[$0] ?? 0) > 0 } }

    private static func named<Key: RawRepresentable<String>>(_ counts: [Key: Int]) -> [String: Int] {
        Dictionary(counts.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
    }

    private static func write(_ json: inout JSONWriter, _ name: StaticString, _ counts: [String: Int]) {
        json.key(name)
        json.object(counts) { $0.value($1) }
    }
}
