/// Lets one connection after the other ask for its history, for the answers that are needed are large.
///
/// A turn is one answer: who needs more of them stands in line again.
public actor HistoryTurns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    public init() {}

    /// Does the work when everybody who came before has done theirs.
    func take<Result: Sendable>(_ work: @Sendable () async throws -> Result) async rethrows -> Result {
        await enter()
        defer { leave() }
        return try await work()
    }

    private func enter() async {
        guard isTaken else { return isTaken = true }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard let next = waiting.first else { return isTaken = false }
        waiting.removeFirst()
        next.resume()
    }
}
