import PulseAlerts
import PulseCore
import PulseHistory
import PulseInventory
import PulseNotifications

/// The course of the metrics that alerts are about, for messages.
public struct AlertGraphs: Sendable {
    private let history: any MetricStore
    private let snapshot: @Sendable () -> InventorySnapshot

    /// Alerts of one message that get a graph.
    private static let most = 6
    private static let points = 180
    /// What is shown before the alert began, and at least altogether.
    private static let lead: Duration = .seconds(3600)

    public init(history: any MetricStore, snapshot: @escaping @Sendable () -> InventorySnapshot) {
        self.history = history
        self.snapshot = snapshot
    }

    /// Graphs of the first alerts that have a metric; alerts without history have none.
    public func graphs(for alerts: [Alert], at now: Timestamp) async -> [Occurrence: MetricGraph] {
        var graphs: [Occurrence: MetricGraph] = [:]
        for alert in alerts where graphs.count < Self.most {
            if let graph = await graph(of: alert, at: now) { graphs[alert.occurrence] = graph }
        }
        return graphs
    }

    private func graph(of alert: Alert, at now: Timestamp) async -> MetricGraph? {
        guard alert.kind == .metricThreshold, let metric = ThresholdMetric(name: alert.type.rawValue),
            let resource = snapshot().alertSubject(alert.resourceID)
        else { return nil }
        let query = HistoryQuery(
            key: resource.content.historyKey, metrics: [metric.series], start: alert.startTime - Self.lead, end: now, maxPoints: Self.points
        )
        // A message without its picture is better than none.
        guard let points = try? await history.history(query).series[metric.series], points.count > 1 else { return nil }
        let divisor: Double = metric.isRate ? 1_048_576 : 1
        var graph = MetricGraph(
            points: points.map { (at: $0.timestamp, value: $0.value / divisor) }, unit: metric.unit, trigger: alert.threshold)
        if case .number(let clear) = alert.metadata["clearThreshold"] { graph.clear = clear }
        if case .integer(let clear) = alert.metadata["clearThreshold"] { graph.clear = Double(clear) }
        return graph
    }
}
