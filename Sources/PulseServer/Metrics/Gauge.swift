/// A number that goes up and down, one series for each combination of labels.
public final class Gauge: Sendable {
    let table: SeriesTable<Double>
    init(limit: Int) { table = SeriesTable(limit: limit) }

    /// Sets the series. `labels` are values in the order of the metric's label names.
    public func set(_ value: Double, _ labels: String...) { table.update(labels, from: 0) { $0 = value } }
    /// Moves the series up, or down for negative amounts.
    public func add(_ amount: Double, _ labels: String...) { table.update(labels, from: 0) { $0 += amount } }
    public func value(_ labels: String...) -> Double? { table.value(labels) }
    func set(_ value: Double, _ labels: [String]) { table.update(labels, from: 0) { $0 = value } }
    var all: [(labels: [String], value: Double)] { table.sorted }
    /// Drops every series the test names.
    public func remove(where isGone: ([String]) -> Bool) { table.remove(where: isGone) }
}
