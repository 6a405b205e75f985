/// A real disk.
public struct PhysicalDiskFacet: Sendable, Equatable {
    /// For example `/dev/nvme0n1`.
    public var devPath: String
    public var model: String?
    public var vendor: String?
    public var serial: String?
    public var wwn: String?
    /// `nvme`, `ssd`, `hdd`, `virtual`, …
    public var diskType: String
    /// Bytes.
    public var size: Int64
    /// Revolutions per minute; 0 means solid state, `nil` unknown.
    public var rpm: Int?
    /// `PASSED`, `FAILED`; `nil` unknown.
    public var health: String?
    /// Percent of life left; `nil` unknown.
    public var lifeLeft: Int?
    /// °C.
    public var temperature: Int?
    /// What uses it: a pool, `LVM`, `ext4`, …
    public var used: String?
    /// The ZFS pool that holds it.
    public var storageGroup: String?
    public var io: DiskIOFacet?
    public var smart: SMARTFacet?

    public init(devPath: String, diskType: String, size: Int64) {
        self.devPath = devPath
        self.diskType = diskType
        self.size = size
    }
}

/// Counters of a disk's self-monitoring; absent means not reported, 0 is a real zero.
public struct SMARTFacet: Sendable, Equatable {
    public var powerOnHours: Int64?
    public var powerCycles: Int64?
    public var reallocatedSectors: Int64?
    public var pendingSectors: Int64?
    public var offlineUncorrectable: Int64?
    public var udmaCRCErrors: Int64?
    /// Percent of the rated life of an NVMe disk that is used; may exceed 100.
    public var percentageUsed: Int?
    /// Percent of spare blocks left of an NVMe disk.
    public var availableSpare: Int?
    public var mediaErrors: Int64?
    public var unsafeShutdowns: Int64?

    public init() {}
}
