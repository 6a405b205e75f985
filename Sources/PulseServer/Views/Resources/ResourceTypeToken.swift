import PulseInventory

/// The words `?type=` understands.
enum ResourceTypeToken {
    /// The contract types a token stands for; `nil` for a word that means none.
    static func types(_ token: String) -> [String]? {
        if let aliased = aliases[token] { return [aliased] }
        if contractTypes.contains(token) { return [token] }
        let singular = token.hasSuffix("ies") ? token.dropLast(3) + "y" : token.dropLast(token.hasSuffix("s") ? 1 : 0)
        if let aliased = aliases[String(singular)] { return [aliased] }
        if contractTypes.contains(String(singular)) { return [String(singular)] }
        if token.hasSuffix("sses"), contractTypes.contains(String(token.dropLast(2))) { return [String(token.dropLast(2))] }
        return nil
    }

    private static let contractTypes: Set<String> = Set(ResourceKind.allCases.map(\.rawValue)).union(["docker-host"])

    private static let aliases: [String: String] = [
        "node": "agent", "host": "agent",
        "container": "app-container",
        "oci-container": "system-container",
        "service": "docker-service",
        "docker-node": "docker-swarm-node", "swarm-node": "docker-swarm-node",
        "swarm-secret": "docker-secret", "swarm-config": "docker-config",
        "pool": "ceph",
        "disk": "physical_disk", "physical-disk": "physical_disk", "physicaldisk": "physical_disk",
        "k8s-hpa": "k8s-horizontal-pod-autoscaler",
        "share": "network-share",
        "endpoint": "network-endpoint", "availability": "network-endpoint",
    ]
}
