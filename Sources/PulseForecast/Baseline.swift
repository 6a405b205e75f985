import PulseCore

/// What is usual for one metric of one resource, by the hourly means of a week.
public struct Baseline: Sendable, Equatable {
    public let mean: Double
    public let deviation: Double
    /// The 5th and the 95th percentile.
    public let low: Double
    public let high: Double
    public let hours: Int

    /// Fewer hours than these say nothing about what is usual.
    public static let fewestHours = 50

    /// `nil` when there is too little to go by.
    public init?(_ series: HourlySeries) {
        guard series.count >= Self.fewestHours else { return nil }
        let sorted = series.hours.map(\.mean).sorted()
        hours = sorted.count
        mean = sorted.reduce(0, +) / Double(sorted.count)
        deviation = sorted.standardDeviation(around: mean)
        low = sorted[Int(Double(sorted.count - 1) * 0.05)]
        high = sorted[Int((Double(sorted.count - 1) * 0.95).rounded(.up))]
    }
}

/// A figure that is far from what is usual.
public struct Anomaly: Sendable, Equatable {
    public enum Severity: String, Sendable, CaseIterable { case critical, high, medium, low }
    public let value: Double
    public let baseline: Baseline
    /// Standard deviations from the mean.
    public let zScore: Double
    public let severity: Severity

    /// `nil` when the value is usual, or not worth telling whatever the numbers say.
    public init?(_ value: Double, of metric: Metric, against baseline: Baseline) {
        let difference = value - baseline.mean
        let z = difference / max(baseline.deviation, 1)
        guard difference.magnitude >= Self.leastDifference, let severity = Self.severity(z, difference, baseline.deviation),
            Self.isWorthTelling(value, of: metric, mean: baseline.mean)
        else { return nil }
        self.value = value
        self.baseline = baseline
        zScore = z
        self.severity = severity
    }

    private static let leastDifference = 3.0

    private static func severity(_ z: Double, _ difference: Double, _ deviation: Double) -> Severity? {
        // What never moved has no measure of its own.
        if deviation == 0 { return difference.magnitude >= 5 ? .medium : nil }
        switch z.magnitude {
        case 4...: return .critical
        case 3...: return .high
        case 2.5...: return .medium
        case 2...: return .low
        default: return nil
        }
    }

    /// Unusual but harmless is noise: an idle machine that works a little, a disk that is half full.
    private static func isWorthTelling(_ value: Double, of metric: Metric, mean: Double) -> Bool {
        switch metric {
        case .disk, .usage: value >= 85 || value >= mean + 15
        case .cpu: value >= 70 && value >= 2 * mean
        case .memory: value >= 80 || (value >= 1.5 * mean && value >= 60)
        default: value >= 2 * mean || value <= 0.5 * mean
        }
    }
}
