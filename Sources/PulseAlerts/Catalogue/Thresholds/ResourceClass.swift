import PulseInventory

/// To which family, defaults and delays a resource belongs.
struct ResourceClass {
    /// `nil`: no switch concerns it.
    var family: AlertFamily?
    /// `nil`: no thresholds but those below.
    var group: ThresholdGroup?
    /// The beginning of the chain of `DelayTable`.
    var delayType: String
    /// How messages call it.
    var word: String

    private init(_ family: AlertFamily?, _ group: ThresholdGroup?, _ delayType: String, _ word: String) {
        self.family = family
        self.group = group
        self.delayType = delayType
        self.word = word
    }

    /// As an agent's host, whatever else it is.
    static let host = ResourceClass(.agent, .agent, "agent", "Agent")

    init(_ resource: Resource) {
        let sources = resource.content.sources
        switch resource.kind {
        case .vm:
            let isForeign = sources.contains(.vmware) && !sources.contains(.proxmox)
            self = isForeign ? Self(.vmware, .vmware, "vmware-vm", "VM") : Self(.guest, .guest, "vm", "VM")
        case .systemContainer:
            let isOCI = resource.content.technology == "oci"
            self = Self(.guest, .guest, isOCI ? "oci-container" : "system-container", "Container")
        case .agent: self = Self(machine: sources)
        case .storage, .ceph: self = Self(storage: sources, isCeph: resource.kind == .ceph)
        case .physicalDisk:
            let isForeign = sources.contains(.truenas) && !sources.contains(.proxmox)
            self = isForeign ? Self(.truenas, .truenasDisk, "truenas-disk", "Disk") : Self(.storage, nil, "physical_disk", "Disk")
        case .pbs: self = Self(.pbs, .pbs, "pbs", "PBS")
        case .pmg: self = Self(.pmg, nil, "pmg", "PMG")
        case .network: self = Self(.vmware, .vmware, "vmware-network", "Network")
        case .networkShare, .networkEndpoint: self = Self(nil, nil, resource.kind.rawValue, "Resource")
        case .appContainer:
            let isForeign = sources.contains(.truenas) && !sources.contains(.docker)
            self = Self(isForeign ? .truenas : .dockerContainer, nil, "app-container", "Docker Container")
        case .dockerService: self = Self(.dockerService, nil, "docker-service", "Docker Service")
        case .dockerImage, .dockerVolume, .dockerNetwork, .dockerTask, .dockerSwarmNode, .dockerSecret, .dockerConfig:
            self = Self(.dockerHost, nil, resource.kind.rawValue, "Docker object")
        case .pod: self = Self(.kubernetes, .kubernetes, "pod", "Pod")
        case .kubernetesCluster, .kubernetesNode, .kubernetesDeployment, .kubernetesReplicaSet, .kubernetesNamespace, .kubernetesService,
            .kubernetesStatefulSet, .kubernetesDaemonSet, .kubernetesJob, .kubernetesCronJob, .kubernetesIngress,
            .kubernetesEndpointSlice, .kubernetesNetworkPolicy, .kubernetesPersistentVolume, .kubernetesPersistentVolumeClaim,
            .kubernetesStorageClass, .kubernetesConfigMap, .kubernetesSecret, .kubernetesServiceAccount, .kubernetesRole,
            .kubernetesClusterRole, .kubernetesRoleBinding, .kubernetesClusterRoleBinding, .kubernetesResourceQuota,
            .kubernetesLimitRange, .kubernetesPodDisruptionBudget, .kubernetesHorizontalPodAutoscaler, .kubernetesEvent:
            self = Self(.kubernetes, .kubernetes, resource.kind.rawValue, "Kubernetes object")
        }
    }

    private init(machine sources: [SourceKind]) {
        if sources.contains(.proxmox) {
            self = Self(.node, .node, "node", "Node")
        } else if sources.contains(.agent) {
            self = .host
        } else if sources.contains(.truenas) {
            self = Self(.truenas, .truenas, "truenas-system", "TrueNAS")
        } else if sources.contains(.vmware) {
            self = Self(.vmware, .vmware, "vmware-host", "ESXi host")
        } else if sources.contains(.docker) {
            self = Self(.dockerHost, .agent, "docker-host", "Docker host")
        } else {
            self = .host
        }
    }

    private init(storage sources: [SourceKind], isCeph: Bool) {
        if sources.contains(.proxmox) {
            self = Self(.storage, nil, isCeph ? "ceph" : "storage", isCeph ? "Ceph" : "Storage")
        } else if sources.contains(.truenas) {
            self = Self(.truenas, .truenas, "truenas-pool", "Pool")
        } else if sources.contains(.vmware) {
            self = Self(.vmware, .vmware, "vmware-datastore", "Datastore")
        } else if sources.contains(.pbs) {
            self = Self(.pbs, nil, "datastore", "Datastore")
        } else {
            self = Self(.storage, nil, isCeph ? "ceph" : "storage", isCeph ? "Ceph" : "Storage")
        }
    }
}
