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
    public var io: DiskIOFacet?

    public init(devPath: String, diskType: String, size: Int64) {
        self.devPath = devPath
        self.diskType = diskType
        self.size = size
    }
}
