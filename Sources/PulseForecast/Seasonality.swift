/// What repeats every day or every week, in UTC.
public struct Seasonality: Sendable, Equatable {
    /// Hours of the day (0 to 23) that stand out, ascending; empty when no day is like the other.
    public let peakHours: [Int]
    /// Days of the week (0: Sunday) that stand out, ascending.
    public let peakDays: [Int]

    public var hasDaily: Bool { !peakHours.isEmpty }
    public var hasWeekly: Bool { !peakDays.isEmpty }

    static let fewestHours = 48
    /// A week seen once repeats nothing.
    static let weeklySpan: Int64 = 14 * 24

    /// `nil` for fewer than 48 hours. The trend is taken out first, or the last days of what rises would all be peaks.
    public init?(_ series: HourlySeries, perHour slope: Double) {
        guard series.count >= Self.fewestHours, let first = series.hours.first?.number else { return nil }
        let level = series.hours.map { (number: $0.number, value: $0.mean - slope * Double($0.number - first)) }
        peakHours = Self.peaks(level.map { (group: Int($0.number % 24), value: $0.value) })
        // 1970-01-01 was a Thursday.
        peakDays =
            series.spanInHours < Self.weeklySpan ? [] : Self.peaks(level.map { (group: Int(($0.number / 24 + 4) % 7), value: $0.value) })
    }

    /// The groups whose mean lies more than a standard deviation above that of all, if the groups explain what happens at all.
    private static func peaks(_ values: [(group: Int, value: Double)]) -> [Int] {
        let mean = values.reduce(0) { $0 + $1.value } / Double(values.count)
        let groups = Dictionary(grouping: values, by: \.group).mapValues { members in
            (mean: members.reduce(0) { $0 + $1.value } / Double(members.count), count: Double(members.count))
        }
        let total = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
        let between = groups.values.reduce(0) { $0 + $1.count * ($1.mean - mean) * ($1.mean - mean) }
        let freedom = Double(values.count - groups.count)
        guard total > 0, freedom > 0 else { return [] }
        // Adjusted, because many groups of few values explain chance as well.
        let explained = 1 - (1 - between / total) * Double(values.count - 1) / freedom
        guard explained >= leastExplained else { return [] }
        let deviation = (total / Double(values.count)).squareRoot()
        return groups.filter { $0.value.mean > mean + deviation }.keys.sorted()
    }

    /// The share of the variance below which a pattern is chance.
    private static let leastExplained = 0.3
}
