import PulseCore
import PulseInventory

/// What `resourceType` of a history request may be, and which resources each name means.
enum HistoryAddress {
    /// The history types tried in order for a requested type; `nil` for an unknown one.
    static func types(for requested: String) -> [String]? { table[requested] }

    private static let table: [String: [String]] = [
        "node": ["node", "agent"],
        "agent": ["agent", "node"],
        "host": ["agent", "node"],
        "vm": ["vm"],
        "system-container": ["system-container"],
        "container": ["system-container"],
        "oci-container": ["system-container"],
        "guest": ["vm", "system-container"],
        "app-container": ["app-container"],
        "dockerContainer": ["app-container"],
        "docker": ["app-container"],
        "docker-host": ["docker-host", "agent"],
        "dockerHost": ["docker-host", "agent"],
        "k8s": ["k8s-cluster", "k8s-node", "k8s-deployment", "pod"],
        "k8s-cluster": ["k8s-cluster"],
        "k8s-node": ["k8s-node"],
        "k8s-deployment": ["k8s-deployment"],
        "pod": ["pod"],
        "storage": ["storage"],
        "disk": ["disk"],
    ]

    /// The resource a request means, found by its history address or any of its ids; `nil` when the inventory has none.
    static func resource(type requested: String, id: String, in snapshot: InventorySnapshot) -> Resource? {
        guard let types = types(for: requested) else { return nil }
        for type in types {
            if let found = snapshot.resource(forTarget: MetricsTarget(resourceType: type, resourceID: id)) { return found }
        }
        guard let named = snapshot.resource(id), let target = named.content.metricsTarget, types.contains(target.resourceType) else {
            return nil
        }
        return named
    }
}
