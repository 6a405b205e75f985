import PulseAlerts
import PulseCore
import PulseHistory
import PulseInventory
import PulseNotifications

/// Answers what alerts would have been, and why they are or are not.
public struct AlertJudge: Sendable {
    let service: AlertService
    let outbox: Outbox
    let history: any MetricStore
    let snapshot: @Sendable () -> InventorySnapshot

    public init(
        service: AlertService, outbox: Outbox, history: any MetricStore, snapshot: @escaping @Sendable () -> InventorySnapshot
    ) {
        self.service = service
        self.outbox = outbox
        self.history = history
        self.snapshot = snapshot
    }

    /// Figures that one request may replay; with many resources the points become coarser.
    private static let mostFigures = 4_000_000
    private static let fewestPoints = 96

    /// Replays history through the same engine. Resources whose id is not known are left out.
    public func preview(_ request: AlertPreviewRequest, at now: Timestamp) async throws -> AlertPreview {
        let snapshot = snapshot()
        let known = request.resourceIDs.isEmpty ? snapshot.resources : request.resourceIDs.compactMap { snapshot.alertSubject($0) }
        let wanted = known.filter { $0.content.metricsTarget != nil }
        let resources = wanted.prefix(AlertPreviewRequest.mostResources)
        let configuration = request.effective
        let start = now - request.window
        let replay = AlertReplay(configuration, in: snapshot, only: request.metric)
        let reel = HistoryReel(history: history)
        let points = resources.isEmpty ? nil : max(Self.fewestPoints, Self.mostFigures / (resources.count * replay.metrics.count))
        var preview = AlertPreview(
            start: start, end: now, resources: resources.count, omitted: wanted.count - resources.count, stepSeconds: 0, entries: [],
            notices: 0, messages: 0)
        var forecast = MessageForecast(configuration.schedule.grouping)
        for resource in resources {
            let (rows, step) = try await reel.rows(of: resource, metrics: replay.metrics, from: start, to: now, mostPoints: points)
            preview.stepSeconds = max(preview.stepSeconds, step)
            let result = replay.run(resource, over: rows)
            forecast.add(result.notices)
            preview.entries += result.occurrences.map { AlertPreview.Entry(alert: $0.alert, end: $0.end, peak: $0.peak) }
            try Task.checkCancellation()
        }
        preview.entries.sort { ($0.alert.startTime, $0.alert.id) < ($1.alert.startTime, $1.alert.id) }
        (preview.notices, preview.messages) = (forecast.notices, forecast.messages)
        return preview
    }
}
