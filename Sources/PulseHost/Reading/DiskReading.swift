/// Transfers of one whole block device.
public struct DiskReading: Sendable, Hashable {
    /// Kernel name without `/dev/`, for example `nvme0n1`.
    public var device: String
    public var counters: DiskCounters
    /// Bytes per second since the reading before; `nil` on the first one and after a reset.
    public var readRate: Double?
    public var writeRate: Double?
    /// Operations per second.
    public var readOperationRate: Double?
    public var writeOperationRate: Double?
    /// Share of time with at least one request in flight.
    public var busyPercent: Double?

    public init(device: String, counters: DiskCounters) {
        self.device = device
        self.counters = counters
    }
}

/// Counters of a block device since it appeared.
public struct DiskCounters: Sendable, Hashable {
    public var readBytes: UInt64 = 0
    public var writeBytes: UInt64 = 0
    public var readOperations: UInt64 = 0
    public var writeOperations: UInt64 = 0
    /// Milliseconds summed over requests.
    public var readMilliseconds: UInt64 = 0
    public var writeMilliseconds: UInt64 = 0
    /// Milliseconds with at least one request in flight.
    public var busyMilliseconds: UInt64 = 0

    public init() {}
}

/// Bytes per second over all whole disks; `nil` when no disk has a rate yet.
public struct DiskTotals: Sendable, Hashable {
    public var readRate: Double?
    public var writeRate: Double?

    public init(readRate: Double? = nil, writeRate: Double? = nil) {
        self.readRate = readRate
        self.writeRate = writeRate
    }
}
