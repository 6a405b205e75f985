import PulseCore
import PulseInventory

/// Every rule for every kind of resource, `alerts` §6. A kind adds its rules in one place: `family(of:)` is a switch over `ResourceKind`.
public struct Catalogue: Sendable {
    public let configuration: AlertConfiguration
    let resolver: ThresholdResolver
    var cache = SettingsCache()
    private var mounts = MountKeys()
    private var clusters = ClusterNames()

    public init(_ configuration: AlertConfiguration) {
        self.configuration = configuration
        resolver = ThresholdResolver(configuration)
    }

    /// Visits what each rule says of the resource now. Without an alert in the making, it makes no text.
    ///
    /// - Returns: a number that stays the same while the resource has the same name, tags, place and settings.
    @discardableResult
    public mutating func judge(
        _ resource: Resource, in snapshot: InventorySnapshot, at now: Moment, _ visit: (Judgement) -> Void
    ) -> UInt64 {
        let (settings, version) = cache.settings(for: resource, in: snapshot, resolver)
        if resource.kind == .agent { clusters.follow(snapshot) }
        var subject = Subject(resource: resource, snapshot: snapshot, now: now.wall, settings: settings.values)
        if resource.kind == .storage { subject.speaksForPool = speaksForPool(resource, in: snapshot) }
        Self.family(of: resource.kind).judge(subject, &mounts, visit)
        return version
    }

    /// How an alert of this judgement reads.
    public func describe(_ judgement: Judgement, of resource: Resource, in snapshot: InventorySnapshot) -> AlertDescription {
        var clusters = clusters
        if resource.kind == .agent { clusters.follow(snapshot) }
        let values =
            cache.known(for: resource, resolver)?.values
            ?? resolver.values(for: resource, rule: resolver.matchingRule(resource), in: snapshot)
        let subject = Subject(
            resource: resource, snapshot: snapshot, now: judgement.measuredAt, settings: values, ambiguousClusters: clusters.ambiguous)
        var mounts = mounts
        return Self.family(of: resource.kind).describe(judgement, of: subject, &mounts)
    }

    /// Whether rules may say something else of the resource later though nothing new is known of it: it should be judged again
    /// every ten seconds. True for what is silent.
    public static func needsWatching(_ resource: Resource) -> Bool {
        resource.content.sourceStatus.values.contains { $0.state != .online }
    }

    /// Where the threshold of a rule comes from.
    ///
    /// - Parameter snapshot: finds the host of a disk, where people set something for all its disks.
    public func origin(of rule: RuleID, for resource: Resource, in snapshot: InventorySnapshot? = nil) -> ThresholdOrigin {
        guard let metric = rule.spec.metric else { return .fixed }
        let values = resolver.values(for: resource, rule: resolver.matchingRule(resource), in: snapshot)
        guard metric == .disk || metric == .usage, let part = rule.part else { return values[metric].origin }
        if let pair = values.parts[part]?.pair { return pair.origin }
        let host = values.host.first ?? values
        guard let agent = resource.content.facets.agent, !host.fill.isEmpty, resource.kind == .agent else { return values[metric].origin }
        var mounts = mounts
        let device = agent.disks.first { mounts.key(of: $0, among: agent.disks) == part }?.device
        return host.pair(filesystem: part, device: device).origin
    }

    private static func family(of kind: ResourceKind) -> any RuleFamily.Type {
        switch kind {
        case .vm, .systemContainer: GuestRules.self
        case .agent: MachineRules.self
        case .storage: StorageRules.self
        case .ceph: CephRules.self
        case .physicalDisk: DiskRules.self
        case .pod, .pbs, .pmg, .network, .appContainer, .networkShare, .networkEndpoint: PlainRules.self
        case .dockerService, .dockerImage, .dockerVolume, .dockerNetwork, .dockerTask, .dockerSwarmNode, .dockerSecret, .dockerConfig:
            PlainRules.self
        case .kubernetesCluster, .kubernetesNode, .kubernetesDeployment, .kubernetesReplicaSet, .kubernetesNamespace, .kubernetesService,
            .kubernetesStatefulSet, .kubernetesDaemonSet, .kubernetesJob, .kubernetesCronJob, .kubernetesIngress,
            .kubernetesEndpointSlice, .kubernetesNetworkPolicy, .kubernetesPersistentVolume, .kubernetesPersistentVolumeClaim,
            .kubernetesStorageClass, .kubernetesConfigMap, .kubernetesSecret, .kubernetesServiceAccount, .kubernetesRole,
            .kubernetesClusterRole, .kubernetesRoleBinding, .kubernetesClusterRoleBinding, .kubernetesResourceQuota,
            .kubernetesLimitRange, .kubernetesPodDisruptionBudget, .kubernetesHorizontalPodAutoscaler, .kubernetesEvent:
            PlainRules.self
        }
    }
}
