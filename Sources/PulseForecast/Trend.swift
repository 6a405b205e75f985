/// Where a figure has been going over the last week.
public struct Trend: Sendable, Equatable {
    public enum Direction: String, Sendable, CaseIterable { case increasing, decreasing, stable, volatile }

    public let direction: Direction
    /// Units an hour and a day.
    public let perHour: Double
    public var perDay: Double { perHour * 24 }
    /// What the last hour rose more than an hour of the last day, units an hour.
    public let acceleration: Double
    /// How far pairs of hours agree about the direction, -1 to 1.
    public let agreement: Double
    /// 0.1 to 0.95.
    public let confidence: Double

    /// Fewer hours than these say nothing about the next.
    public static let fewestHours = 24

    /// `nil` when there is too little to go by.
    public init?(_ series: HourlySeries) {
        let week = series.last(Int64(RobustSlope.mostHours))
        guard week.count >= Self.fewestHours, let slope = RobustSlope(week) else { return nil }
        perHour = slope.perHour
        agreement = slope.agreement
        let values = week.hours.map(\.mean)
        direction = Self.direction(values, perDay: slope.perHour * 24)
        acceleration = Self.acceleration(week)
        confidence = Self.confidence(count: values.count, direction, acceleration: acceleration)
    }

    private static func direction(_ values: [Double], perDay: Double) -> Direction {
        let mean = values.reduce(0, +) / Double(values.count)
        let deviation = values.standardDeviation(around: mean)
        if mean != 0, deviation / mean.magnitude > 0.15 { return .volatile }
        if perDay.magnitude < 1 { return .stable }
        return perDay > 0 ? .increasing : .decreasing
    }

    private static func acceleration(_ week: HourlySeries) -> Double {
        guard let lastHour = RobustSlope(week.last(2)), let lastDay = RobustSlope(week.last(24)) else { return 0 }
        return lastHour.perHour - lastDay.perHour
    }

    private static func confidence(count: Int, _ direction: Direction, acceleration: Double) -> Double {
        let factor =
            switch direction {
            case .stable: 1.0
            case .increasing, .decreasing: 0.8
            case .volatile: 0.5
            }
        let known = min(1, 0.3 + Double(count) / 500) * factor * (acceleration.magnitude > 1 ? 0.7 : 1)
        return min(max(known, 0.1), 0.95)
    }
}

extension Trend {
    /// The figure so many hours from now, if nothing changes.
    public func value(after hours: Double, from current: Double, bounds: ClosedRange<Double>?) -> Double {
        let value = current + perHour * hours
        guard let bounds else { return value }
        return min(max(value, bounds.lowerBound), bounds.upperBound)
    }

    /// Seconds until the threshold is reached; `nil` when the figure is there already or does not move towards it.
    public func seconds(to threshold: Double, from current: Double) -> Double? {
        let distance = threshold - current
        guard distance != 0, perHour != 0, (distance > 0) == (perHour > 0) else { return nil }
        return distance / perHour * 3600
    }
}

extension [Double] {
    func standardDeviation(around mean: Double) -> Double {
        isEmpty ? 0 : (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
    }
}
