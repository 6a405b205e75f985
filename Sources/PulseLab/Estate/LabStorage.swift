/// A storage as the datacenter defines it.
public struct LabStorage: Sendable {
    public let id: String
    public let type: String
    public let isShared: Bool
    public let content: [String]
    /// Size on each node, in bytes.
    public let size: Int64
    let use: Rhythm
    /// Names of the nodes that have it; `nil` is all of them.
    public let nodes: [String]?
    public let isEnabled: Bool
    /// Configuration lines beyond these, such as `path` or `server`.
    let details: [(name: String, value: String)]

    func isOn(_ node: String) -> Bool { nodes?.contains(node) ?? true }
    var contentText: String { content.sorted().joined(separator: ",") }
}

/// A replication job.
public struct LabReplication: Sendable {
    public let id: String
    public let vmid: Int
    let number: Int
    public let source: String
    public let target: String
    /// Seconds between runs.
    let period: Double
    let duration: Double
    public let isFailing: Bool
    let isDisabled: Bool
    let comment: String?
}

/// A Ceph cluster over the nodes.
struct LabCeph: Sendable {
    struct Pool: Sendable {
        let id: Int
        let name: String
        let use: Rhythm
        let objects: Int
    }
    let fsid: String
    let osdsPerNode: Int
    let size: Int64
    let pools: [Pool]
    let isWarning: Bool
}
