import PulseCore

/// A chip of `sensors -j` with its temperatures.
struct SensorFeatures: Sendable, Equatable {
    /// Bounds of what a working sensor of a server says, °C. Sensors that are not connected read -128, 127.5 or 255 for example.
    static let plausible: Range<Double> = -50..<127
    static let most = 1024

    var chip: String
    /// Labels with their temperatures, as written.
    var readings: [(label: String, temperature: Double)] = []

    /// Reads the value of a chip's member.
    init(chip: String, reading reader: inout JSONReader) throws(JSONFailure) {
        self.chip = chip
        var found: [(label: String, temperature: Double)] = []
        try reader.object { (label, reader) throws(JSONFailure) in
            guard found.count < Self.most, try reader.kind() == .object else { return }
            let label = label.text
            var temperature: Double?
            try reader.object { (name, reader) throws(JSONFailure) in
                let name = name.text
                guard name.hasPrefix("temp"), name.hasSuffix("_input") else { return }
                temperature = try reader.double()
            }
            if let temperature, Self.plausible.contains(temperature) { found.append((label, temperature)) }
        }
        readings = found
    }

    static func == (left: SensorFeatures, right: SensorFeatures) -> Bool {
        left.chip == right.chip && left.readings.elementsEqual(right.readings) { $0.label == $1.label && $0.temperature == $1.temperature }
    }
}
