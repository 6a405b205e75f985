/// The aggregate of the samples of one bucket. Rollups combine with right weights, in any order.
struct Rollup: Equatable, Sendable {
    var average: Double
    var low: Double
    var high: Double
    var count: UInt32

    init(average: Double, low: Double, high: Double, count: UInt32) {
        self.average = average
        self.low = low
        self.high = high
        self.count = count
    }

    init(_ value: Double) { self.init(average: value, low: value, high: value, count: 1) }

    mutating func add(_ other: Rollup) {
        guard other.count > 0 else { return }
        let total = Double(count) + Double(other.count)
        // The weighted difference does not overflow where a sum of huge values would.
        average += (other.average - average) * (Double(other.count) / total)
        low = min(low, other.low)
        high = max(high, other.high)
        average = min(max(average, low), high)
        count = UInt32(clamping: UInt64(count) + UInt64(other.count))
    }
}

/// The number of the bucket a moment lies in.
@inline(__always)
func bucketNumber(milliseconds: Int64, step: Int) -> Int64 {
    let length = Int64(step) * 1000
    let quotient = milliseconds / length
    return milliseconds < 0 && quotient * length != milliseconds ? quotient - 1 : quotient
}
