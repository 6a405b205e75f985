import PulseCore

/// What an agent on the machine, or the server's own host collector, reports about it. Units: bytes, bytes per second, °C, seconds.
public struct AgentFacet: Sendable, Equatable {
    public var agentID: String?
    public var hostname: String?
    public var machineID: String?
    public var agentVersion: String?
    public var lastReportAt: Timestamp?
    public var intervalSeconds: Int?

    /// `linux`, `freebsd`, …
    public var platform: String?
    public var osName: String?
    public var osVersion: String?
    public var kernelVersion: String?
    public var architecture: String?
    public var isContainer: Bool?
    public var cpuCount: Int?
    public var cpuModel: String?
    /// Averages over 1, 5 and 15 minutes, or empty.
    public var loadAverage: [Double] = []
    public var uptimeSeconds: Int?
    public var temperature: Double?
    public var memory: MemoryFacet?
    public var pressure: PressureFacet?

    public var netInRate: Double?
    public var netOutRate: Double?
    public var diskReadRate: Double?
    public var diskWriteRate: Double?

    public var networkInterfaces: [NetworkInterfaceFacet] = []
    public var disks: [FilesystemFacet] = []
    public var diskIO: [DiskIOFacet] = []
    public var sensors: SensorsFacet?
    public var raid: [RAIDFacet] = []
    public var commandsEnabled: Bool?

    public init() {}
}

/// Memory in bytes; `used` excludes what the kernel can reclaim.
public struct MemoryFacet: Sendable, Equatable {
    public var total: Int64?
    public var used: Int64?
    public var free: Int64?
    /// Reclaimable: page cache, reclaimable slab, ZFS ARC above its minimum.
    public var cache: Int64?
    public var swapUsed: Int64?
    public var swapTotal: Int64?
    public init() {}
}

/// Pressure stall information, percent of time tasks waited, averages over 10, 60 and 300 s; some platforms give only the first.
public struct PressureFacet: Sendable, Equatable {
    public struct Averages: Sendable, Equatable {
        public var avg10: Double
        public var avg60: Double?
        public var avg300: Double?
        public init(avg10: Double, avg60: Double? = nil, avg300: Double? = nil) {
            self.avg10 = avg10
            self.avg60 = avg60
            self.avg300 = avg300
        }
    }
    public var cpuSome: Averages?
    public var memorySome: Averages?
    public var memoryFull: Averages?
    public var ioSome: Averages?
    public var ioFull: Averages?
    public init() {}
}

/// A network interface; `rxBytes` and `txBytes` are counters, the rates are bytes per second.
public struct NetworkInterfaceFacet: Sendable, Equatable {
    public var name: String
    public var mac: String?
    public var addresses: [String] = []
    public var rxBytes: Int64?
    public var txBytes: Int64?
    public var rxRate: Double?
    public var txRate: Double?
    public var speedMbps: Int?
    /// `up`, `down`, `unknown`.
    public var status: String?
    public init(name: String) { self.name = name }
}

/// A filesystem; `usage` is percent as `df` prints it: used of what unprivileged users could use.
public struct FilesystemFacet: Sendable, Equatable {
    public var device: String?
    public var mountpoint: String?
    public var filesystem: String?
    public var total: Int64?
    public var used: Int64?
    public var free: Int64?
    public var usage: Double?
    public init() {}
}

/// Counters of a block device since boot, and its rates.
public struct DiskIOFacet: Sendable, Equatable {
    public var device: String
    public var readBytes: Int64?
    public var writeBytes: Int64?
    public var readOps: Int64?
    public var writeOps: Int64?
    public var ioTimeMs: Int64?
    public var readRate: Double?
    public var writeRate: Double?
    /// Percent of time the device was busy.
    public var busy: Double?
    public init(device: String) { self.device = device }
}

/// Named sensor readings.
public struct SensorsFacet: Sendable, Equatable {
    public var temperatureCelsius: [String: Double] = [:]
    public var fanRPM: [String: Double] = [:]
    public var powerWatts: [String: Double] = [:]
    public init() {}
}

/// A Linux software RAID array.
public struct RAIDFacet: Sendable, Equatable {
    public var device: String
    public var level: String
    public var state: String
    public var totalDevices: Int
    public var activeDevices: Int
    public var workingDevices: Int
    public var failedDevices: Int
    public var spareDevices: Int
    public var rebuildPercent: Double?
    /// `recovery`, `reshape`, `check`, `resync`.
    public var operation: String?
    public init(
        device: String, level: String, state: String, totalDevices: Int, activeDevices: Int, workingDevices: Int, failedDevices: Int,
        spareDevices: Int
    ) {
        self.device = device
        self.level = level
        self.state = state
        self.totalDevices = totalDevices
        self.activeDevices = activeDevices
        self.workingDevices = workingDevices
        self.failedDevices = failedDevices
        self.spareDevices = spareDevices
    }
}
