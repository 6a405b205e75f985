import PulseCore

/// What Proxmox VE says about a node or guest.
public struct ProxmoxFacet: Sendable, Equatable {
    public var nodeName: String?
    public var nodeDisplayName: String?
    public var instance: String?
    /// The node's own API address.
    public var host: String?
    public var guestURL: String?
    public var clusterName: String?
    public var isClusterMember: Bool?
    public var pool: String?
    public var vmid: Int?
    public var connectionHealth: String?
    /// The platform's own word: `running`, `stopped`, `paused`, …
    public var runtimeStatus: String?
    /// Seconds.
    public var uptime: Int?
    public var lock: String?
    public var lastBackup: Timestamp?
    public var diskStatusReason: String?
    public var guestAgentStatus: String?
    public var isOCI: Bool?
    public var osTemplate: String?
    public var osName: String?
    public var osVersion: String?
    public var agentVersion: String?
    public var pveVersion: String?
    public var kernelVersion: String?
    public var cpuModel: String?
    public var cpuSockets: Int?
    public var cpus: Int?
    public var loadAverage: [Double] = []
    public var memory: MemoryFacet?
    /// Bytes.
    public var balloon: Int64?
    public var networkInterfaces: [NetworkInterfaceFacet] = []
    public var disks: [FilesystemFacet] = []

    public init() {}
}
