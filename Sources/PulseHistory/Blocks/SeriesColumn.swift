/// One series' values at the ticks of its resource; NaN where it has none.
struct SeriesColumn: Equatable, Sendable {
    /// The interned metric.
    var metric: UInt16
    /// Raw values, or averages of a rollup.
    var values: [Double]
    /// Minima, maxima and sample counts of a rollup; empty for raw values.
    var lows: [Double] = []
    var highs: [Double] = []
    var counts: [UInt32] = []

    var isRollup: Bool { !counts.isEmpty }

    /// The number of stored values.
    var filled: Int { values.reduce(0) { $1.isNaN ? $0 : $0 + 1 } }

    /// As `==`, where absent equals absent.
    static func == (left: Self, right: Self) -> Bool {
        left.metric == right.metric && same(left.values, right.values) && same(left.lows, right.lows) && same(left.highs, right.highs)
            && left.counts == right.counts
    }

    private static func same(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}

/// What one resource measured: ticks in ascending order (raw: ms since the epoch; rollups: bucket numbers) and its series.
struct ResourceBlock: Equatable, Sendable {
    var resource: UInt32
    var ticks: [Int64]
    var series: [SeriesColumn]

    var filled: Int { series.reduce(0) { $0 + $1.filled } }
}
