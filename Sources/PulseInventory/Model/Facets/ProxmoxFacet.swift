import PulseCore

/// What Proxmox VE says about a node or guest, fields of `resource-facets` §2. What it did not say is `nil` or empty.
public struct ProxmoxFacet: Sendable, Equatable {
    // Identity
    /// The node's stable identity inside its connection; survives a rename.
    public var nodeIdentity: String?
    public var nodeName: String?
    public var nodeAliases: [String] = []
    public var nodeDisplayName: String?
    /// The configured connection's name.
    public var instance: String?
    /// The node's own API address.
    public var host: String?
    public var guestURL: String?
    public var clusterName: String?
    public var isClusterMember: Bool?
    public var pool: String?
    public var vmid: Int?
    /// `healthy`, `degraded` or `error`.
    public var connectionHealth: String?

    // State
    /// The platform's own word: `running`, `stopped`, `paused`, …
    public var runtimeStatus: String?
    /// When a node that is offline was last online; `nil` when never since the start.
    public var lastOnline: Timestamp?
    /// Seconds.
    public var uptime: Int?
    public var lock: String?
    public var startsOnBoot: Bool?
    /// It stands still and its configuration is still to be read: whether that is as it should be cannot be said yet.
    public var isConfigurationAwaited: Bool?
    public var lastBackup: Timestamp?
    public var backupInProgress: Bool?
    public var diskStatusReason: String?
    /// `available`, `not-running`, `disabled` or `expected-unreachable`.
    public var guestAgentStatus: String?
    public var guestAgentExpected: Bool?

    // Guest
    public var isOCI: Bool?
    public var osTemplate: String?
    public var osName: String?
    public var osVersion: String?
    public var agentVersion: String?
    public var networkInterfaces: [NetworkInterfaceFacet] = []
    /// The replication jobs that copy this guest.
    public var replication: [ReplicationFacet] = []

    // Node
    public var pveVersion: String?
    public var kernelVersion: String?
    public var cpuModel: String?
    public var cpuSockets: Int?
    public var cpuMHz: String?
    public var loadAverage: [Double] = []
    public var pendingUpdates: Int?
    public var pendingUpdatesCheckedAt: Timestamp?
    public var temperatureMonitoringEnabled: Bool?
    public var temperatures: NodeTemperatureFacet?

    // Sizes
    /// Processors: threads of a node, virtual ones of a guest.
    public var cpus: Int?
    public var memory: MemoryFacet?
    /// Bytes the guest is held to by its balloon.
    public var balloon: Int64?
    /// Bytes the guest takes of its node, PVE 9.
    public var hostMemory: Int64?
    /// PVE 9 for guests, PVE 9 for nodes.
    public var pressure: PressureFacet?
    public var disks: [FilesystemFacet] = []

    public init() {}
}

/// A job that copies a guest's disks to another node, `state-and-websocket` §3.15. Durations in seconds.
public struct ReplicationFacet: Sendable, Equatable {
    /// For example `100-0`.
    public var jobID: String
    public var jobNumber: Int?
    public var guestID: Int?
    public var source: String?
    public var target: String?
    public var schedule: String?
    public var type: String?
    public var enabled = true
    /// `SYNCING`, `OK`, … as the platform says it.
    public var state: String?
    public var lastSync: Timestamp?
    public var nextSync: Timestamp?
    public var duration: Double?
    public var failCount: Int?
    public var error: String?
    public var comment: String?
    public var removeJob: String?
    /// Megabytes per second.
    public var rateLimit: Double?
    public var polledAt: Timestamp?
    public init(jobID: String) { self.jobID = jobID }
}

/// Temperatures of a node in °C, `state-and-websocket` §3.1.
public struct NodeTemperatureFacet: Sendable, Equatable {
    public struct Core: Sendable, Equatable {
        public var core: Int
        public var temperature: Double
        public init(core: Int, temperature: Double) {
            self.core = core
            self.temperature = temperature
        }
    }
    public struct Device: Sendable, Equatable {
        public var device: String
        public var temperature: Double
        public init(device: String, temperature: Double) {
            self.device = device
            self.temperature = temperature
        }
    }
    public struct GPU: Sendable, Equatable {
        public var device: String
        public var edge: Double?
        public var junction: Double?
        public var memory: Double?
        public init(device: String) { self.device = device }
    }
    public struct Disk: Sendable, Equatable {
        public var device: String
        public var serial: String?
        public var wwn: String?
        public var model: String?
        public var type: String?
        /// `nil` while the disk sleeps.
        public var temperature: Double?
        public var isStandby = false
        public init(device: String) { self.device = device }
    }
    /// Package, Tctl or Tdie.
    public var cpuPackage: Double?
    /// The hottest core.
    public var cpuMax: Double?
    public var cores: [Core] = []
    public var gpus: [GPU] = []
    public var nvme: [Device] = []
    public var disks: [Disk] = []
    public var updatedAt: Timestamp?
    public init() {}
}
