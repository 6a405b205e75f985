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
        let metrics = request.metric.map { [$0] } ?? HistoryReel.metrics
        let start = now - request.window
        let replay = AlertReplay(configuration, in: snapshot)
        let reel = HistoryReel(history: history)
        let points = resources.isEmpty ? nil : max(Self.fewestPoints, Self.mostFigures / (resources.count * metrics.count))
        var preview = AlertPreview(
            start: start, end: now, resources: resources.count, omitted: wanted.count - resources.count, stepSeconds: 0, entries: [],
            notices: 0, messages: 0)
        var news: [News] = []
        for resource in resources {
            let (rows, step) = try await reel.rows(of: resource, metrics: metrics, from: start, to: now, mostPoints: points)
            preview.stepSeconds = max(preview.stepSeconds, step)
            let result = replay.run(resource, over: rows)
            preview.notices += result.messages(to: .email)
            for found in result.occurrences {
                preview.entries.append(AlertPreview.Entry(alert: found.alert, end: found.end, peak: found.peak))
                news.append(News(at: found.start, event: .alert, isUrgent: found.level == .critical))
                if let end = found.end { news.append(News(at: end, event: .resolved, isUrgent: false)) }
            }
            try Task.checkCancellation()
        }
        preview.entries.sort { ($0.alert.startTime, $0.alert.id) < ($1.alert.startTime, $1.alert.id) }
        preview.messages = Self.messages(news, configuration.schedule.grouping)
        return preview
    }

    /// What is told at a moment.
    private struct News {
        var at: Timestamp
        var event: Message.Event
        var isUrgent: Bool
    }

    /// Messages to one destination, gathered by the pace of the outbox.
    private static func messages(_ news: [News], _ grouping: AlertSchedule.Grouping) -> Int {
        guard grouping.isEnabled, grouping.window > .zero else { return news.count }
        var pacing = GroupPacing()
        var gathering: [Message.Event: Timestamp] = [:]
        var count = 0
        for one in news.sorted(by: { $0.at < $1.at }) {
            if let end = gathering[one.event], one.at <= end { continue }
            // Of what is known to be critical, the outbox makes no haste in a noisy time; here each counts as new.
            let latest = one.isUrgent ? one.at + pacing.urgentWindow(base: grouping.window, at: one.at) : nil
            gathering[one.event] = pacing.begin(one.event, base: grouping.window, latest: latest, at: one.at)
            count += 1
        }
        return count
    }
}
