/// Names a kernel sensor as the Pulse API does and says what it sits on.
struct SensorName: Hashable, Sendable {
    var name: String
    var role: TemperatureRole

    private static let processors: Set<String> = ["coretemp", "k10temp", "k8temp", "zenpower", "cpu_thermal", "soc_thermal", "cpu-thermal"]
    private static let graphics: Set<String> = ["amdgpu", "radeon", "nouveau", "i915", "xe"]

    /// - Parameters:
    ///   - chip: the driver's name, for example `coretemp`.
    ///   - label: the sensor's label, or its number when it has none.
    ///   - device: the device behind the chip, for example `nvme0`.
    init(chip: String, label: String, device: String?) {
        let plain = label.lowercased()
        if Self.processors.contains(chip) {
            if plain.hasPrefix("core "), let number = Int(plain.dropFirst(5)) {
                self.init(name: "cpu_core_\(number)", role: .core)
            } else if plain.hasPrefix("tccd") {
                self.init(name: "cpu_\(plain)", role: .core)
            } else {
                self.init(name: "cpu_package", role: .package)
            }
        } else if chip == "nvme" {
            let disk = device ?? "nvme"
            self.init(name: plain == "composite" ? disk : "\(disk)_\(Self.slug(plain))", role: plain == "composite" ? .disk : .other)
        } else if chip == "drivetemp" {
            self.init(name: device ?? "drivetemp", role: .disk)
        } else {
            self.init(name: "\(Self.slug(chip))_\(Self.slug(plain))", role: Self.graphics.contains(chip) ? .gpu : .other)
        }
    }

    /// A sensor of `/sys/class/thermal` by the zone's type.
    init(zone type: String) {
        let plain = type.lowercased()
        let isPackage = plain == "x86_pkg_temp"
        let isProcessor = ["cpu", "soc", "acpitz"].contains { plain.hasPrefix($0) }
        self.init(name: isPackage ? "cpu_package" : "zone_\(Self.slug(plain))", role: isPackage ? .package : isProcessor ? .zone : .other)
    }

    private init(name: String, role: TemperatureRole) {
        self.name = name
        self.role = role
    }

    /// Lower case with `_` for everything that is not a letter or digit.
    static func slug(_ text: String) -> String {
        let bytes = text.lowercased().utf8.map { byte -> UInt8 in
            let isPlain = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            return isPlain ? byte : UInt8(ascii: "_")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
