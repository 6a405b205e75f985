import PulseCore
extension MetricsTarget {
    /// How the history of a resource is addressed, table of `resources-metrics-recovery` §3.6. `nil` for kinds without history.
    static func standard(for content: Resource.Content) -> MetricsTarget? {
        let ids = content.sourceIDs
        switch content.kind {
        case .agent: return host(content)
        case .vm, .systemContainer:
            return any(content, [.proxmox, .vmware, .truenas]).map { MetricsTarget(resourceType: content.kind.rawValue, resourceID: $0) }
        case .appContainer:
            return any(content, [.docker, .truenas]).map { MetricsTarget(resourceType: "app-container", resourceID: containerID($0)) }
        case .storage, .ceph:
            return any(content, [.proxmox, .vmware, .truenas, .pbs, .agent]).map { MetricsTarget(resourceType: "storage", resourceID: $0) }
        case .physicalDisk: return disk(content)
        case .pod: return ids[.kubernetes].map { MetricsTarget(resourceType: "pod", resourceID: "k8s:" + $0) }
        case .kubernetesCluster, .kubernetesNode, .kubernetesDeployment:
            return ids[.kubernetes].map { MetricsTarget(resourceType: content.kind.rawValue, resourceID: $0) }
        case .pbs, .pmg: return any(content, [.pbs, .pmg, .agent]).map { MetricsTarget(resourceType: "agent", resourceID: $0) }
        default: return nil
        }
    }

    private static func host(_ content: Resource.Content) -> MetricsTarget? {
        let ids = content.sourceIDs
        if let id = ids[.agent] { return MetricsTarget(resourceType: "agent", resourceID: id) }
        if let id = ids[.proxmox] { return MetricsTarget(resourceType: "node", resourceID: id) }
        if let id = ids[.vmware] { return MetricsTarget(resourceType: "agent", resourceID: id) }
        if let id = ids[.truenas] {
            return MetricsTarget(resourceType: "agent", resourceID: id.hasPrefix("system:") ? String(id.dropFirst(7)) : id)
        }
        if let id = ids[.docker] { return MetricsTarget(resourceType: "docker-host", resourceID: id) }
        return any(content, []).map { MetricsTarget(resourceType: "agent", resourceID: $0) }
    }

    /// The serial number, which stays when the disk moves, else the WWN, else the source's id.
    private static func disk(_ content: Resource.Content) -> MetricsTarget? {
        let facet = content.facets.physicalDisk
        let known = [content.identity.machineID, facet?.serial, content.identity.dmiUUID, facet?.wwn]
        let id = known.lazy.compactMap(NetworkEvidence.identifier).first ?? any(content, [.proxmox, .agent, .truenas])
        return id.map { MetricsTarget(resourceType: "disk", resourceID: $0) }
    }

    /// The id by the first of these sources that has one, else by the best source.
    private static func any(_ content: Resource.Content, _ order: [SourceKind]) -> String? {
        for source in order {
            if let id = content.sourceIDs[source] { return id }
        }
        return content.sources.first.flatMap { content.sourceIDs[$0] }
    }

    /// The container's own id of `<host>/container/<id>`.
    private static func containerID(_ sourceID: String) -> String {
        let parts = sourceID.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 2] == "container" else { return sourceID }
        return String(parts[parts.count - 1])
    }
}
