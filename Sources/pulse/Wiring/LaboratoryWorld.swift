import Logging
import PulseCore
import PulseLab
import PulseMonitor
import PulseOutbound
import PulseProxmox

/// The laboratory inside this process, for mock mode.
actor LaboratoryWorld: MockWorld {
    private let log: Logger
    private var running: Task<Void, Never>?

    init(log: Logger) { self.log = log }

    func start(_ estate: MockEstate) async throws -> [ProxmoxConnection] {
        await stop()
        let laboratory = try Laboratory(clusters: Self.plans(estate), log: log)
        let log = log
        running = Task {
            do { try await laboratory.run() } catch {
                log.error("The laboratory ended", metadata: ["error": "\(error)"])
            }
        }
        let endpoints = await laboratory.endpoints
        let connections = laboratory.clusters.enumerated().compactMap { index, cluster in
            endpoints.first { $0.cluster == cluster.name }.map { Self.connection($0, index) }
        }
        guard connections.count == laboratory.clusters.count, endpoints.allSatisfy({ $0.port > 0 }) else {
            await stop()
            throw PulseError("laboratory_unavailable", "The simulated servers could not be started.")
        }
        return connections
    }

    func stop() async {
        running?.cancel()
        await running?.value
        running = nil
    }

    /// Up to three clusters of different kinds share the nodes and guests.
    private static func plans(_ estate: MockEstate) -> [LabCluster.Configuration] {
        var clusters = Laboratory.demonstration(
            clusters: min(3, estate.nodeCount), nodes: estate.nodeCount,
            guests: estate.nodeCount * (estate.vmsPerNode + estate.lxcsPerNode))
        for index in clusters.indices {
            clusters[index].plan.isSteady = !estate.randomMetrics
            clusters[index].plan.busyNodes = Set(estate.highLoadNodes)
            clusters[index].plan.stoppedShare = estate.stoppedPercent
        }
        return clusters
    }

    private static func connection(_ endpoint: LabEndpoint, _ index: Int) -> ProxmoxConnection {
        let digits = String(index)
        let id = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        var connection = ProxmoxConnection(
            id: id, product: .pve, name: endpoint.cluster, host: endpoint.origin,
            credentials: .token(id: LabCluster.Configuration.tokenID, secret: LabCluster.Configuration.tokenSecret))
        connection.fingerprint = Fingerprint(endpoint.fingerprint)
        return connection
    }
}
