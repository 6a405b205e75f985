/// Counts observations in buckets, one series for each combination of labels.
public final class Histogram: Sendable {
    struct Series: Sendable {
        /// Observations in each bucket, not cumulative; one more than there are bounds.
        var counts: [UInt64]
        var sum = 0.0
    }

    /// Upper bounds of the buckets, rising; in the metric's unit.
    let bounds: [Double]
    let table: SeriesTable<Series>

    init(bounds: [Double], limit: Int) {
        self.bounds = bounds
        table = SeriesTable(limit: limit)
    }

    /// Counts one observation. `labels` are values in the order of the metric's label names.
    public func observe(_ value: Double, _ labels: String...) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        table.update(labels, from: Series(counts: Array(repeating: 0, count: bounds.count + 1))) { series in
            series.counts[bucket] += 1
            series.sum += value
        }
    }
    /// Drops every series the test names.
    public func remove(where isGone: ([String]) -> Bool) { table.remove(where: isGone) }
}
