/// The kernel's sensors, found once and kept open.
struct SensorInventory: Sendable {
    struct Input: Sendable {
        var name: String
        var role: TemperatureRole
        var device: String?
        var file: OpenFile
    }
    /// An energy counter in microjoules.
    struct Energy: Sendable {
        var name: String
        var file: OpenFile
        var meter = RateMeter()
    }

    var temperatures: [Input] = []
    var fans: [Input] = []
    var power: [Input] = []
    var energies: [Energy] = []

    /// Most sensors kept open.
    static let most = 256
    var count: Int { temperatures.count + fans.count + power.count + energies.count }
}

extension FileReader {
    /// Looks through `/sys/class/hwmon`, `/sys/class/thermal` and `/sys/class/powercap`.
    mutating func sensors() -> SensorInventory {
        var found = SensorInventory()
        var taken: Set<String> = []
        for chip in names(in: "/sys/class/hwmon") { addChip(chip, to: &found, &taken) }
        let hasPackage = found.temperatures.contains { $0.role == .package }
        for zone in names(in: "/sys/class/thermal") where zone.hasPrefix("thermal_zone") {
            addZone("/sys/class/thermal/\(zone)", to: &found, &taken, skipPackage: hasPackage)
        }
        for zone in names(in: "/sys/class/powercap") where zone.hasPrefix("intel-rapl:") || zone.hasPrefix("amd-rapl:") {
            addEnergy("/sys/class/powercap/\(zone)", to: &found, &taken)
        }
        return found
    }

    private mutating func addChip(_ number: String, to found: inout SensorInventory, _ taken: inout Set<String>) {
        var folder = "/sys/class/hwmon/\(number)"
        // Drivers written for old kernels keep their sensors with the device.
        if !exists("\(folder)/name"), exists("\(folder)/device/name") { folder += "/device" }
        let chip = text("\(folder)/name") ?? number
        let disk = diskBehind(folder, chip: chip)
        // Asking some spinning drives for their temperature keeps them from sleeping; SMART does it with care.
        if chip == "drivetemp", disk == nil || self.number("/sys/block/\(disk ?? "")/queue/rotational") != 0 { return }
        for file in names(in: folder) where found.count < SensorInventory.most {
            guard let input = inputName(file) else { continue }
            let label = text("\(folder)/\(input)_label") ?? input
            let path = "\(folder)/\(file)"
            if input.hasPrefix("temp") {
                let device = chip == "nvme" ? linkName("\(folder)/device") : disk
                let sensor = SensorName(chip: chip, label: label, device: device)
                guard let file = openSensor(path) else { continue }
                let name = unique(sensor.name, &taken)
                found.temperatures.append(.init(name: name, role: sensor.role, device: sensor.role == .disk ? disk : nil, file: file))
            } else {
                guard let file = openSensor(path) else { continue }
                let name = unique("\(SensorName.slug(chip))_\(SensorName.slug(label))", &taken)
                let sensor = SensorInventory.Input(name: name, role: .other, file: file)
                if input.hasPrefix("fan") { found.fans.append(sensor) } else { found.power.append(sensor) }
            }
        }
    }

    private mutating func addZone(
        _ folder: String, to found: inout SensorInventory, _ taken: inout Set<String>, skipPackage: Bool
    ) {
        guard found.count < SensorInventory.most, let type = text("\(folder)/type") else { return }
        let sensor = SensorName(zone: type)
        if skipPackage, sensor.role == .package { return }
        guard let file = openSensor("\(folder)/temp") else { return }
        found.temperatures.append(.init(name: unique(sensor.name, &taken), role: sensor.role, file: file))
    }

    private mutating func addEnergy(_ folder: String, to found: inout SensorInventory, _ taken: inout Set<String>) {
        guard found.count < SensorInventory.most, let name = text("\(folder)/name") else { return }
        guard let file = openSensor("\(folder)/energy_uj") else { return }
        let plain = name.hasPrefix("package") ? "cpu_package" : "cpu_\(SensorName.slug(name))"
        // Fans and temperatures have name spaces of their own.
        found.energies.append(.init(name: unique("rapl_\(plain)", &taken), file: file))
    }

    /// `temp1` for `temp1_input`, `power1` for `power1_average`; `nil` for anything else.
    private func inputName(_ file: String) -> String? {
        for (start, end) in [("temp", "_input"), ("fan", "_input"), ("power", "_input"), ("power", "_average")] {
            guard file.hasPrefix(start), file.hasSuffix(end) else { continue }
            return String(file.dropLast(end.count))
        }
        return nil
    }

    /// The block device a disk's chip measures.
    private func diskBehind(_ folder: String, chip: String) -> String? {
        switch chip {
        case "nvme":
            guard let controller = linkName("\(folder)/device") else { return nil }
            return names(in: "\(folder)/device").first { $0.hasPrefix("\(controller)n") } ?? "\(controller)n1"
        case "drivetemp": return names(in: "\(folder)/device/block").first
        default: return nil
        }
    }

    private mutating func openSensor(_ path: String) -> OpenFile? {
        do {
            return try OpenFile(self.path(path))
        } catch {
            if !error.isAbsence { note(path, error.reason) }
            return nil
        }
    }

    private func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)_\(number)"
            number += 1
        }
        return candidate
    }
}
