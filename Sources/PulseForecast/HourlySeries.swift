import PulseCore

/// The mean of each hour that was measured, in ascending time. Hours without a measurement are absent.
public struct HourlySeries: Sendable, Equatable {
    public struct Hour: Sendable, Equatable {
        /// Whole hours since 1970-01-01T00:00Z.
        public let number: Int64
        public let mean: Double
    }
    public private(set) var hours: [Hour] = []

    /// Points of any distance; those of one hour become their mean. Values that are no numbers are left out.
    public init(_ points: some Sequence<(at: Timestamp, value: Double)>) {
        var sums: [Int64: (sum: Double, count: Double)] = [:]
        for point in points where point.value.isFinite {
            let number = Int64((Double(point.at.milliseconds) / 3_600_000).rounded(.down))
            let known = sums[number] ?? (0, 0)
            sums[number] = (known.sum + point.value, known.count + 1)
        }
        hours = sums.sorted { $0.key < $1.key }.map { Hour(number: $0.key, mean: $0.value.sum / $0.value.count) }
    }

    private init(_ hours: [Hour]) { self.hours = hours }

    public var count: Int { hours.count }

    /// The hours of the last so many before the end of the newest.
    public func last(_ count: Int64) -> HourlySeries {
        guard let newest = hours.last?.number else { return self }
        return HourlySeries(hours.filter { $0.number > newest - count })
    }

    /// Hours between the first and the last, both included.
    public var spanInHours: Int64 {
        guard let first = hours.first, let last = hours.last else { return 0 }
        return last.number - first.number + 1
    }
}
