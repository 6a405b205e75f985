/// The slope of a line through points, by the median of the slopes between all pairs (Theil and Sen): a third of the points may be
/// anything and the line still shows where the others go.
public struct RobustSlope: Sendable, Equatable {
    /// Units an hour.
    public let perHour: Double
    /// How far the pairs agree about the direction (Kendall's tau): 1 when every pair rises, -1 when every pair falls.
    public let agreement: Double

    /// `nil` for fewer than two hours. At most 168 hours are compared, the newest, which are 14,028 pairs.
    public init?(_ series: HourlySeries) {
        let hours = series.hours.suffix(Self.mostHours)
        guard hours.count > 1 else { return nil }
        var slopes: [Double] = []
        slopes.reserveCapacity(hours.count * (hours.count - 1) / 2)
        var rising = 0
        for (offset, later) in hours.enumerated() {
            for earlier in hours.prefix(offset) {
                let slope = (later.mean - earlier.mean) / Double(later.number - earlier.number)
                slopes.append(slope)
                rising += slope > 0 ? 1 : slope < 0 ? -1 : 0
            }
        }
        agreement = Double(rising) / Double(slopes.count)
        perHour = slopes.takeMedian()
    }

    /// A week.
    static let mostHours = 168
}

extension [Double] {
    /// The median; reorders the elements. Must not be empty.
    mutating func takeMedian() -> Double {
        let middle = count / 2
        let upper = select(middle)
        guard count % 2 == 0 else { return upper }
        return (upper + (self[..<middle].max() ?? upper)) / 2
    }

    /// The element that stands at this place when sorted; smaller ones come before it, larger ones after (Hoare's quickselect).
    private mutating func select(_ wanted: Int) -> Double {
        var (low, high) = (0, count - 1)
        while low < high {
            let pivot = self[low + (high - low) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while self[left] < pivot { left += 1 }
                while self[right] > pivot { right -= 1 }
                if left <= right {
                    swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if wanted <= right { high = right } else if wanted >= left { low = left } else { break }
        }
        return self[wanted]
    }
}
