/// Lets one connection after the other fill its history, for the answers that are needed are large.
public actor HistoryTurns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    public init() {}

    func enter() async {
        guard isTaken else { return isTaken = true }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        guard let next = waiting.first else { return isTaken = false }
        waiting.removeFirst()
        next.resume()
    }
}
