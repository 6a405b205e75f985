import ArgumentParser
import Foundation
import Logging
import PulseCore
import PulseLab
import ServiceLifecycle
import UnixSignals

struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Run simulated Proxmox VE clusters, to try Pulse against.",
        discussion: """
            Each node answers with TLS on an address of its own on this machine (127.0.1.1, 127.0.1.2, …), all on one port \
            for each cluster. The details to connect with are printed when everything listens.
            """)

    @Option(help: "How many clusters.") var clusters = 3
    @Option(help: "Nodes of all clusters together.") var nodes = 12
    @Option(help: "Guests of all clusters together.") var guests = 200
    @Option(help: "The same seed gives the same estate.") var seed: UInt64 = 1
    @Option(help: "Port of the first cluster; the others take the next ones. 0 takes free ones.") var port = 18006
    @Option(help: "Version of Proxmox VE that is played: 8.2, 8.4 or 9.0.") var version = "9.0"
    @Option(help: "How many nodes of each cluster listen; all up to 16, and three of more, when not given.") var listeners: Int?
    @Flag(help: "Print one line of JSON instead of text.") var json = false

    func validate() throws {
        guard LabVersion(version) != nil else { throw ValidationError("'\(version)' is not a version such as 9.0.") }
        guard (1...100).contains(clusters) else { throw ValidationError("Between 1 and 100 clusters are possible.") }
        guard nodes >= clusters, nodes <= clusters * 500 else { throw ValidationError("Each cluster has between 1 and 500 nodes.") }
        guard (0...clusters * 10_000).contains(guests) else { throw ValidationError("Each cluster has at most 10000 guests.") }
    }

    func run() async throws {
        let laboratory = try Laboratory(clusters: plans())
        let printer = LabGreeting(laboratory: laboratory, isJSON: json)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: laboratory), .init(service: printer, successTerminationBehavior: .ignore)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "lab") { _ in SwiftLogNoOpLogHandler() }))
        try await Failure.explained { try await group.run() }
    }

    private func plans() -> [LabCluster.Configuration] {
        (0..<clusters).map { index in
            let plan = EstatePlan(
                index: index, seed: seed, nodes: share(nodes, index), guests: share(guests, index),
                version: LabVersion(version) ?? LabVersion(9, 0))
            var configuration = LabCluster.Configuration(plan)
            configuration.port = port == 0 ? 0 : port + index
            configuration.listeners = listeners
            return configuration
        }
    }

    /// What falls to a cluster when `total` is shared out.
    private func share(_ total: Int, _ index: Int) -> Int { total / clusters + (index < total % clusters ? 1 : 0) }
}
