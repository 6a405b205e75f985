import PulseCore
import PulseInventory

/// Reads what a node's sensors command prints: lm-sensors' JSON, that JSON beside disks in `{"sensors":{…},"smart":[…]}`, or one
/// number in thousandths of a degree.
public struct TemperatureReading: Sendable, Equatable {
    public static let mostDisks = 512

    private var chips: [SensorFeatures] = []
    private var disks: [NodeTemperatureFacet.Disk] = []
    private var plain: Double?

    /// - Throws: `TemperatureFailure.badAnswer` when it is none of them. Nothing at all is a reading without sensors.
    public init(output: [UInt8]) throws(TemperatureFailure) {
        let text = SensorOutput.trimmed(output)
        guard let first = text.first else { return }
        guard first == UInt8(ascii: "{") else {
            guard let value = Double(String(decoding: text.prefix(32).prefix { !SensorOutput.isSpace($0) }, as: UTF8.self)) else {
                throw .badAnswer
            }
            plain = value / 1000
            return
        }
        do throws(JSONFailure) {
            try read(SensorOutput.repaired(text))
        } catch {
            throw .badAnswer
        }
    }

    private mutating func read(_ json: [UInt8]) throws(JSONFailure) {
        _ = try JSONReader.read(json) { (reader) throws(JSONFailure) in
            try reader.object { (key, reader) throws(JSONFailure) in
                switch key {
                case "sensors":
                    try reader.object { (key, reader) throws(JSONFailure) in try readChip(key.text, &reader) }
                case "smart":
                    try reader.array { (reader) throws(JSONFailure) in
                        if disks.count < Self.mostDisks, let disk = try NodeTemperatureFacet.Disk(reading: &reader) { disks.append(disk) }
                    }
                default: try readChip(key.text, &reader)
                }
            }
        }
    }

    private mutating func readChip(_ name: String, _ reader: inout JSONReader) throws(JSONFailure) {
        guard chips.count < SensorFeatures.most, SensorChip(name) != nil, try reader.kind() == .object else { return }
        chips.append(try SensorFeatures(chip: name, reading: &reader))
    }

    /// What was read; `nil` when no known sensor said anything.
    public func facet(at moment: Timestamp) -> NodeTemperatureFacet? {
        var facet = NodeTemperatureFacet()
        readProcessors(&facet)
        for chip in chips.sorted(by: { $0.chip < $1.chip }) {
            switch SensorChip(chip.chip) {
            case .nvme:
                let composite = chip.readings.first { $0.label.lowercased() == "composite" } ?? chip.readings.first
                if let composite { facet.nvme.append(.init(device: chip.chip, temperature: composite.temperature)) }
            case .graphics: if let gpu = Self.gpu(chip) { facet.gpus.append(gpu) }
            case .drive:
                guard let first = chip.readings.first else { continue }
                var disk = NodeTemperatureFacet.Disk(device: chip.chip)
                disk.temperature = first.temperature
                facet.disks.append(disk)
            case .processor, .board, nil: break
            }
        }
        facet.disks = disks + facet.disks
        guard facet != NodeTemperatureFacet() else { return nil }
        facet.updatedAt = moment
        return facet
    }

    private func readProcessors(_ facet: inout NodeTemperatureFacet) {
        var packages: [Int: Double] = [:]
        var dies: [Double] = []
        for chip in chips where SensorChip(chip.chip) == .processor {
            for (label, temperature) in chip.readings {
                switch SensorChip.reading(label) {
                case .package(let rank): packages[rank] = max(packages[rank] ?? temperature, temperature)
                case .core(let number): facet.cores.append(.init(core: number, temperature: temperature))
                case .die: dies.append(temperature)
                case nil: break
                }
            }
        }
        let board = chips.first { SensorChip($0.chip) == .board && !$0.readings.isEmpty }?.readings.first?.temperature
        let hottest = (facet.cores.map(\.temperature) + dies).max()
        facet.cpuPackage = packages.max { $0.key < $1.key }?.value
        if facet.cpuPackage == nil, hottest == nil { facet.cpuPackage = plausible(plain) ?? board }
        facet.cpuMax = hottest ?? facet.cpuPackage
    }

    private func plausible(_ value: Double?) -> Double? { value.flatMap { SensorFeatures.plausible.contains($0) ? $0 : nil } }

    private static func gpu(_ chip: SensorFeatures) -> NodeTemperatureFacet.GPU? {
        var gpu = NodeTemperatureFacet.GPU(device: chip.chip)
        for (label, temperature) in chip.readings {
            switch label.lowercased() {
            case "edge", "temp1", "gpu core", "pkg": gpu.edge = gpu.edge ?? temperature
            case "junction": gpu.junction = temperature
            case "mem", "vram": gpu.memory = temperature
            default: break
            }
        }
        return gpu.edge == nil && gpu.junction == nil && gpu.memory == nil ? nil : gpu
    }
}

extension NodeTemperatureFacet.Disk {
    /// An element of `smart`. `nil` without a device.
    init?(reading reader: inout JSONReader) throws(JSONFailure) {
        var disk = NodeTemperatureFacet.Disk(device: "")
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "device": disk.device = try reader.text() ?? ""
            case "serial": disk.serial = try reader.known()
            case "wwn": disk.wwn = try reader.known()
            case "model": disk.model = try reader.known()
            case "type": disk.type = try reader.known()
            case "temperature": disk.temperature = try reader.double()
            case "standbySkipped", "standby": disk.isStandby = try reader.bool() ?? false
            default: break
            }
        }
        // 0 is what such scripts write for a disk they did not wake.
        if let value = disk.temperature, disk.isStandby || value <= 0 || !SensorFeatures.plausible.contains(value) {
            disk.temperature = nil
        }
        guard !disk.device.isEmpty else { return nil }
        self = disk
    }
}
