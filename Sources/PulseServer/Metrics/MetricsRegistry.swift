import Synchronization

/// All metrics this process exports, and their text for Prometheus.
public final class MetricsRegistry: Sendable {
    enum Kind: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
    }
    struct Family: Sendable {
        let name: String
        let help: String
        let labels: [String]
        let kind: Kind
    }
    private struct State {
        var families: [Family] = []
        var collectors: [@Sendable () async -> Void] = []
    }

    /// Series of one metric; more are not kept.
    public static let seriesLimit = 5000
    private let state = Mutex(State())

    public init() {}

    public func counter(_ name: String, _ help: String, labels: [String] = []) -> Counter {
        let counter = Counter(limit: Self.seriesLimit)
        add(Family(name: name, help: help, labels: labels, kind: .counter(counter)))
        return counter
    }
    public func gauge(_ name: String, _ help: String, labels: [String] = []) -> Gauge {
        let gauge = Gauge(limit: Self.seriesLimit)
        add(Family(name: name, help: help, labels: labels, kind: .gauge(gauge)))
        return gauge
    }
    /// - Parameter bounds: upper bounds of the buckets, rising.
    public func histogram(_ name: String, _ help: String, labels: [String] = [], bounds: [Double]) -> Histogram {
        let histogram = Histogram(bounds: bounds, limit: Self.seriesLimit)
        add(Family(name: name, help: help, labels: labels, kind: .histogram(histogram)))
        return histogram
    }

    /// Runs before every scrape, for gauges that are read rather than kept up to date.
    public func beforeScrape(_ collect: @escaping @Sendable () async -> Void) { state.withLock { $0.collectors.append(collect) } }

    private func add(_ family: Family) {
        state.withLock { state in
            precondition(!state.families.contains { $0.name == family.name }, "the metric \(family.name) is registered twice")
            state.families.append(family)
        }
    }

    /// Everything in the text format 0.0.4.
    public func render() async -> String {
        for collect in state.withLock({ $0.collectors }) { await collect() }
        var text = TextExposition()
        for family in state.withLock({ $0.families }).sorted(by: { $0.name < $1.name }) { text.write(family) }
        return text.text
    }
}
