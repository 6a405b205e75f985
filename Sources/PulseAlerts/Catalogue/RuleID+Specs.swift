extension RuleID.Spec {
    public static let cpu = Self("cpu")
    public static let memory = Self("memory")
    public static let disk = Self("disk")
    public static let diskRead = Self("diskRead")
    public static let diskWrite = Self("diskWrite")
    public static let networkIn = Self("networkIn")
    public static let networkOut = Self("networkOut")
    public static let usage = Self("usage")
    public static let temperature = Self("temperature")
    public static let diskTemperature = Self("diskTemperature")

    public static let poweredOff = Self("powered-off")
    public static let connectivity = Self("connectivity")
    public static let hostOffline = Self("host-offline")
    public static let storageOffline = Self("offline")
    public static let poolState = Self("zfs-pool-state")
    public static let poolErrors = Self("zfs-pool-errors")
    public static let poolDevice = Self("zfs-device")
    public static let diskHealth = Self("disk-health")
    public static let diskWearout = Self("disk-wearout")
    public static let raid = Self("raid")
    /// A state that a platform reports; the part is its code, for example `ceph_cluster_health`.
    public static let incident = Self("resource-incident")
    public static let backupAge = Self("backup-age")
    public static let snapshotAge = Self("snapshot-age")
    public static let connectionDegraded = Self("connection-degraded")

    /// The metric a rule of this kind compares; `nil` for states.
    public var metric: ThresholdMetric? { ThresholdMetric(name: rawValue) }
}
