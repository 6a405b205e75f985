import Synchronization

/// Lets requests through as a `RequestQueue` decides.
final class RequestGate: Sendable {
    private struct State: Sendable {
        var queue = RequestQueue()
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var nextTicket: UInt64 = 1
    }
    private let state = Mutex(State())

    /// Runs some work when its turn has come.
    func pass<Value: Sendable>(
        node: String?, _ work: () async throws(ProxmoxFailure) -> Value, cancelled: ProxmoxFailure
    ) async throws(ProxmoxFailure) -> Value {
        guard await enter(node) else { throw cancelled }
        defer { leave(node) }
        return try await work()
    }

    private func enter(_ node: String?) async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if state.queue.enter(ticket, node: node) { return true }
                    state.waiting[ticket] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let left = state.withLock { state in
                state.queue.withdraw(ticket, node: node) ? state.waiting.removeValue(forKey: ticket) : nil
            }
            left?.resume(returning: false)
        }
    }

    private func leave(_ node: String?) {
        let admitted = state.withLock { state in
            state.queue.leave(node: node).compactMap { state.waiting.removeValue(forKey: $0) }
        }
        for continuation in admitted { continuation.resume(returning: true) }
    }
}
