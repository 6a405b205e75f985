import Logging
import PulseCore
import ServiceLifecycle
import Synchronization

/// Simulated platforms that speak the real protocols over real sockets, for tests, benchmarks, the demo and mock mode.
///
/// Runs until graceful shutdown or cancellation, and then cuts all connections.
public final class Laboratory: Service {
    public let clusters: [LabCluster]
    private let log: Logger
    private let gate = Mutex(Gate.closed([]))

    private enum Gate: Sendable {
        case closed([CheckedContinuation<Void, Never>])
        case open
        /// It ended before all clusters listened.
        case failed
    }

    /// - Throws: when certificates cannot be made.
    public init(clusters: [LabCluster.Configuration], log: Logger? = nil) throws {
        self.clusters = try clusters.map { try LabCluster($0) }
        self.log = log ?? Logger(label: "laboratory") { _ in SwiftLogNoOpLogHandler() }
    }

    /// How to reach every listening member; waits until all of them listen. Empty when the laboratory ended before.
    public var endpoints: [LabEndpoint] {
        get async {
            await waitUntilListening()
            if case .failed = gate.withLock({ $0 }) { return [] }
            return clusters.flatMap(\.endpoints)
        }
    }

    /// - Throws: an `IOError` when a port is taken.
    public func run() async throws {
        // Whoever waits for the endpoints must not wait for a laboratory that failed.
        defer { open(.failed) }
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                let (ports, listening) = AsyncStream.makeStream(of: Void.self)
                for cluster in self.clusters {
                    group.addTask { try await cluster.run(log: self.log) { listening.yield() } }
                }
                group.addTask {
                    var missing = self.clusters.count
                    if missing == 0 { self.open() }
                    for await _ in ports {
                        missing -= 1
                        if missing == 0 { self.open() }
                    }
                }
                // One that fails ends the others.
                for try await _ in group {}
            }
        }
    }

    private func waitUntilListening() async {
        await withCheckedContinuation { continuation in
            let isOpen = gate.withLock { gate in
                guard case .closed(let waiting) = gate else { return true }
                gate = .closed(waiting + [continuation])
                return false
            }
            if isOpen { continuation.resume() }
        }
    }

    private func open(_ next: Gate = .open) {
        let waiting = gate.withLock { gate -> [CheckedContinuation<Void, Never>] in
            guard case .closed(let waiting) = gate else { return [] }
            gate = next
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
