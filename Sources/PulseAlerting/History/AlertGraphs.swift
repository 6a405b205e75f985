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
        guard alert.kind == .metricThreshold, let metric = Self.metric(alert.type), let resource = snapshot().alertSubject(alert.resourceID)
        else { return nil }
        let query = HistoryQuery(
            key: resource.content.historyKey, metrics: [metric], start: alert.startTime - Self.lead, end: now, maxPoints: Self.points)
        // A message without its picture is better than none.
        guard let points = try? await history.history(query).series[metric], points.count > 1 else { return nil }
        let (unit, divisor) = Self.unit(metric)
        var graph = MetricGraph(points: points.map { (at: $0.timestamp, value: $0.value / divisor) }, unit: unit, trigger: alert.threshold)
        if case .number(let clear) = alert.metadata["clearThreshold"] { graph.clear = clear }
        if case .integer(let clear) = alert.metadata["clearThreshold"] { graph.clear = Double(clear) }
        return graph
    }

    /// The series of an alert type, and what its values are divided by to be in the alert's unit.
    static func metric(_ type: AlertType) -> Metric? {
        switch type.rawValue {
        case "cpu": .cpu
        case "memory": .memory
        case "disk": .disk
        case "usage": .usage
        case "temperature", "diskTemperature": .temperature
        case "networkIn": .netIn
        case "networkOut": .netOut
        case "diskRead": .diskRead
        case "diskWrite": .diskWrite
        default: nil
        }
    }

    private static func unit(_ metric: Metric) -> (String, Double) {
        switch metric {
        case .temperature: ("°C", 1)
        case .netIn, .netOut, .diskRead, .diskWrite: ("MB/s", 1_048_576)
        default: ("%", 1)
        }
    }
}
