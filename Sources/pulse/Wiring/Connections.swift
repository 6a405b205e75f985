import Logging
import PulseCore
import PulseMonitor
import PulseOutbound
import PulseProxmox
import PulseServer

/// The configured connections and everything that makes them polled, tested, and replaced by the laboratory.
struct Connections {
    let supervisor: ConnectionSupervisor
    let probe: ConnectionProbe
    let mockMode: MockMode
    let laboratory: LaboratoryWorld

    init(
        _ configuration: PulseConfiguration, store: ConnectionStore, runner: SourceRunner, observer: PollObserver, clock: any WallClock,
        log: Logger
    ) {
        let outbound = NoOutbound()
        let test = ConnectionTest(outbound: outbound, clock: clock)
        probe = ConnectionProbe(outbound: outbound) { (connection, budget) async throws(ConnectionTestFailure) in
            try await test.run(connection, budget: budget)
        }
        supervisor = ConnectionSupervisor(
            store: store, runner: runner, polls: observer.ended, logger: log, hearer: observer, startsInMock: configuration.mockMode
        ) { connection in
            // Other products can be configured before they can be watched.
            guard connection.product == .pve else { return nil }
            return nil
        }
        laboratory = LaboratoryWorld(log: log)
        mockMode = MockMode(
            supervisor: supervisor, world: laboratory, estate: configuration.mockEstate, startsOn: configuration.mockMode, logger: log)
    }
}

/// Until the client of the network is there.
private struct NoOutbound: OutboundFactory {
    func client(origin: String, trust: TLSTrust, bodyLimit: Int) -> any OutboundHTTP { NoHTTP() }
    func presentedCertificate(origin: String, timeout: Duration) async throws(OutboundFailure) -> Fingerprint { throw .unreachable }
}
private struct NoHTTP: OutboundHTTP {
    func send(_ request: OutboundRequest) async throws(OutboundFailure) -> OutboundResponse { throw .unreachable }
    func close() async {}
}
