import PulseCore
import PulseHost
import PulseInventory
import PulsePlatforms

/// The machine the server runs on, watched without an agent.
public actor HostSource: ObservationSource {
    public nonisolated let source: SourceScope
    public nonisolated let interval: Duration
    public nonisolated let isFixed = true
    private var collector: HostCollector
    private let mapping: HostMapping
    /// The look that found the machine's id. It is the first observation too: a second look right after it would measure rates over
    /// a few milliseconds, which is noise.
    private var first: HostReading?

    /// Looks once, to know the machine's id.
    public init(interval: Duration, version: String, clock: any WallClock) {
        var collector = HostCollector(clock: clock)
        let first = collector.collect()
        let mapping = HostMapping(agentVersion: version, interval: interval)
        self.collector = collector
        self.mapping = mapping
        self.interval = interval
        self.first = first
        source = SourceScope(.agent, mapping.sourceID(of: first))
    }

    public func observe(into sink: any ObservationSink) async throws {
        let reading = first ?? collector.collect()
        first = nil
        try await sink.commit(mapping.observation(of: reading))
    }
}
