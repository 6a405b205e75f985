/// The unit of a metric's values.
public enum MetricUnit: String, Sendable {
    case percent
    case bytes
    case bytesPerSecond = "bytes/s"
    case celsius = "°C"
    case count
    case hours
    case load
}

/// How finely a metric is kept in history: no screen or rule can tell the kept value from the measured one.
public enum MetricResolution: Hashable, Sendable {
    /// Rounded to a multiple of this step, for example 0.01 for percentages.
    case step(Double)
    /// Rounded to this many significant decimal digits, for byte counts and rates.
    case significantDigits(Int)
    /// Kept bit by bit.
    case exact
}

extension Metric {
    /// What the metric measures, without the part it was measured on: `disk` of `disk:/var`.
    public var family: Metric {
        rawValue.firstIndex(of: ":").map { Metric(String(rawValue[..<$0])) } ?? self
    }

    /// The unit of the metric's values. Unknown names count as dimensionless.
    public var unit: MetricUnit {
        switch family {
        case .cpu, .memory, .swap, .disk, .usage, "gpu", "gpu_memory", "smart_percentage_used", "smart_available_spare":
            .percent
        case .pressureCPU, .pressureMemory, .pressureMemoryFull, .pressureIO, .pressureIOFull: .percent
        case .memoryUsed, .hostMemory, .used, .total, .available: .bytes
        case .netIn, .netOut, .diskRead, .diskWrite: .bytesPerSecond
        case .temperature, "temp", "smart_temp", "gpu_temperature": .celsius
        case .load1, .load5, .load15: .load
        case "smart_power_on_hours": .hours
        default: .count
        }
    }

    /// The resolution on intake. Percentages 0.01, temperatures 0.1 °C, load 0.01, bytes and rates 4 digits.
    public var resolution: MetricResolution {
        switch unit {
        case .percent, .load: .step(0.01)
        case .celsius: .step(0.1)
        case .bytes, .bytesPerSecond: .significantDigits(4)
        case .count, .hours: .exact
        }
    }
}

extension Metric: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { rawValue = value }
}
