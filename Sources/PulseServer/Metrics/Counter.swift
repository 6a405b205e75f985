/// A number that only grows, one series for each combination of labels.
public final class Counter: Sendable {
    let table: SeriesTable<Double>
    init(limit: Int) { table = SeriesTable(limit: limit) }

    /// Adds to the series; negative amounts are ignored. `labels` are values in the order of the metric's label names.
    public func add(_ amount: Double = 1, _ labels: String...) {
        guard amount >= 0 else { return }
        table.update(labels, from: 0) { $0 += amount }
    }
    /// The series' value, `nil` before its first addition.
    public func value(_ labels: String...) -> Double? { table.value(labels) }
    /// Drops every series the test names, for example those of a removed instance.
    public func remove(where isGone: ([String]) -> Bool) { table.remove(where: isGone) }
}
