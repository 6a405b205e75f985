import Logging
import NIOSSL
import Synchronization

extension LabCluster {
    func context(_ member: Int) -> NIOSSLContext { state.withLock { $0.certificates[member].context } }

    /// Listens for all members, the first of them first, since it chooses the port when none was given.
    func run(log: Logger, listening: @escaping @Sendable () -> Void) async throws {
        let count = power.count
        let wanted = configuration.port > 0 ? configuration.port : configuration.shelf?.port(of: name) ?? 0
        let (bound, announce) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run(member: 0, port: wanted, log: log) { announce.yield($0) } }
            group.addTask {
                var ports = bound.makeAsyncIterator()
                guard let port = await ports.next() else { return }
                try await withThrowingTaskGroup(of: Void.self) { others in
                    for member in 1..<max(count, 1) {
                        others.addTask { try await self.run(member: member, port: port, log: log) { announce.yield($0) } }
                    }
                    var missing = count - 1
                    while missing > 0, await ports.next() != nil { missing -= 1 }
                    try self.configuration.shelf?.keep(port: port, of: self.name)
                    self.state.withLock { $0.port = port }
                    listening()
                    for try await _ in others {}
                }
            }
            // One that fails ends the others.
            for try await _ in group {}
        }
    }
}
