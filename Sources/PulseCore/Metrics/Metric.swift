/// What a series measures, for example `cpu` or `netin`; the names are those of the Pulse API.
public struct Metric: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
}

extension Metric {
    /// Busy processor time, percent of all cores.
    public static let cpu = Metric("cpu")
    /// Used memory without reclaimable cache, percent.
    public static let memory = Metric("memory")
    /// Used memory without reclaimable cache, bytes.
    public static let memoryUsed = Metric("memoryused")
    /// Memory that a guest takes of its host, bytes.
    public static let hostMemory = Metric("memhost")
    /// Used swap, percent.
    public static let swap = Metric("swap")
    /// Used space of the main filesystem (or of all, where a platform gives only the sum), percent.
    public static let disk = Metric("disk")
    /// Bytes per second received.
    public static let netIn = Metric("netin")
    /// Bytes per second sent.
    public static let netOut = Metric("netout")
    /// Bytes per second read from disks.
    public static let diskRead = Metric("diskread")
    /// Bytes per second written to disks.
    public static let diskWrite = Metric("diskwrite")
    /// The hottest relevant sensor, °C.
    public static let temperature = Metric("temperature")
    /// Load averages over 1, 5 and 15 minutes.
    public static let load1 = Metric("load1")
    public static let load5 = Metric("load5")
    public static let load15 = Metric("load15")
    /// Pressure stall information (PSI), share of the last 10 s in which some or all tasks waited, percent.
    public static let pressureCPU = Metric("psi_cpu_some")
    public static let pressureMemory = Metric("psi_memory_some")
    public static let pressureMemoryFull = Metric("psi_memory_full")
    public static let pressureIO = Metric("psi_io_some")
    public static let pressureIOFull = Metric("psi_io_full")
    /// Used space of a storage, percent.
    public static let usage = Metric("usage")
    /// Used, total and available bytes of a storage.
    public static let used = Metric("used")
    public static let total = Metric("total")
    public static let available = Metric("avail")
}
