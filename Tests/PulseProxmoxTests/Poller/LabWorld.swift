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
        nodes: Int = 3, guests: Int = 24, version: LabVersion = LabVersion(9, 0), listeners: Int? = nil,
        patience: Duration? = nil, connection change: (inout ProxmoxConnection) -> Void = { _ in },
        _ body: (LabWorld) async throws -> Void
    ) async throws {
        var plan = EstatePlan(nodes: nodes, guests: guests, epoch: Self.start - .seconds(7200))
        plan.version = version
        var options = PollerOptions()
        options.patience = patience
        // Nothing is to fail for a busy machine.
        options.historyPatience = (.seconds(120), .seconds(120))
        try await run([plan], listeners: listeners, options: options, connection: change) { worlds in
            for world in worlds { try await body(world) }
        }
    }

    static let start = Timestamp(seconds: 1_760_000_000)

    /// Several clusters with a poller each, which have in common what all pollers of a server have.
    static func run(
        _ plans: [EstatePlan], listeners: Int? = nil, options: PollerOptions,
        connection change: (inout ProxmoxConnection) -> Void = { _ in },
        _ body: ([LabWorld]) async throws -> Void
    ) async throws {
        let clock = ManualWallClock(start)
        let configurations = plans.map { plan in
            var configuration = LabCluster.Configuration(plan, clock: clock)
            configuration.listeners = listeners
            return configuration
        }
        let laboratory = try Laboratory(clusters: configurations)
        let running = Task { try await laboratory.run() }
        _ = await laboratory.endpoints
        let outbound = AsyncHTTPOutbound()
        var options = options
        options.historyPause = .milliseconds(50)
        let worlds = try laboratory.clusters.map { cluster in
            guard let first = cluster.endpoints.first else { throw PulseError("lab", "The laboratory does not listen.") }
            var connection = ProxmoxConnection(
                id: cluster.name, product: .pve, name: plans.count == 1 ? "lab" : cluster.name, host: first.origin,
                credentials: .token(id: LabCluster.Configuration.tokenID, secret: LabCluster.Configuration.tokenSecret))
            connection.fingerprint = Fingerprint(first.fingerprint)
            change(&connection)
            let poller = ProxmoxVEPoller(
                connection, outbound: outbound, options: options, clock: clock, timeout: .seconds(20),
                log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            return LabWorld(clock: clock, cluster: cluster, poller: poller)
        }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(worlds)) } catch { outcome = .failure(error) }
        for world in worlds { await world.end() }
        running.cancel()
        _ = await running.result
        try outcome.get()
    }

    private func end() async {
        cluster.removeFaults()
        await sink.settle()
        await poller.close()
    }

    /// Time goes on by one interval, and the poller looks.
    func poll(after pause: Duration = .seconds(10)) async throws {
        clock.advance(by: pause)
        try await poller.poll(into: sink)
    }
}
