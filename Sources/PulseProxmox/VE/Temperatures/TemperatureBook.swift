import PulseCore
import PulseInventory

/// The last temperatures of each node of a connection, and when each host may be asked again. A reading that fails keeps the last one.
public struct TemperatureBook: Sendable, Equatable {
    public static let mostNodes = 1024
    /// Older readings are forgotten.
    public static let life = Duration.seconds(60 * 60)

    private var readings: [String: NodeTemperatureFacet] = [:]
    private var backoffs: [String: TemperatureBackoff] = [:]
    public private(set) var failures: [String: TemperatureFailure] = [:]

    public init() {}

    /// The nodes that may be asked now.
    ///
    /// - Parameter key: The key file as it is now; a new one makes every host due.
    public mutating func due(of nodes: some Sequence<String>, key: KeyStamp?, at moment: Timestamp) -> [String] {
        var due: [String] = []
        for node in nodes where backoffs[node] != nil || backoffs.count < Self.mostNodes {
            backoffs[node, default: TemperatureBackoff()].handle(.key(key), at: moment)
            if backoffs[node]?.isDue(at: moment) ?? true { due.append(node) }
        }
        return due
    }

    /// Takes a reading, from an agent or over SSH.
    public mutating func take(_ reading: NodeTemperatureFacet, of node: String, at moment: Timestamp) {
        guard readings[node] != nil || readings.count < Self.mostNodes else { return }
        readings[node] = reading
        failures[node] = nil
        backoffs[node]?.handle(.success, at: moment)
    }

    public mutating func take(_ failure: TemperatureFailure, of node: String, at moment: Timestamp) {
        guard failures[node] != nil || failures.count < Self.mostNodes else { return }
        failures[node] = failure
        backoffs[node, default: TemperatureBackoff()].handle(TemperatureBackoff.event(failure), at: moment)
    }

    /// The last readings that are not too old; `updatedAt` says how old they are.
    public func current(at moment: Timestamp) -> [String: NodeTemperatureFacet] {
        readings.filter { _, reading in reading.updatedAt.map { moment.since($0) <= Self.life } ?? false }
    }

    /// Forgets nodes that are no members any more.
    public mutating func keep(nodes: Set<String>) {
        readings = readings.filter { nodes.contains($0.key) }
        backoffs = backoffs.filter { nodes.contains($0.key) }
        failures = failures.filter { nodes.contains($0.key) }
    }
}

extension NodeTemperatureFacet {
    /// The node's temperature in one number, °C: the processor's package, else its hottest core.
    public var headline: Double? { cpuPackage ?? cpuMax }
}
