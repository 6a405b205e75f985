/// Resources that can be switched off together, `alerts` §2.1.
public enum AlertFamily: Int, Sendable, CaseIterable {
    case node, guest, agent, storage, pbs, pmg, dockerHost, dockerContainer, dockerService, kubernetes, truenas, vmware

    /// The member of the settings that switches all alerts of the family off.
    public var key: String {
        switch self {
        case .node: "disableAllNodes"
        case .guest: "disableAllGuests"
        case .agent: "disableAllAgents"
        case .storage: "disableAllStorage"
        case .pbs: "disableAllPBS"
        case .pmg: "disableAllPMG"
        case .dockerHost: "disableAllDockerHosts"
        case .dockerContainer: "disableAllDockerContainers"
        case .dockerService: "disableAllDockerServices"
        case .kubernetes: "disableAllKubernetes"
        case .truenas: "disableAllTrueNAS"
        case .vmware: "disableAllVMware"
        }
    }

    /// The member that switches its alerts about reachability off; `nil` for families without.
    public var offlineKey: String? {
        switch self {
        case .node, .guest, .agent, .pbs, .pmg, .dockerHost: key + "Offline"
        case .storage, .dockerContainer, .dockerService, .kubernetes, .truenas, .vmware: nil
        }
    }
}
