public import PulseCore

/// Everything one look at a machine found out, ready to be mapped or sent.
///
/// Every optional is `nil` when the fact could not be read; `problems` then says why, unless the machine simply lacks the
/// feature (no sensors, no md arrays). Sizes are bytes, rates are per second, percentages are 0 to 100.
public struct HostReading: Sendable, Hashable {
    /// When the look began, by the wall clock.
    public var takenAt: Timestamp
    public var identity = HostIdentity()
    public var system = HostSystem()
    /// When the kernel started.
    public var bootTime: Timestamp?
    /// Seconds since the machine (or its container) started.
    public var uptimeSeconds: Double?
    public var cpu = CPUReading()
    public var load: LoadAverage?
    public var memory: MemoryReading?
    public var pressure = PressureReading()
    public var filesystems: [FilesystemReading] = []
    public var interfaces: [InterfaceReading] = []
    /// Traffic of the machine as a whole; no byte is counted on two interfaces.
    public var traffic = TrafficTotals()
    public var disks: [DiskReading] = []
    /// Transfers of all whole disks together; stacked devices (md, device mapper) are left out.
    public var diskTotals = DiskTotals()
    public var temperatures: [TemperatureReading] = []
    public var fans: [FanReading] = []
    public var power: [PowerReading] = []
    public var arrays: [RAIDArray] = []
    public var blockDevices: [BlockDevice] = []
    /// What should have been readable and was not; each subject once.
    public var problems: [HostProblem] = []

    public init(takenAt: Timestamp) { self.takenAt = takenAt }

    /// The processor's temperature in °C: the hottest package sensor, else the hottest core, else a thermal zone.
    public var mainTemperature: Double? { TemperatureReading.main(of: temperatures) }

    /// The filesystem mounted at `/`, or the largest local one when the root is unknown.
    public var mainFilesystem: FilesystemReading? {
        if let root = filesystems.first(where: { $0.mountpoint == "/" && $0.usage != nil }) { return root }
        return filesystems.max { ($0.usage?.total ?? 0) < ($1.usage?.total ?? 0) }
    }
}

/// A part of the reading that failed, and why.
public struct HostProblem: Sendable, Hashable {
    /// The path or part, for example `/proc/meminfo`.
    public var subject: String
    /// A short sentence, for example `permission denied`.
    public var reason: String

    public init(subject: String, reason: String) {
        self.subject = subject
        self.reason = reason
    }
}
