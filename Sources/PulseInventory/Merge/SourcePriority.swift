import PulseCore

/// Whose word counts most.
enum SourcePriority {
    /// For names, status and figures. Inside a hypervisor's guest the agent knows less than the platform.
    static func of(_ source: SourceKind, inGuest: Bool) -> Int {
        switch source {
        case .agent: inGuest ? 1 : 3
        case .proxmox, .vmware: 2
        case .docker: 1
        default: 0
        }
    }

    /// For one metric: what a guest uses of its processors only the platform can tell.
    static func of(_ source: SourceKind, metric: Metric, inGuest: Bool) -> Int {
        if inGuest, source == .agent, metric == .cpu { return -1 }
        return of(source, inGuest: inGuest)
    }
}

/// How long a source may be silent.
enum Staleness {
    static func limit(_ source: SourceKind, interval: Duration) -> Duration {
        switch source {
        case .agent: .seconds(60)
        case .proxmox: max(.seconds(60), interval * 2)
        case .pbs, .pmg: max(.seconds(120), interval * 2)
        case .docker, .kubernetes, .truenas, .vmware, .availability: .seconds(120)
        }
    }
}
