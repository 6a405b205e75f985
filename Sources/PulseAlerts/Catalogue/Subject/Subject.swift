import PulseCore
import PulseInventory

/// A resource before its rules.
struct Subject {
    let resource: Resource
    let snapshot: InventorySnapshot
    let now: Timestamp
    let settings: RuleSettings.Values
    /// Names of clusters that do not say which cluster is meant. Only for describing.
    var ambiguousClusters: Set<String> = []
    /// Whether alerts of the pool behind a storage are this storage's. Only for judging.
    var speaksForPool = true

    /// Bytes of an MB as thresholds of rates count them.
    static let megabyte = 1_048_576.0
    /// A figure that is older says nothing about now.
    static let figureLife: Duration = .seconds(900)
    /// States that nobody confirms any more are seen anew this often.
    private static let silenceStep: Int64 = 10_000

    /// Whether the source was heard lately; a source that does not describe the resource was not.
    func isFresh(_ source: SourceKind) -> Bool { resource.content.sourceStatus[source]?.state == .online }

    func lastHeard(_ source: SourceKind) -> Timestamp { resource.content.sourceStatus[source]?.lastSeen ?? resource.content.lastSeen }

    /// When a silence is seen: a reading every ten seconds, so that it can be confirmed though nothing arrives.
    var silenceSeenAt: Timestamp { Timestamp(milliseconds: now.milliseconds - now.milliseconds % Self.silenceStep) }

    /// Where the figure comes from.
    func provenance(_ metric: Metric) -> (source: String?, at: Timestamp) {
        // By index: an element that is copied costs more than the whole search.
        let place = resource.content.provenance.firstIndex { $0.metric == metric }
        guard let place else { return (nil, resource.content.lastSeen) }
        return (resource.content.provenance[place].source, resource.content.provenance[place].measuredAt)
    }
}

extension Subject {
    /// A rule about a figure.
    ///
    /// - Parameter limit: the threshold; `nil` takes the resource's for the metric.
    func judge(
        _ metric: ThresholdMetric, _ value: Double?, part: String? = nil, by limit: RuleSettings.Limit? = nil, from origin: Metric,
        as settings: RuleSettings.Values, _ visit: (Judgement) -> Void
    ) {
        let (source, at) = provenance(origin)
        judge(metric, value, part: part, by: limit, at: at, source: source, as: settings, visit)
    }

    func judge(
        _ metric: ThresholdMetric, _ value: Double?, part: String? = nil, by limit: RuleSettings.Limit? = nil, at: Timestamp,
        source: String? = nil, as settings: RuleSettings.Values, _ visit: (Judgement) -> Void
    ) {
        let limit = limit ?? settings.limits[metric.rawValue]
        let reading = settings.silence.map(Judgement.Reading.off) ?? reading(metric, value, limit.threshold, at)
        visit(
            Judgement(RuleID(metric.spec, part: part), reading, confirmation: .held(limit.hold), measuredAt: at, source: source))
    }

    private func reading(_ metric: ThresholdMetric, _ value: Double?, _ threshold: Threshold, _ at: Timestamp) -> Judgement.Reading {
        if threshold.isOff { return .off(.metricOff) }
        guard let value, value.isFinite, now.since(at) <= Self.figureLife else { return .unknown }
        if metric.isPercent, value < 0 || value > 100 { return .unknown }
        return .measured(value, threshold, isPercent: metric.isPercent)
    }

    /// A rule about a metric that has no figure now, for one reason for all.
    func judge(_ metric: ThresholdMetric, _ reading: Judgement.Reading, part: String? = nil, _ visit: (Judgement) -> Void) {
        let all: Judgement.Reading = settings.silence.map { .off($0) } ?? reading
        visit(Judgement(RuleID(metric.spec, part: part), all, confirmation: .held(.zero), measuredAt: resource.content.lastSeen))
    }

    /// A rule about a state.
    func judge(
        _ spec: RuleID.Spec, part: String? = nil, _ reading: Judgement.Reading, fire: Int = 1, resolve: Int = 1, at: Timestamp,
        as settings: RuleSettings.Values, _ visit: (Judgement) -> Void
    ) {
        let all: Judgement.Reading = settings.silence.map { .off($0) } ?? reading
        visit(Judgement(RuleID(spec, part: part), all, confirmation: .readings(fire: fire, resolve: resolve), measuredAt: at))
    }
}
