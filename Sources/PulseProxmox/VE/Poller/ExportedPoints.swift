import PulseCore
import PulseInventory

/// Makes samples of what a platform exported: figures of one object at many moments.
enum ExportedPoints {
    /// Oldest first. Counters give rates between neighbouring moments; a counter that fell started anew.
    ///
    /// - Parameter leavingOut: Figures that the platform measures otherwise than the live ones of this object: a line that jumps where
    ///   a hole was filled would be worse than the hole.
    static func points(
        _ values: [MetricsExport.Value], leavingOut: Set<MetricsExport.Figure> = []
    ) -> [ObservedHistory.Point] {
        var moments: [Timestamp: [MetricsExport.Figure: MetricsExport.Value]] = [:]
        for value in values where !leavingOut.contains(value.figure) { moments[value.at, default: [:]][value.figure] = value }
        var before: (at: Timestamp, figures: [MetricsExport.Figure: MetricsExport.Value])?
        var points: [ObservedHistory.Point] = []
        for (at, figures) in moments.sorted(by: { $0.key < $1.key }) {
            var samples = gauges(figures)
            if let before { samples += rates(figures, at, since: before.figures, before.at) }
            if !samples.isEmpty { points.append(.init(at: at, samples: samples)) }
            before = (at, figures)
        }
        return points
    }

    private static func gauges(_ figures: [MetricsExport.Figure: MetricsExport.Value]) -> [Sample] {
        func value(_ figure: MetricsExport.Figure) -> Double? { figures[figure].flatMap { $0.isCounter ? nil : $0.value } }
        func share(_ used: Double?, _ total: Double?) -> Double? {
            guard let used, let total, total > 0 else { return nil }
            return min(100, max(0, used / total * 100))
        }
        let available = value(.memoryAvailable)
        let total = value(.memoryTotal)
        // As the live figures: what the kernel can take back is not used.
        let used = if let available, let total { Optional(total - available) } else { value(.memoryUsed) }
        let found: [(Metric, Double?)] = [
            (.cpu, value(.cpu).map { min(100, $0 * 100) }), (.memory, share(used, total)), (.memoryUsed, used),
            (.hostMemory, value(.hostMemory)), (.swap, share(value(.swapUsed), value(.swapTotal))),
            (.disk, share(value(.diskUsed), value(.diskTotal))), (.load1, value(.load1)), (.load5, value(.load5)),
            (.load15, value(.load15)), (.pressureCPU, value(.pressureCPUSome)), (.pressureMemory, value(.pressureMemorySome)),
            (.pressureMemoryFull, value(.pressureMemoryFull)), (.pressureIO, value(.pressureIOSome)),
            (.pressureIOFull, value(.pressureIOFull)),
        ]
        return found.compactMap { metric, value in value.map { Sample(metric, $0) } }
    }

    private static let counters: [(MetricsExport.Figure, Metric)] = [
        (.netIn, .netIn), (.netOut, .netOut), (.diskRead, .diskRead), (.diskWrite, .diskWrite),
    ]

    private static func rates(
        _ figures: [MetricsExport.Figure: MetricsExport.Value], _ at: Timestamp,
        since earlier: [MetricsExport.Figure: MetricsExport.Value], _ before: Timestamp
    ) -> [Sample] {
        let seconds = at.since(before).fractionalSeconds
        // Farther apart, the rate would be a mean over a time that nobody asked for.
        guard seconds > 0, seconds <= 120 else { return [] }
        return counters.compactMap { figure, metric in
            guard let now = figures[figure], let then = earlier[figure], now.isCounter, now.value >= then.value else { return nil }
            return Sample(metric, (now.value - then.value) / seconds)
        }
    }
}
