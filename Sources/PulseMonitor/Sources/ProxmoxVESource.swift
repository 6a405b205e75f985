import PulseCore
import PulseInventory
import PulseProxmox

/// A Proxmox VE connection as a source.
public struct ProxmoxVESource: ConnectionSource {
    public let source: SourceScope
    public let interval: Duration
    private let poller: ProxmoxVEPoller

    public init(_ poller: ProxmoxVEPoller, interval: Duration) {
        self.poller = poller
        self.interval = interval
        source = poller.source
    }

    public var condition: ConnectionCondition { poller.condition }

    public func observe(into sink: any ObservationSink) async throws { try await poller.poll(into: sink) }

    public func isThere(telling sink: any ObservationSink) async -> Bool { await poller.isThere(telling: sink) }

    public func recheck() async { await poller.recheckMembership() }

    public func retire() async { await poller.close() }
}
