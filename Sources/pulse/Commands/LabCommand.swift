import ArgumentParser
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
            Each node answers with TLS on an address of its own on this machine (127.0.1.1, 127.0.1.2, …), all nodes of a \
            cluster on one port. The details to connect with are printed when everything listens.

            With --control-port another process can make the clusters misbehave, by JSON over plain HTTP on 127.0.0.1:

              GET    /lab/endpoints  how to connect
              GET    /lab/requests   how often each path was asked for
              DELETE /lab/requests   counts anew
              GET    /lab/faults     what is set
              POST   /lab/faults     sets one
              DELETE /lab/faults     ends all, or those of ?id= and ?cluster=
              POST   /lab/events     lets something happen

            A fault is {"effect":"latency","milliseconds":3000}. The effects:

              latency (milliseconds)
              status (status, message)
              slowBody (bytes a second in "bytes")
              html (status)
              hugeBody (bytes)
              nulls (every)
              reset, hang, strings, truncatedTLS, truncatedBody, malformed

            Only some requests meet it with "cluster", "member" (the node asked), "times", and "path", which is below \
            /api2/json; there * is one segment and a final ** any rest.

            An event is {"event":"nodePower","node":"atlas","on":false}. They are:

              nodePower, nodeMembership (node, on)
              guestPower, guestAgent, guestOnBoot (vmid, on)
              guestReboot, guestRemoval (vmid)
              guestLock (vmid, lock)     migration (vmid, node)
              storageFill (storage, node, share)
              storageActivity (storage, node, on)
              quorum (on)                certificate (node)
            """)

    @Option(help: "How many clusters.") var clusters = 3
    @Option(help: "Nodes of all clusters together.") var nodes = 12
    @Option(help: "Guests of all clusters together.") var guests = 200
    @Option(help: "The same seed gives the same estate.") var seed: UInt64 = 1
    @Option(help: "Port of the first cluster; the others take the next ones. 0 takes free ones.") var port = 18006
    @Option(help: "Port of the control API; 0 takes a free one. Without it there is none.") var controlPort: Int?
    @Option(help: "Version of Proxmox VE that is played: 8.2, 8.4 or 9.0.") var version = "9.0"
    @Option(help: "How many nodes of each cluster listen; when not given, all up to 16, and three of more.") var listeners: Int?
    @Option(help: "Directory that keeps certificates and ports: started again with it, the servers are the same ones.")
    var state: String?
    @Flag(help: "Nothing happens of its own: no rhythm of the day, no reboots, no moves.") var steady = false
    @Flag(help: "Print one line of JSON instead of text.") var json = false

    func validate() throws {
        guard LabVersion(version) != nil else { throw ValidationError("'\(version)' is not a version such as 9.0.") }
        guard (1...100).contains(clusters) else { throw ValidationError("Between 1 and 100 clusters are possible.") }
        guard nodes >= clusters, nodes <= clusters * 500 else { throw ValidationError("Each cluster has between 1 and 500 nodes.") }
        guard (0...clusters * 10_000).contains(guests) else { throw ValidationError("Each cluster has at most 10000 guests.") }
        guard (0...65_535 - clusters).contains(port) else { throw ValidationError("That is no port.") }
        guard (0...65_535).contains(controlPort ?? 0) else { throw ValidationError("That is no port.") }
        guard (1...500).contains(listeners ?? 1) else { throw ValidationError("At least one node must listen.") }
    }

    func run() async throws {
        let laboratory = try Laboratory(clusters: try configurations())
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [.init(service: laboratory)]
        var bound: AsyncStream<Int>?
        if let controlPort {
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            services.append(.init(service: LabControl(laboratory, port: controlPort) { port.yield($0) }))
            bound = ports
        }
        let greeting = LabGreeting(laboratory: laboratory, control: bound, isJSON: json)
        services.append(.init(service: greeting, successTerminationBehavior: .ignore))
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lab") { _ in SwiftLogNoOpLogHandler() }))
        try await Failure.explained { try await group.run() }
    }

    private func configurations() throws -> [LabCluster.Configuration] {
        let version = LabVersion(version) ?? LabVersion(9, 0)
        let shelf = try state.map { try LabShelf($0) }
        let epoch = try shelf?.epoch(orNew: SystemWallClock().now - .seconds(3600))
        var clusters = Laboratory.demonstration(
            clusters: clusters, nodes: nodes, guests: guests, seed: seed, version: version, epoch: epoch)
        for index in clusters.indices {
            clusters[index].port = port == 0 ? 0 : port + index
            clusters[index].listeners = listeners
            clusters[index].plan.isSteady = steady
            clusters[index].shelf = shelf
        }
        return clusters
    }
}
