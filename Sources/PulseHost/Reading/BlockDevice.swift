/// A real disk of the machine, as the kernel describes it.
public struct BlockDevice: Sendable, Hashable {
    /// Kernel name without `/dev/`, for example `sda`.
    public var name: String
    public var model: String?
    public var vendor: String?
    public var serial: String?
    /// World wide name, for example `naa.5000c500a1b2c3d4` or `eui.…`.
    public var wwn: String?
    public var sizeBytes: UInt64
    public var kind: BlockDeviceKind
    /// Whether the medium can be pulled out, for example a USB stick.
    public var isRemovable = false
    /// Temperature from a kernel sensor, °C.
    public var temperature: Double?

    public init(name: String, sizeBytes: UInt64, kind: BlockDeviceKind) {
        self.name = name
        self.sizeBytes = sizeBytes
        self.kind = kind
    }
}

/// How a disk stores data.
public enum BlockDeviceKind: String, Sendable, Hashable, CaseIterable {
    case nvme, ssd, hdd
    /// A disk that a hypervisor presents; what it is made of is unknown.
    case virtual
}
