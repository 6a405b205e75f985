import PulseInventory

/// Names of clusters that two connections claim for different clusters; looked for once a revision of the inventory.
struct ClusterNames: Sendable {
    private var revision: UInt64?
    private(set) var ambiguous: Set<String> = []

    mutating func follow(_ snapshot: InventorySnapshot) {
        guard revision != snapshot.revision else { return }
        revision = snapshot.revision
        var owners: [String: String] = [:]
        ambiguous = []
        for resource in snapshot.resources where resource.kind == .agent {
            guard let name = resource.content.identity.clusterName, let instance = resource.content.facets.proxmox?.instance else {
                continue
            }
            if let owner = owners[name], owner != instance { ambiguous.insert(name) }
            owners[name] = instance
        }
    }
}
