import PulseCore
import PulseInventory
import PulseMonitor
import PulseOutbound
import PulseProxmox
import Synchronization

/// Asks a connection for its nodes and tells how it fares, until the poller takes its place.
final class ProvisionalPoller: ConnectionSource {
    let source: SourceScope
    let interval: Duration
    private let client: ProxmoxClusterClient
    private let latest = Mutex(ConnectionCondition())

    init(_ connection: ProxmoxConnection, outbound: any OutboundFactory, interval: Duration) {
        source = connection.scope
        self.interval = interval
        client = ProxmoxClusterClient(connection: connection, outbound: outbound)
    }

    var condition: ConnectionCondition { latest.withLock { $0 } }

    func observe(into sink: any ObservationSink) async throws {
        do { _ = try await client.get("/nodes") } catch {
            latest.withLock { $0.health = .error }
            throw error.pulseError
        }
        latest.withLock { $0.health = .healthy }
    }
}
