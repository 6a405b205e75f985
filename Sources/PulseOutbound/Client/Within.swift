import NIOCore

/// Does some work and gives up after a time, with a failure that says which of the two ended it.
func within<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws(OutboundFailure) -> Value {
    do {
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw OutboundFailure.timeout
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw OutboundFailure.cancelled }
            return first
        }
    } catch {
        throw OutboundFailure(error)
    }
}

extension TimeAmount {
    /// A duration of at most a day, so that it can be added to any moment.
    init(_ duration: Duration) {
        let bounded = min(max(duration, .zero), .seconds(86_400))
        let parts = bounded.components
        self = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }
}
