import PulseInventory

/// How the storages and disks of one connection are named, `resources-metrics-recovery` §3.2.
public struct InstanceScope: Sendable, Equatable {
    /// The connection's name.
    public var instance: String
    /// First part of a node's id: the cluster's name for members of a cluster, else the connection's.
    public var nodeScope: String
    public var clusterName: String?

    /// - Parameters:
    ///   - nodeScope: `nil` takes the connection's name.
    ///   - clusterName: `nil` for a standalone node.
    public init(instance: String, nodeScope: String? = nil, clusterName: String? = nil) {
        self.instance = instance
        self.nodeScope = nodeScope ?? instance
        self.clusterName = clusterName
    }

    /// For example `pve1-node1`.
    public func nodeID(_ node: String) -> String { nodeScope.isEmpty ? node : "\(nodeScope)-\(node)" }

    /// For example `pve1-node1-local`; `node1-local` when the connection is named like the node.
    public func storageID(_ storage: String, on node: String) -> String {
        instance.isEmpty || instance == node ? "\(node)-\(storage)" : "\(instance)-\(node)-\(storage)"
    }

    /// Of a storage that several nodes see, for example `pve1-cluster-backup`; the cluster's name comes first when there is one.
    public func sharedStorageID(_ storage: String) -> String { "\(nodeScope)-cluster-\(storage)" }

    /// For example `pve1-node1--dev-sda`.
    public func diskID(_ device: String, on node: String) -> String {
        let path = String(device.map { $0 == "/" ? "-" : $0 })
        return instance.isEmpty ? "\(node)-\(path)" : "\(instance)-\(node)-\(path)"
    }

    func parent(_ node: String) -> ParentReference { ParentReference(kind: .agent, sourceID: nodeID(node)) }

    /// What the owner's facet says of an object on a node, or of one without a node.
    func owner(_ node: String?) -> ProxmoxFacet {
        var facet = ProxmoxFacet()
        facet.instance = instance
        facet.nodeName = node
        facet.clusterName = clusterName
        facet.isClusterMember = clusterName.map { _ in true }
        return facet
    }
}
