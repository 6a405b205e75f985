import PulseInventory

/// The keys under which people may have set something for a resource, table of `alerts` §2.5; the one of today first.
struct OverrideKeys {
    let keys: [String]
    /// Beginnings of the keys of its filesystems and pools.
    let partPrefixes: [String]

    init(_ resource: Resource) {
        let content = resource.content
        switch resource.kind {
        case .vm, .systemContainer:
            let guest = Self.guest(resource)
            keys = guest + Self.hosts(content) + [content.id]
            partPrefixes = guest.map { "guest-disk:\($0)/disk:" } + Self.hosts(content).map { "agent:\($0)/disk:" }
        case .agent:
            let hosts = Self.hosts(content)
            keys = Self.node(content) + hosts + hosts.map { "agent:" + $0 } + Self.sourceIDs(content) + [content.id]
            partPrefixes = hosts.map { "agent:\($0)/disk:" }
        case .ceph:
            keys = Self.sourceIDs(content) + [content.id]
            partPrefixes = content.facets.proxmox?.instance.map { ["\($0)-ceph-pool-"] } ?? []
        default:
            keys = Self.sourceIDs(content) + [content.id]
            partPrefixes = []
        }
    }

    /// Keys of the resource as an agent's host: those of the agent, failing that those of the node or guest.
    static func asHost(_ resource: Resource) -> [String] {
        let hosts = hosts(resource.content)
        return hosts + hosts.map { "agent:" + $0 } + OverrideKeys(resource).keys.filter { !hosts.contains($0) }
    }

    /// The key for a guest, and the older ones that are still accepted.
    static func guest(_ resource: Resource) -> [String] {
        let content = resource.content
        guard let facet = content.facets.proxmox, let instance = facet.instance, let node = facet.nodeName, let vmid = facet.vmid else {
            return sourceIDs(content)
        }
        let clustered = "guest:\(instance):\(vmid)"
        let alone = "\(instance):\(node):\(vmid)"
        let current = instance == node ? [alone, clustered] : [clustered, alone]
        return current + ["\(instance)-\(vmid)", "\(instance)-\(node)-\(vmid)"]
    }

    private static func node(_ content: Resource.Content) -> [String] {
        guard let facet = content.facets.proxmox, let node = facet.nodeName else { return [] }
        return facet.clusterName.map { ["\($0)-\(node)"] } ?? []
    }

    private static func hosts(_ content: Resource.Content) -> [String] {
        guard content.sources.contains(.agent) else { return [] }
        var ids: [String] = []
        for id in [content.facets.agent?.agentID, content.sourceIDs[.agent]] {
            if let id, !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    private static func sourceIDs(_ content: Resource.Content) -> [String] { content.sources.compactMap { content.sourceIDs[$0] } }
}
