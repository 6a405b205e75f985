/// A temperature, named as the Pulse API names it.
public struct TemperatureReading: Sendable, Hashable {
    /// `cpu_package`, `cpu_core_0`, `nvme0`, else chip and label.
    public var name: String
    /// 0 to 150 °C.
    public var celsius: Double
    public var role: TemperatureRole
    /// The block device it belongs to, for example `nvme0n1`.
    public var device: String?

    public init(name: String, celsius: Double, role: TemperatureRole, device: String? = nil) {
        self.name = name
        self.celsius = celsius
        self.role = role
        self.device = device
    }

    /// The best temperature for the machine as a whole; disks and unrelated chips never count.
    static func main(of all: [TemperatureReading]) -> Double? {
        for role in [TemperatureRole.package, .core, .zone] {
            let hottest = all.lazy.filter { $0.role == role }.map(\.celsius).max()
            if let hottest { return hottest }
        }
        return nil
    }
}

/// What a temperature sensor sits on.
public enum TemperatureRole: String, Sendable, Hashable, CaseIterable {
    case package, core, zone, disk, gpu, other
}

/// A fan's speed.
public struct FanReading: Sendable, Hashable {
    public var name: String
    /// Turns per minute; 0 is a standing fan.
    public var rpm: Double

    public init(name: String, rpm: Double) {
        self.name = name
        self.rpm = rpm
    }
}

/// Power drawn by a part of the machine.
public struct PowerReading: Sendable, Hashable {
    public var name: String
    public var watts: Double

    public init(name: String, watts: Double) {
        self.name = name
        self.watts = watts
    }
}
