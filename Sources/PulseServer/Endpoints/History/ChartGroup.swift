import PulseCore
import PulseInventory

/// The groups in which `/api/charts` lists its series.
enum ChartGroup: String, CaseIterable {
    case data, nodeData, storageData, dockerData, dockerHostData, agentData

    /// The groups a resource belongs to: a Proxmox node with an agent on it is shown as both.
    static func groups(of resource: Resource) -> [ChartGroup] {
        switch resource.kind {
        case .vm, .systemContainer, .pod: [.data]
        case .appContainer: [.dockerData]
        case .storage, .ceph: [.storageData]
        case .agent: hostGroups(of: resource)
        default: []
        }
    }

    private static func hostGroups(of resource: Resource) -> [ChartGroup] {
        var groups: [ChartGroup] = []
        if resource.content.sources.contains(.proxmox) { groups.append(.nodeData) }
        if resource.contractType == "docker-host" { groups.append(.dockerHostData) }
        if resource.content.sources.contains(.agent) { groups.append(.agentData) }
        return groups
    }

    /// The name of the group in `pointCounts`.
    var countName: StaticString {
        switch self {
        case .data: "guests"
        case .nodeData: "nodes"
        case .storageData: "storage"
        case .dockerData: "dockerContainers"
        case .dockerHostData: "dockerHosts"
        case .agentData: "agents"
        }
    }

    var name: StaticString {
        switch self {
        case .data: "data"
        case .nodeData: "nodeData"
        case .storageData: "storageData"
        case .dockerData: "dockerData"
        case .dockerHostData: "dockerHostData"
        case .agentData: "agentData"
        }
    }

    /// The series of the group: the name in the answer and the metric in the store.
    var series: [(name: String, metric: Metric)] {
        switch self {
        case .storageData: [("disk", .usage)]
        case .nodeData, .agentData, .dockerHostData: Self.common + [("temperature", .temperature)]
        case .data, .dockerData: Self.common
        }
    }

    private static let common: [(name: String, metric: Metric)] = [
        ("cpu", .cpu), ("memory", .memory), ("memoryused", .memoryUsed), ("disk", .disk), ("netin", .netIn), ("netout", .netOut),
        ("diskread", .diskRead), ("diskwrite", .diskWrite),
    ]
}

extension ResourceMetrics {
    /// The live value of a series, for resources whose history has not begun.
    func live(_ metric: Metric, temperature: Double?) -> Double? {
        switch metric {
        case .cpu: cpu
        case .memory: memory?.percent
        case .memoryUsed: memory?.used.map(Double.init)
        case .disk, .usage: disk?.percent
        case .netIn: netIn
        case .netOut: netOut
        case .diskRead: diskRead
        case .diskWrite: diskWrite
        case .temperature: temperature
        default: nil
        }
    }
}
