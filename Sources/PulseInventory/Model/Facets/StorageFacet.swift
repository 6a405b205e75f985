/// A pool, datastore or array that holds data of others.
public struct StorageFacet: Sendable, Equatable {
    public var type: String?
    /// What may be stored, sorted: `backup`, `images`, `iso`, …
    public var contentTypes: [String] = []
    public var shared = false
    public var enabled = true
    public var active = true
    public var isCeph = false
    public var isZFS = false
    /// `proxmox-pve`, `truenas`, …
    public var platform: String?
    /// `pool`, `dataset`, `array` or `datastore`.
    public var topology: String?
    public var nodes: [String] = []
    public var pool: String?
    public var path: String?
    public var zfs: ZFSPoolFacet?
    /// Whether it speaks for its pool: of several storages on one pool only one does, unless people silenced its alerts.
    public var speaksForPool = true

    public init() {}
}

/// A ZFS pool, `state-and-websocket` §3.8. Sizes in bytes.
public struct ZFSPoolFacet: Sendable, Equatable {
    public struct Device: Sendable, Equatable {
        public var name: String
        /// `disk`, `mirror`, `raidz1`, …
        public var type: String
        /// `data`, `log`, `cache`, `spare`, …
        public var role: String?
        public var parent: String?
        public var state: String
        public var readErrors: Int64 = 0
        public var writeErrors: Int64 = 0
        public var checksumErrors: Int64 = 0
        public var message: String?
        public init(name: String, type: String, state: String) {
            self.name = name
            self.type = type
            self.state = state
        }
    }
    public var name: String
    /// `ONLINE`, `DEGRADED`, `FAULTED`, `OFFLINE`, `REMOVED`, `UNAVAIL`.
    public var state: String
    public var status: String?
    public var scan: String?
    public var errors: String?
    public var size: Int64?
    public var allocated: Int64?
    public var free: Int64?
    /// Percent.
    public var fragmentation: Double?
    public var deduplicationRatio: Double?
    public var readErrors: Int64 = 0
    public var writeErrors: Int64 = 0
    public var checksumErrors: Int64 = 0
    public var devices: [Device] = []
    public init(name: String, state: String) {
        self.name = name
        self.state = state
    }
}
