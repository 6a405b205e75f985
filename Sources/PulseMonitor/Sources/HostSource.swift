import PulseCore
import PulseHost
import PulseInventory
import PulsePlatforms

/// The machine the server runs on, watched without an agent.
public actor HostSource: ObservationSource {
    public nonisolated let source: SourceScope
    public nonisolated let interval: Duration
    private var collector: HostCollector
    private let mapping: HostMapping

    /// Looks once, so that the machine's id is known and the next look has rates.
    public init(interval: Duration, version: String, clock: any WallClock) {
        var collector = HostCollector(clock: clock)
        let first = collector.collect()
        let mapping = HostMapping(agentVersion: version, interval: interval)
        self.collector = collector
        self.mapping = mapping
        self.interval = interval
        source = SourceScope(.agent, mapping.sourceID(of: first))
    }

    public func observe() async throws -> Observation { mapping.observation(of: collector.collect()) }
}
