/// What lm-sensors' names of chips and their readings mean, `platform-polling` §2.6a.
enum SensorChip: Equatable {
    /// Made for processors.
    case processor
    /// May be near the processor; counts only where no chip of the processor's own is.
    case board
    case nvme
    case graphics
    /// A SATA disk, by the kernel's `drivetemp`.
    case drive

    /// By the driver, the part of a chip's name before the bus: `coretemp` of `coretemp-isa-0000`.
    init?(_ chip: String) {
        let driver = chip.split(separator: "-").first.map { $0.lowercased() } ?? ""
        switch driver {
        case "coretemp", "k10temp", "k8temp", "zenpower", "zenpower3", "zenergy", "fam15h_power", "via_cputemp", "cpu_thermal",
            "cpu", "cpu0_thermal", "soc_thermal", "bigcore0_thermal":
            self = .processor
        case "acpitz", "pch_cannonlake", "thermal_zone0", "x86_pkg_temp": self = .board
        case "nvme": self = .nvme
        case "amdgpu", "nouveau", "radeon", "i915", "xe": self = .graphics
        case "drivetemp": self = .drive
        default: return nil
        }
    }

    /// What a reading of a processor's chip is.
    enum ProcessorReading: Equatable {
        /// The whole package; the rank says which one counts when there are several kinds, higher is better.
        case package(rank: Int)
        case core(Int)
        /// A part with several cores.
        case die
    }

    /// By its label: `Package id 0`, `Core 3`, `Tctl`, `Tdie`, `Tccd1`, `temp1`.
    static func reading(_ label: String) -> ProcessorReading? {
        let lower = label.lowercased()
        if lower.hasPrefix("package id") || lower.hasPrefix("physical id") { return .package(rank: 3) }
        // Some models put an offset on Tctl; Tdie is without.
        if lower == "tdie" { return .package(rank: 3) }
        if lower == "tctl" { return .package(rank: 2) }
        if lower.hasPrefix("core ") { return Int(lower.dropFirst(5)).map { .core($0) } }
        if lower.hasPrefix("tccd") { return .die }
        return lower == "temp1" || lower.hasPrefix("cpu") ? .package(rank: 1) : nil
    }
}
