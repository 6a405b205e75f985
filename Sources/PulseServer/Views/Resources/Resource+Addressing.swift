import PulseInventory

/// How the wire forms address a resource; derived, never stored.
extension Resource {
    /// `platformScopes`: the platforms that describe it, in the contract's words.
    var platformScopes: [String] {
        content.sources.map { source in
            switch source {
            case .proxmox: "proxmox-pve"
            case .pbs: "proxmox-pbs"
            case .pmg: "proxmox-pmg"
            case .vmware: "vmware-vsphere"
            default: source.rawValue
            }
        }
    }

    /// `platformType` of frames: the facet that says most decides, then the type, then the source.
    var platformType: String {
        if content.facets.proxmox != nil { return "proxmox-pve" }
        if let platform = content.facets.storage?.platform, !platform.isEmpty { return platform }
        switch kind {
        case .pbs: return "proxmox-pbs"
        case .pmg: return "proxmox-pmg"
        case .networkEndpoint: return "generic"
        default: break
        }
        switch content.sources.first {
        case .proxmox?: return "proxmox-pve"
        case .pbs?: return "proxmox-pbs"
        case .pmg?: return "proxmox-pmg"
        case .vmware?: return "vmware-vsphere"
        case .availability?: return "generic"
        case let source?: return source.rawValue
        case nil: return "unknown"
        }
    }

    /// `sourceType` of frames.
    var sourceType: String {
        if content.sources.count > 1 { return "hybrid" }
        switch content.sources.first {
        case .agent?, .docker?, .kubernetes?: return "agent"
        default: return "api"
        }
    }

    /// `platformId` of frames: the address of what holds the resource.
    var platformID: String {
        switch kind {
        case .vm, .systemContainer: content.facets.proxmox?.instance ?? id
        case .agent: content.facets.agent?.agentID ?? content.sourceIDs[.agent] ?? content.facets.proxmox?.instance ?? hostname ?? id
        case .pbs, .pmg, .appContainer: hostname ?? id
        default: id
        }
    }

    /// The first host name, for hosts and guests.
    var hostname: String? { content.facets.agent?.hostname ?? content.identity.hostnames.first }

    /// The name of the cluster it belongs to.
    var clusterName: String? { content.identity.clusterName ?? content.facets.proxmox?.clusterName }

    /// The canonical status in the words frames use: workloads run or are stopped, everything else is online or offline.
    var presentationStatus: String {
        switch status {
        case .online: kind.isWorkload ? "running" : "online"
        case .offline: kind.isWorkload ? "stopped" : "offline"
        case .warning: "degraded"
        case .unknown: "unknown"
        }
    }

    /// `<type>:<address of its history>`, the name older clients use.
    var primaryID: String? {
        content.metricsTarget.map { "\($0.resourceType):\($0.resourceID)" }
    }
}
