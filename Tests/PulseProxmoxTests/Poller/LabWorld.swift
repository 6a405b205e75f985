import Logging
import PulseCore
import PulseLab
import PulseOutbound

@testable import PulseProxmox

/// A poller looking at a laboratory cluster over real sockets; both live by one clock that the test moves.
struct LabWorld {
    let clock: ManualWallClock
    let cluster: LabCluster
    let poller: ProxmoxVEPoller
    let sink = RecordingSink()

    static func run(
        nodes: Int = 3, guests: Int = 24, version: LabVersion = LabVersion(9, 0),
        patience: Duration? = nil,
        connection change: (inout ProxmoxConnection) -> Void = { _ in },
        _ body: (LabWorld) async throws -> Void
    ) async throws {
        let clock = ManualWallClock(Timestamp(seconds: 1_760_000_000))
        var plan = EstatePlan(nodes: nodes, guests: guests, epoch: clock.now - .seconds(7200))
        plan.version = version
        let laboratory = try Laboratory(clusters: [LabCluster.Configuration(plan, clock: clock)])
        let running = Task { try await laboratory.run() }
        let endpoints = await laboratory.endpoints
        guard let first = endpoints.first else { throw PulseError("lab", "The laboratory does not listen.") }
        var connection = ProxmoxConnection(
            id: "1", product: .pve, name: "lab", host: first.origin,
            credentials: .token(id: LabCluster.Configuration.tokenID, secret: LabCluster.Configuration.tokenSecret))
        connection.fingerprint = Fingerprint(first.fingerprint)
        change(&connection)
        let outbound = AsyncHTTPOutbound()
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var options = PollerOptions()
        options.patience = patience
        options.historyPause = .milliseconds(50)
        let poller = ProxmoxVEPoller(
            connection, outbound: outbound, options: options, clock: clock, timeout: .seconds(20), log: log)
        let world = LabWorld(clock: clock, cluster: laboratory.clusters[0], poller: poller)
        do { try await body(world) } catch {
            await world.end(running)
            throw error
        }
        await world.end(running)
    }

    private func end(_ running: Task<Void, any Error>) async {
        cluster.removeFaults()
        await sink.settle()
        await poller.close()
        running.cancel()
        _ = await running.result
    }

    /// Time goes on by one interval, and the poller looks.
    func poll(after pause: Duration = .seconds(10)) async throws {
        clock.advance(by: pause)
        try await poller.poll(into: sink)
    }
}
