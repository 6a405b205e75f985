import PulseCore

/// A call for details of one guest.
struct DetailCall: Sendable, Hashable {
    enum Kind: Int, Sendable, Hashable, CaseIterable {
        case machineStatus, containerStatus
        case filesystems, memory, interfaces, system, agentVersion
        case containerConfiguration, containerInterfaces
        case machineConfiguration

        /// Whether the agent inside the guest answers, so that a failure is the guest's and not the node's.
        var isAgents: Bool {
            switch self {
            case .filesystems, .memory, .interfaces, .system, .agentVersion: true
            case .machineStatus, .containerStatus, .containerConfiguration, .containerInterfaces, .machineConfiguration: false
            }
        }
        /// Whether the platform's configuration of the guest is asked for.
        var isConfiguration: Bool { self == .containerConfiguration || self == .machineConfiguration }
        /// What seldom changes; fewer of these may run at the same time.
        var isMetadata: Bool { self == .interfaces || self == .system || self == .agentVersion }
    }
    var kind: Kind
    var guest: GuestKey
    var node: String
    var timeout: Duration
    /// How often a failure is tried again.
    var retries: Int
    /// Time for all tries together; `nil` is no limit.
    var allowance: Duration?

    /// The longest that its tries can take, without the pauses between them.
    var longest: Duration { min(timeout * (retries + 1), allowance ?? timeout * (retries + 1)) }

    /// Below `/api2/json`.
    var path: String {
        let base = "/nodes/\(node)/\(guest.kind.rawValue)/\(guest.vmid)"
        switch kind {
        case .machineStatus, .containerStatus: return base + "/status/current"
        case .filesystems: return base + "/agent/get-fsinfo"
        case .memory: return base + "/agent/file-read"
        case .interfaces: return base + "/agent/network-get-interfaces"
        case .system: return base + "/agent/get-osinfo"
        case .agentVersion: return base + "/agent/info"
        case .containerConfiguration, .machineConfiguration: return base + "/config"
        case .containerInterfaces: return base + "/interfaces"
        }
    }

    var query: [(name: String, value: String)] { kind == .memory ? [("file", "/proc/meminfo")] : [] }

    /// Whether the name can stand in a path: it comes from the platform, and goes back to it.
    static func isPlain(node: String) -> Bool {
        !node.isEmpty && node.utf8.count <= 255 && !node.hasPrefix(".")
            && node.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46 || byte == 95
            }
    }
}

extension DetailCall {
    init(_ kind: Kind, for guest: GuestRow, _ options: GuestDetailOptions) {
        let timeout =
            switch kind {
            case .filesystems: options.filesystemTimeout
            case .memory: options.fileTimeout
            case .interfaces: options.networkTimeout
            case .system: options.systemTimeout
            case .agentVersion: options.versionTimeout
            case .machineStatus, .containerStatus, .containerConfiguration, .containerInterfaces, .machineConfiguration:
                options.statusTimeout
            }
        self.init(kind: kind, guest: guest.key, node: guest.node, timeout: timeout, retries: kind.isAgents ? options.retries : 0)
    }
}
