import Foundation
import Logging
import PulseCore
import PulseMonitor
import PulseOutbound
import PulseProxmox
import PulseServer
import Synchronization

/// How often Proxmox VE is asked; may change while the server runs.
final class PollPace: Sendable {
    private let interval: Mutex<Duration>
    init(_ interval: Duration) { self.interval = Mutex(interval) }
    var current: Duration { interval.withLock { $0 } }
    func set(_ new: Duration) { interval.withLock { $0 = new } }
}

/// The configured connections and everything that makes them polled, tested, and replaced by the laboratory.
struct Connections {
    let supervisor: ConnectionSupervisor
    let probe: ConnectionProbe
    let mockMode: MockMode
    let pace: PollPace

    init(
        _ configuration: PulseConfiguration, store: ConnectionStore, runner: SourceRunner, observer: PollObserver, clock: any WallClock,
        log: Logger
    ) {
        let outbound = AsyncHTTPOutbound()
        let turns = HistoryTurns()
        let pace = PollPace(configuration.effectivePVEInterval)
        self.pace = pace
        probe = ConnectionProbe(outbound: outbound, clock: clock, addresses: configuration.discoveryPolicy)
        supervisor = ConnectionSupervisor(
            store: store, runner: runner, polls: observer.ended, logger: log, hearer: observer, startsInMock: configuration.mockMode,
            examine: { origin in try? await outbound.examineCertificate(origin: origin, timeout: .seconds(5)) }
        ) { connection in
            // Other products can be configured before they can be watched.
            guard connection.product == .pve else { return nil }
            let interval = pace.current
            let poller = ProxmoxVEPoller(
                connection, outbound: outbound, options: Self.options(configuration, interval: interval, observer, turns), clock: clock,
                timeout: configuration.connectionTimeout, log: log)
            return ProxmoxVESource(poller, interval: interval)
        }
        mockMode = MockMode(
            supervisor: supervisor, world: LaboratoryWorld(log: log), estate: configuration.mockEstate, startsOn: configuration.mockMode,
            logger: log)
    }

    /// The names of the connections that work and have been heard since the start.
    var working: Set<String> {
        Set(supervisor.overview.filter { $0.schedule?.lastSuccess != nil && $0.schedule?.trouble == nil }.map(\.connection.name))
    }

    private static func options(
        _ configuration: PulseConfiguration, interval: Duration, _ observer: PollObserver, _ turns: HistoryTurns
    ) -> PollerOptions {
        var options = PollerOptions()
        // Where calm connections are asked rarely, their silence until then is no sign of trouble.
        options.interval = max(interval, configuration.pollPolicy.adaptive?.longest ?? interval)
        options.environment = ProcessInfo.processInfo.environment
        let key = NSHomeDirectory() + "/.ssh/id_ed25519_sensors"
        let hosts = KnownHosts(path: configuration.dataDirectory + "/known_hosts_sensors")
        options.temperatureReader = SSHTemperatureReader(keyPath: key, knownHosts: hosts)
        options.historyTurns = turns
        options.addresses = configuration.discoveryPolicy
        options.onNodePoll = { observer.polled($0) }
        return options
    }
}
