/// A mounted filesystem that holds data of this machine.
public struct FilesystemReading: Sendable, Hashable {
    public var mountpoint: String
    /// The source of the mount, for example `/dev/sda1`; the pool name for ZFS.
    public var device: String
    /// The kernel's type name, for example `ext4`.
    public var type: String
    /// Whether it lives on the network or in a user process; such are listed, never touched.
    public var isRemote = false
    /// The space; `nil` for remote filesystems and for those that refuse to tell.
    public var usage: SpaceUsage?

    public init(mountpoint: String, device: String, type: String) {
        self.mountpoint = mountpoint
        self.device = device
        self.type = type
    }
}

/// Space of a filesystem in bytes, as `df` counts it.
public struct SpaceUsage: Sendable, Hashable {
    public var total: UInt64
    public var used: UInt64
    /// What an unprivileged user may still write; reserved blocks are neither used nor free.
    public var free: UInt64

    public init(total: UInt64, used: UInt64, free: UInt64) {
        self.total = total
        self.used = used
        self.free = free
    }

    /// used / (used + free), percent; `nil` for an empty filesystem.
    public var usedPercent: Double? {
        let usable = Double(used) + Double(free)
        return usable > 0 ? Double(used) / usable * 100 : nil
    }
}
