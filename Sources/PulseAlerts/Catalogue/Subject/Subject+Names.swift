import PulseInventory

/// Ids of the state document, under which alerts are known, `alerts` §4.
extension Subject {
    private var content: Resource.Content { resource.content }

    /// The id of the source that counts most.
    var plainID: String { content.sources.lazy.compactMap { content.sourceIDs[$0] }.first ?? resource.id }

    /// A guest, storage or disk of Proxmox.
    var proxmoxID: String { content.sourceIDs[.proxmox] ?? plainID }

    /// A node: named after its cluster, or after the connection where two connections show clusters of one name.
    var nodeID: String {
        guard let facet = content.facets.proxmox, let node = facet.nodeName, let cluster = facet.clusterName else { return proxmoxID }
        return ambiguousClusters.contains(cluster) ? proxmoxID : "\(cluster)-\(node)"
    }

    /// The agent's own id, without a prefix.
    var hostID: String { content.facets.agent?.agentID ?? content.sourceIDs[.agent] ?? plainID }

    /// Where it runs, as people call it.
    var nodeName: String { content.facets.proxmox?.nodeName ?? content.facets.agent?.hostname ?? content.parentName ?? "" }

    /// The connection, or the platform where there is none.
    var instanceName: String {
        if let instance = content.facets.proxmox?.instance { return instance }
        if let platform = content.facets.agent?.platform { return platform }
        return content.sources.first?.rawValue ?? ""
    }

    /// How messages call the kind of thing.
    var word: String { ResourceClass(resource).word }
}
