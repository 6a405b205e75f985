import PulseCore
import PulseInventory

/// What alerts a configuration would have raised over figures of the past: the same engine, with the clock of the series.
///
/// Only figures that history holds are replayed (processor, memory, disk or usage, rates, temperature); states are not.
public struct AlertReplay: Sendable {
    /// The figures of one moment, in the units of history: percent, bytes per second, °C. What is absent was not measured.
    public typealias Reading = (at: Timestamp, values: [Metric: Double])

    /// Between readings the engine is woken about so often, as far as the gap is not too long.
    private static let wakingPause: Duration = .seconds(60)
    private static let mostWakings = 60

    private let configuration: AlertConfiguration
    private let snapshot: InventorySnapshot
    private let judged: Set<ThresholdMetric>
    /// The series that a replay reads: those that are judged, and those by which custom rules choose their guests.
    public let metrics: [Metric]

    /// - Parameters:
    ///   - configuration: the candidate; its gate counts as open, so that messages are counted.
    ///   - snapshot: the inventory as it is, for thresholds that depend on parents.
    ///   - metric: only alerts about this one are raised; `nil`: about every one.
    public init(_ configuration: AlertConfiguration, in snapshot: InventorySnapshot, only metric: Metric? = nil) {
        var open = configuration
        open.activation = .active
        self.configuration = open
        self.snapshot = snapshot
        judged = Set(ThresholdMetric.allCases.filter { metric == nil || $0.series == metric })
        let filters = configuration.customRules.lazy.filter(\.isEnabled).flatMap(\.filters)
        metrics = Set(judged.union(filters.compactMap(\.metric)).map(\.series)).sorted { $0.rawValue < $1.rawValue }
    }

    /// Replays the series of one resource; `series` in time order.
    public func run(_ resource: Resource, over series: [Reading]) -> ReplayResult {
        guard let first = series.first else { return ReplayResult() }
        var engine = AlertEngine(configuration: configuration, at: Moment(wall: first.at, steady: .zero))
        engine.replayed = judged
        var result = ReplayResult()
        var last = first.at
        for reading in series where reading.at >= last {
            let gap = reading.at.since(last)
            let step = max(Self.wakingPause, gap / Self.mostWakings)
            var passed = step
            while passed < gap {
                result.take(engine.handle(.tick, at: moment(last + passed, from: first.at)), at: last + passed)
                passed += step
            }
            last = reading.at
            let past = resource.past(reading)
            let now = moment(reading.at, from: first.at)
            result.take(engine.handle(.changed(upserted: [past], removed: [], snapshot), at: now), at: reading.at)
            result.take(engine.handle(.tick, at: now), at: reading.at)
            result.see(engine.active)
        }
        return result
    }

    private func moment(_ at: Timestamp, from start: Timestamp) -> Moment { Moment(wall: at, steady: at.since(start)) }
}

/// What a replay found.
public struct ReplayResult: Sendable, Equatable {
    public struct Occurrence: Sendable, Equatable {
        /// As it last was.
        public var alert: Alert
        public var start: Timestamp
        /// `nil`: still open at the end of the series.
        public var end: Timestamp?
        /// The highest value.
        public var peak: Double
        /// The highest level.
        public var level: AlertLevel
    }
    /// In order of their start. One that came back within five minutes is one.
    public private(set) var occurrences: [Occurrence] = []
    /// What people would have been told, in time order, before it is gathered into messages.
    public private(set) var notices: [TimedNotice] = []
    private var open: [String: Int] = [:]

    public init() {}

    mutating func take(_ actions: [AlertAction], at now: Timestamp) {
        for action in actions {
            switch action {
            case .opened(let alert, let isReopened): opened(alert, isReopened)
            case .levelRose(let alert): see([alert])
            case .resolved(let resolved):
                guard let place = open.removeValue(forKey: resolved.alert.id) else { continue }
                occurrences[place].alert = resolved.alert
                occurrences[place].end = resolved.resolvedTime
            case .notify(let notice): notices.append(TimedNotice(at: now, notice: notice))
            case .acknowledged, .unacknowledged, .held, .announced: break
            }
        }
    }

    private mutating func opened(_ alert: Alert, _ isReopened: Bool) {
        if isReopened, let place = occurrences.lastIndex(where: { $0.alert.occurrence == alert.occurrence }) {
            occurrences[place].end = nil
            open[alert.id] = place
            return see([alert])
        }
        open[alert.id] = occurrences.count
        occurrences.append(Occurrence(alert: alert, start: alert.startTime, end: nil, peak: alert.value, level: alert.level))
    }

    /// Notes what open alerts show.
    mutating func see(_ alerts: [Alert]) {
        for alert in alerts {
            guard let place = open[alert.id] else { continue }
            occurrences[place].alert = alert
            occurrences[place].peak = max(occurrences[place].peak, alert.value)
            occurrences[place].level = max(occurrences[place].level, alert.level)
        }
    }
}
