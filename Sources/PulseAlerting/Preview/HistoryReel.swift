import PulseCore
import PulseHistory
import PulseInventory

/// What history holds of resources, as rows of measurements in time order.
struct HistoryReel: Sendable {
    let history: any MetricStore

    /// One moment with all that was measured at it.
    typealias Row = (at: Timestamp, values: [Metric: Double])

    /// The rows of one resource, and the seconds between them.
    func rows(
        of resource: Resource, metrics: [Metric], from start: Timestamp, to end: Timestamp, mostPoints: Int?
    ) async throws -> (rows: [Row], stepSeconds: Int) {
        let query = HistoryQuery(key: resource.content.historyKey, metrics: metrics, start: start, end: end, maxPoints: mostPoints)
        let answer = try await history.history(query)
        var merged: [Timestamp: [Metric: Double]] = [:]
        for (metric, points) in answer.series {
            for point in points { merged[point.timestamp, default: [:]][metric] = point.value }
        }
        let rows: [Row] = merged.sorted { $0.key < $1.key }.map { (at: $0.key, values: $0.value) }
        return (rows, answer.stepSeconds)
    }
}
