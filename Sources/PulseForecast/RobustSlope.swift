/// The slope of a line through points, by the median of the slopes between all pairs (Theil and Sen): a quarter of the points may be
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
        let count = hours.count * (hours.count - 1) / 2
        (perHour, agreement) = withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { slopes in
            let rising = Self.fill(slopes, with: hours.map { (Double($0.number), $0.mean) })
            return (slopes.takeMedian(), Double(rising) / Double(count))
        }
    }

    /// A week.
    static let mostHours = 168

    /// Writes the slope of each pair, and answers how many more rise than fall.
    private static func fill(_ slopes: UnsafeMutableBufferPointer<Double>, with points: [(x: Double, y: Double)]) -> Int {
        var next = 0
        var rising = 0
        points.withUnsafeBufferPointer { points in
            for later in 1..<points.count {
                let end = points[later]
                for earlier in 0..<later {
                    let slope = (end.y - points[earlier].y) / (end.x - points[earlier].x)
                    slopes.initializeElement(at: next, to: slope)
                    next &+= 1
                    rising &+= (slope > 0 ? 1 : 0) &- (slope < 0 ? 1 : 0)
                }
            }
        }
        return rising
    }
}

extension UnsafeMutableBufferPointer<Double> {
    /// The median; reorders the elements. Must not be empty.
    func takeMedian() -> Double {
        let middle = count / 2
        let upper = select(middle)
        guard count % 2 == 0 else { return upper }
        return (upper + (self[..<middle].max() ?? upper)) / 2
    }

    /// The element that stands at this place when sorted; smaller ones come before it, larger ones after (Hoare's quickselect).
    private func select(_ wanted: Int) -> Double {
        var (low, high) = (0, count - 1)
        while low < high {
            let pivot = self[low + (high - low) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while self[left] < pivot { left &+= 1 }
                while self[right] > pivot { right &-= 1 }
                if left <= right {
                    swapAt(left, right)
                    left &+= 1
                    right &-= 1
                }
            }
            if wanted <= right { high = right } else if wanted >= left { low = left } else { break }
        }
        return self[wanted]
    }
}
