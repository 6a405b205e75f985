import PulseCore

/// A figure that can have a threshold, `alerts` §2.2; the raw values index tables.
public enum ThresholdMetric: Int, Sendable, CaseIterable {
    case cpu, memory, disk, diskRead, diskWrite, networkIn, networkOut, usage, temperature, diskTemperature

    /// The name in the settings, and the alert type.
    public var name: String {
        switch self {
        case .cpu: "cpu"
        case .memory: "memory"
        case .disk: "disk"
        case .diskRead: "diskRead"
        case .diskWrite: "diskWrite"
        case .networkIn: "networkIn"
        case .networkOut: "networkOut"
        case .usage: "usage"
        case .temperature: "temperature"
        case .diskTemperature: "diskTemperature"
        }
    }

    /// The metric of that name in the settings.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// MB/s of 1024² bytes.
    public var isRate: Bool {
        switch self {
        case .diskRead, .diskWrite, .networkIn, .networkOut: true
        case .cpu, .memory, .disk, .usage, .temperature, .diskTemperature: false
        }
    }

    /// Between 0 and 100.
    public var isPercent: Bool {
        switch self {
        case .cpu, .memory, .disk, .usage: true
        case .diskRead, .diskWrite, .networkIn, .networkOut, .temperature, .diskTemperature: false
        }
    }

    /// What follows the number.
    public var unit: String { isPercent ? "%" : isRate ? "MB/s" : "°C" }

    /// The series of history that it compares; rates are bytes per second there.
    public var series: Metric {
        switch self {
        case .cpu: .cpu
        case .memory: .memory
        case .disk: .disk
        case .usage: .usage
        case .temperature, .diskTemperature: .temperature
        case .networkIn: .netIn
        case .networkOut: .netOut
        case .diskRead: .diskRead
        case .diskWrite: .diskWrite
        }
    }

    /// The rule that judges it.
    public var spec: RuleID.Spec {
        switch self {
        case .cpu: .cpu
        case .memory: .memory
        case .disk: .disk
        case .diskRead: .diskRead
        case .diskWrite: .diskWrite
        case .networkIn: .networkIn
        case .networkOut: .networkOut
        case .usage: .usage
        case .temperature: .temperature
        case .diskTemperature: .diskTemperature
        }
    }
}
