import PulseCore
import PulseOutbound

/// A Proxmox product that can be watched.
public enum ProxmoxProduct: String, Sendable, CaseIterable, Hashable {
    case pve, pbs, pmg

    public var defaultPort: Int { self == .pbs ? 8007 : 8006 }
}

/// How Pulse signs in.
public enum ProxmoxCredentials: Sendable, Hashable {
    /// `user` is `name@realm`.
    case password(user: String, password: String)
    /// `id` is `name@realm!token`.
    case token(id: String, secret: String)
}

/// A configured connection to a Proxmox server, `platform-connections` §2.
public struct ProxmoxConnection: Sendable, Equatable {
    /// An immutable UUID.
    public var id: String
    public var product: ProxmoxProduct
    /// Unique for each product; the `instance` of everything seen through it.
    public var name: String
    /// Normalised: scheme, host, port.
    public var host: String
    public var guestURL: String?
    public var credentials: ProxmoxCredentials
    public var verifySSL = false
    public var fingerprint: Fingerprint?
    public var isEnabled = true
    public var monitors = Monitoring()
    /// Polling interval of physical disks; `nil` is the default of 5 minutes.
    public var physicalDiskPollingMinutes: Int?
    /// `nil` follows the global setting.
    public var temperatureMonitoring: Bool?
    /// PVE: what is known of its cluster.
    public var cluster: ClusterMembership?
    /// `agent` or `script` when it was registered by one.
    public var registeredBy: String?
    /// PBS: exact names and `*` patterns.
    public var excludedDatastores: [String] = []

    public init(id: String, product: ProxmoxProduct, name: String, host: String, credentials: ProxmoxCredentials) {
        self.id = id
        self.product = product
        self.name = name
        self.host = host
        self.credentials = credentials
    }

    public var trust: TLSTrust {
        if let fingerprint { return .pinned(fingerprint) }
        return verifySSL ? .system : .anything
    }

    /// What is looked at.
    public struct Monitoring: Sendable, Equatable {
        // PVE
        public var vms = true
        public var containers = true
        public var storage = true
        public var backups = true
        /// `nil` is on.
        public var physicalDisks: Bool?
        // PBS
        public var datastores = true
        public var syncJobs = true
        public var verifyJobs = true
        public var pruneJobs = true
        public var garbageJobs = true
        // PMG
        public var mailStats = true
        public var queues = false
        public var quarantine = false
        public var domainStats = false
        public init() {}
    }
}

/// A PVE cluster as it was last seen, kept so that its nodes are known before the first answer.
public struct ClusterMembership: Sendable, Equatable {
    /// The most members that are followed; further ones are not taken in. All books of nodes have room for as many.
    public static let memberLimit = 1024

    public var name: String
    public var members: [ClusterMember]
    public init(name: String, members: [ClusterMember]) {
        self.name = name
        self.members = members
    }
}

/// A node of a cluster, `platform-connections` §2.5.
public struct ClusterMember: Sendable, Equatable {
    /// Stable inside the connection; what people say about the node is kept under it.
    public var identity: String
    /// The cluster's number of the node.
    public var nativeID: String?
    public var name: String
    public var aliases: [String] = []
    /// What people call it.
    public var displayName: String?
    /// URL by name, as the cluster gives it.
    public var host: String?
    public var guestURL: String?
    public var ip: String?
    /// What people say its address is.
    public var ipOverride: String?
    public var fingerprint: Fingerprint?
    /// The cluster's own opinion.
    public var isOnline: Bool
    public var lastSeen: Timestamp?
    /// This server's opinion; `nil` before the first try.
    public var isReachable: Bool?
    public var lastChecked: Timestamp?
    /// A neutral sentence.
    public var problem: String?
    /// A certificate that is not the pinned one, waiting for a person's word.
    public var changedFingerprint: Fingerprint?

    public init(identity: String, name: String, isOnline: Bool) {
        self.identity = identity
        self.name = name
        self.isOnline = isOnline
    }
}
