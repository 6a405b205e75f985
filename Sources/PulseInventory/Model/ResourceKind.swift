/// What a resource is; the raw value is the canonical type of the Pulse API and the prefix of canonical ids.
public enum ResourceKind: String, Sendable, CaseIterable, Hashable, Codable {
    case agent, vm, pod, storage, ceph, pbs, pmg, network
    case systemContainer = "system-container"
    case appContainer = "app-container"
    case physicalDisk = "physical_disk"
    case networkShare = "network-share"
    case networkEndpoint = "network-endpoint"

    case dockerService = "docker-service"
    case dockerImage = "docker-image"
    case dockerVolume = "docker-volume"
    case dockerNetwork = "docker-network"
    case dockerTask = "docker-task"
    case dockerSwarmNode = "docker-swarm-node"
    case dockerSecret = "docker-secret"
    case dockerConfig = "docker-config"

    case kubernetesCluster = "k8s-cluster"
    case kubernetesNode = "k8s-node"
    case kubernetesDeployment = "k8s-deployment"
    case kubernetesReplicaSet = "k8s-replicaset"
    case kubernetesNamespace = "k8s-namespace"
    case kubernetesService = "k8s-service"
    case kubernetesStatefulSet = "k8s-statefulset"
    case kubernetesDaemonSet = "k8s-daemonset"
    case kubernetesJob = "k8s-job"
    case kubernetesCronJob = "k8s-cronjob"
    case kubernetesIngress = "k8s-ingress"
    case kubernetesEndpointSlice = "k8s-endpoint-slice"
    case kubernetesNetworkPolicy = "k8s-network-policy"
    case kubernetesPersistentVolume = "k8s-persistent-volume"
    case kubernetesPersistentVolumeClaim = "k8s-persistent-volume-claim"
    case kubernetesStorageClass = "k8s-storage-class"
    case kubernetesConfigMap = "k8s-configmap"
    case kubernetesSecret = "k8s-secret"
    case kubernetesServiceAccount = "k8s-serviceaccount"
    case kubernetesRole = "k8s-role"
    case kubernetesClusterRole = "k8s-cluster-role"
    case kubernetesRoleBinding = "k8s-role-binding"
    case kubernetesClusterRoleBinding = "k8s-cluster-role-binding"
    case kubernetesResourceQuota = "k8s-resource-quota"
    case kubernetesLimitRange = "k8s-limit-range"
    case kubernetesPodDisruptionBudget = "k8s-pod-disruption-budget"
    case kubernetesHorizontalPodAutoscaler = "k8s-horizontal-pod-autoscaler"
    case kubernetesEvent = "k8s-event"

    /// Guests, containers and pods: their status is spoken of as running or stopped.
    public var isWorkload: Bool {
        switch self {
        case .vm, .systemContainer, .appContainer, .pod: true
        default: false
        }
    }
}
