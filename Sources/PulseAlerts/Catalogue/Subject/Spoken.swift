/// Figures as messages say them.
enum Spoken {
    /// One decimal and the unit: `91.2%`, `12.0 MB/s`, `71.5°C`.
    static func figure(_ value: Double, _ metric: ThresholdMetric) -> String {
        metric.isRate ? "\(tenths(value)) \(metric.unit)" : "\(tenths(value))\(metric.unit)"
    }

    /// The message of a figure: `VM cpu at 91.2%`.
    static func message(_ stem: String, _ value: Double, _ metric: ThresholdMetric) -> String { "\(stem) at \(figure(value, metric))" }

    static func tenths(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "?" }
        return ((value * 10).rounded() / 10).description
    }

    /// A span of days, rounded down: `15 days`.
    static func days(_ days: Double) -> String {
        let whole = Int(min(max(days, 0), 1e6))
        return whole == 1 ? "1 day" : "\(whole) days"
    }
}
