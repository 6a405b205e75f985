import PulseCore

/// What a forecast is asked for.
struct ForecastRequest: Sendable {
    let metric: Metric
    let horizonHours: Int
    let threshold: Double

    /// Unreadable numbers count as absent, too large ones as the largest.
    init(_ context: RequestContext, metric: String, defaultHorizon: Int, longest: Int) {
        self.metric = ["mem": .memory, "usage": .disk][metric] ?? Metric(metric)
        horizonHours = context.integer("horizon_hours", default: defaultHorizon, in: 1...longest)
        let asked = context.query["threshold"].flatMap(Double.init) ?? Self.usualThreshold
        threshold = asked.isFinite && asked > 0 ? asked : Self.usualThreshold
    }

    private static let usualThreshold = 90.0

    /// What a percentage cannot leave.
    var bounds: ClosedRange<Double>? { metric.unit == .percent ? 0...100 : nil }
}
