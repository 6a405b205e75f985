import Synchronization

/// The series of one metric by the values of its labels, at most so many.
final class SeriesTable<Value: Sendable>: Sendable {
    private let limit: Int
    private let series = Mutex<[[String]: Value]>([:])

    init(limit: Int) { self.limit = limit }

    /// Changes a series; a new one beyond the limit is not kept.
    func update(_ labels: [String], from start: Value, _ change: (inout Value) -> Void) {
        series.withLock { series in
            guard series[labels] != nil || series.count < limit else { return }
            change(&series[labels, default: start])
        }
    }
    func remove(where isGone: ([String]) -> Bool) {
        series.withLock { series in series = series.filter { !isGone($0.key) } }
    }
    /// All series, in the order of their labels.
    var sorted: [(labels: [String], value: Value)] {
        series.withLock { series in series.map { (labels: $0.key, value: $0.value) } }
            .sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
    }
    func value(_ labels: [String]) -> Value? { series.withLock { $0[labels] } }
}
