/// How long a figure must be over its trigger before an alert begins, in seconds; lookup of `alerts` §5.2.
public struct DelayTable: Sendable, Equatable {
    /// By type of resource; `all` for any.
    public var byType: [String: Int]
    /// By type, then by metric; `default`, `_default` and `*` stand for any metric.
    public var byMetric: [String: [String: Int]] = [:]

    public init() {
        byType = Dictionary(uniqueKeysWithValues: Self.standardTypes.map { ($0, Self.standard) })
    }

    /// Seconds where nothing is set.
    public static let standard = 5
    /// Types that always have an entry.
    public static let standardTypes: [String] = [
        "guest", "node", "agent", "storage", "pbs", "k8s-cluster", "k8s-node", "k8s-deployment", "k8s-namespace", "pod", "truenas-system",
        "truenas-pool", "truenas-dataset", "truenas-disk", "vmware-host", "vmware-vm", "vmware-datastore", "vmware-network",
    ]
    /// Types that older versions wrote; they are dropped without a word.
    static let formerTypes: Set<String> = [
        "host", "qemu", "container", "lxc", "docker", "dockerhost", "dockercontainer", "k8s", "kubernetes", "ct", "hosts",
    ]
    private static let anyMetric = ["default", "_default", "*"]

    /// The type and what it falls back to, the most specific first.
    static func chain(_ type: String) -> [String] {
        switch type {
        case "vm", "system-container", "app-container": [type, "guest"]
        case "oci-container": [type, "system-container", "guest"]
        case "docker-host", "agent", "pbs", "pmg", "k8s-cluster", "k8s-node": [type, "node"]
        case "docker-service": [type, "app-container", "guest"]
        case "agent-disk": [type, "agent", "storage"]
        case "k8s-deployment", "pod": [type, "guest"]
        case "truenas-system", "vmware-host": [type, "agent", "node"]
        case "truenas-pool", "truenas-dataset", "vmware-datastore", "pool", "dataset", "ceph": [type, "storage"]
        case "truenas-disk": [type, "physical_disk", "disk", "storage"]
        case "physical_disk": [type, "disk", "storage"]
        case "disk": [type, "storage"]
        case "vmware-vm": [type, "vm", "guest"]
        case "vmware-network": [type, "network"]
        case "datastore": [type, "storage", "pbs"]
        default: [type]
        }
    }

    /// Whether some chain looks the type up.
    static func isKnown(_ type: String) -> Bool {
        let others: Set<String> = ["all", "node", "guest", "storage", "network", "k8s-namespace"]
        return others.contains(type) || chain(type).count > 1
    }

    /// Seconds for a metric of a type of resource.
    public func seconds(for metric: String, of type: String) -> Int {
        let chain = Self.chain(type)
        for type in chain {
            if let found = lookUp(metric, in: byMetric[type]) { return found }
        }
        for type in chain {
            if let found = byType[type] { return found }
        }
        return lookUp(metric, in: byMetric["all"]) ?? byType["all"] ?? 0
    }

    private func lookUp(_ metric: String, in table: [String: Int]?) -> Int? {
        guard let table else { return nil }
        if let found = table[metric] { return found }
        return Self.anyMetric.lazy.compactMap { table[$0] }.first
    }
}
