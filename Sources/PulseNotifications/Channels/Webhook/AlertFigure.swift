import PulseAlerts

/// A measured value or its limit with the unit of its metric.
struct AlertFigure: Sendable, Equatable {
    var value: Double
    var unit: String

    /// One decimal at most: `91.2%`, `71.5 °C`, `12.3 MB/s`, `9 days`.
    var text: String {
        switch unit.lowercased() {
        case "%", "percent": return "\(Self.rounded(value))%"
        case "°c", "c", "celsius": return "\(Self.rounded(value)) °C"
        case "b/s", "bytes/s": return Self.scaled(value) + "/s"
        case "b", "bytes": return Self.scaled(value)
        case "", "count", "load": return Self.rounded(value)
        default: return "\(Self.rounded(value)) \(unit)"
        }
    }

    private static func scaled(_ bytes: Double) -> String {
        var value = bytes
        var names = ["B", "kB", "MB", "GB", "TB"][...]
        while value.magnitude >= 1000, names.count > 1 {
            value /= 1000
            names = names.dropFirst()
        }
        return "\(rounded(value)) \(names.first ?? "B")"
    }

    /// `91.2`, and `90` rather than `90.0`.
    private static func rounded(_ value: Double) -> String {
        let tenths = TemplateFormat.fixed(value, 1)
        return tenths.hasSuffix(".0") ? String(tenths.dropLast(2)) : tenths
    }
}

extension Alert {
    /// Whether it has a value and a limit; states have none.
    var hasFigures: Bool { value != 0 || threshold != 0 }

    var valueText: String { hasFigures ? AlertFigure(value: value, unit: unit).text : "–" }
    var thresholdText: String { hasFigures ? AlertFigure(value: threshold, unit: unit).text : "–" }

    private var unit: String {
        if case .text(let unit)? = metadata["unit"] { return unit }
        switch type.rawValue {
        case "cpu", "memory", "disk", "usage", "swap": return "%"
        case "temperature", "diskTemperature": return "°C"
        case "diskRead", "diskWrite", "networkIn", "networkOut": return "MB/s"
        default: return ""
        }
    }
}
