import PulseCore
import PulseForecast
import PulseHistory
import PulseInventory
import Synchronization

/// What the last week says of one metric of everything, worked out at most every ten minutes: an hour's mean changes no faster.
///
/// Ten thousand resources cost a second or two, whoever asks and however many ask at once; thresholds and horizons cost nothing.
public final class WeekBook: Sendable {
    /// What the week says of one resource.
    struct Summary: Sendable {
        /// `nil` where there is too little to go by.
        let trend: Trend?
        let baseline: Baseline?
    }
    /// The week of everything, by canonical id.
    struct Page: Sendable {
        let madeAt: Timestamp
        let summaries: [String: Summary]
    }
    private struct Entry {
        let madeAt: Timestamp
        let page: Task<Page, any Error>
    }
    private let entries = Mutex<[Metric: Entry]>([:])
    private let history: any MetricStore

    private static let life: Duration = .seconds(600)
    /// So many resources are read at a time, which bounds the memory.
    private static let portion = 256
    /// The range, and the points of a line: one for each hour.
    static let week: Duration = .seconds(168 * 3600)
    private static let mostPoints = 168

    public init(history: any MetricStore) { self.history = history }

    /// - Parameter metric: one of `Self.metrics`, so that the book stays small.
    func page(of metric: Metric, in snapshot: InventorySnapshot, at now: Timestamp) async throws -> Page {
        let entry = entries.withLock { entries in
            if let known = entries[metric], now.since(known.madeAt) < Self.life, known.madeAt <= now { return known }
            let history = history
            let made = Entry(madeAt: now, page: Task { try await Self.read(metric, snapshot, history, at: now) })
            entries[metric] = made
            return made
        }
        do { return try await entry.page.value } catch {
            entries.withLock { entries in
                if entries[metric]?.page == entry.page { entries[metric] = nil }
            }
            throw error
        }
    }

    /// What the week is known of.
    static let metrics: [Metric] = [.cpu, .memory, .disk]

    private static func read(
        _ metric: Metric, _ snapshot: InventorySnapshot, _ history: any MetricStore, at now: Timestamp
    ) async throws -> Page {
        var summaries: [String: Summary] = [:]
        let resources = snapshot.resources.filter { $0.hasForecast(of: metric) }
        for start in stride(from: 0, to: resources.count, by: portion) {
            let part = resources[start..<min(start + portion, resources.count)]
            let lines = try await history.charts(
                keys: part.map(\.content.historyKey), metrics: metric == .disk ? [.disk, .usage] : [metric], start: now - week, end: now,
                maxPoints: mostPoints)
            for resource in part {
                guard let points = lines[resource.content.historyKey]?[resource.series(of: metric)] else { continue }
                let series = HourlySeries(points.lazy.map { (at: $0.timestamp, value: $0.value) })
                summaries[resource.id] = Summary(trend: Trend(series, upTo: now), baseline: Baseline(series))
            }
            await Task.yield()
        }
        return Page(madeAt: now, summaries: summaries)
    }
}

extension Trend {
    /// `nil` also when the newest measurement is older than a day: what was last week says nothing about now.
    init?(_ series: HourlySeries, upTo now: Timestamp) {
        guard let newest = series.hours.last, newest.number >= now.seconds / 3600 - Int64(Trend.fewestHours) else { return nil }
        self.init(series)
    }
}

extension Resource {
    /// Of several storages on one pool only one speaks for it.
    func hasForecast(of metric: Metric) -> Bool { metric != .disk || content.facets.storage?.speaksForPool != false }

    /// The name under which the history of a storage keeps what others call `disk`.
    func series(of metric: Metric) -> Metric { metric == .disk && kind == .storage ? .usage : metric }

    /// The latest measurement of a metric, percent; `nil` for other metrics.
    func latest(_ metric: Metric) -> Double? {
        switch metric {
        case .cpu: content.metrics.cpu
        case .memory: content.metrics.memory?.percent
        case .disk, .usage: content.metrics.disk?.percent
        default: nil
        }
    }
}
