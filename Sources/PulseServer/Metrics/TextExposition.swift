/// Writes metrics in the Prometheus text format 0.0.4.
struct TextExposition {
    private(set) var text = ""

    mutating func write(_ family: MetricsRegistry.Family) {
        let name = family.name
        text += "# HELP \(name) \(Self.escaped(family.help, quotes: false))\n"
        switch family.kind {
        case .counter(let counter):
            text += "# TYPE \(name) counter\n"
            for series in counter.table.sorted { line(name, family.labels, series.labels, series.value) }
        case .gauge(let gauge):
            text += "# TYPE \(name) gauge\n"
            for series in gauge.table.sorted { line(name, family.labels, series.labels, series.value) }
        case .histogram(let histogram):
            text += "# TYPE \(name) histogram\n"
            for series in histogram.table.sorted { write(histogram, series.value, name, family.labels, series.labels) }
        }
    }

    private mutating func write(_ histogram: Histogram, _ series: Histogram.Series, _ name: String, _ names: [String], _ values: [String]) {
        var total: UInt64 = 0
        let bounds = histogram.bounds.map { Self.number($0) } + ["+Inf"]
        for (bound, count) in zip(bounds, series.counts) {
            total += count
            line(name + "_bucket", names + ["le"], values + [bound], Double(total))
        }
        line(name + "_sum", names, values, series.sum)
        line(name + "_count", names, values, Double(total))
    }

    private mutating func line(_ name: String, _ names: [String], _ values: [String], _ value: Double) {
        text += name
        if !names.isEmpty {
            let pairs = zip(names, values).map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
            text += "{" + pairs.joined(separator: ",") + "}"
        }
        text += " " + Self.number(value) + "\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        return value.description
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
