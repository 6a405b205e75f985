import Synchronization

/// Lets one connection after the other ask for its history, for the answers that are needed are large.
///
/// A turn is one answer: who needs more of them stands in line again. Who is slow lets the next one go ahead, as long as all answers
/// that may be under way together stay within a bound.
public final class HistoryTurns: Sendable {
    /// The most figures under way, of about 100 bytes each.
    static let figures = 800_000
    private let courtesy: Duration
    private let state = Mutex(State())

    private struct State {
        var line = HistoryLine()
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var last: UInt64 = 0
    }

    /// - Parameter courtesy: After that time the next one may begin, though this one is not done.
    public init(courtesy: Duration = .seconds(2)) { self.courtesy = courtesy }

    /// Does the work when its turn has come.
    ///
    /// - Parameter figures: The most that its answer may hold.
    func take<Result: Sendable>(figures: Int, _ work: @Sendable () async throws -> Result) async rethrows -> Result {
        let ticket = state.withLock { state in
            state.last += 1
            return state.last
        }
        await withCheckedContinuation { continuation in
            let admitted = state.withLock { state in
                state.waiting[ticket] = continuation
                return Self.admitted(state.line.enter(ticket, figures: figures), &state)
            }
            for one in admitted { one.resume() }
        }
        let watch = Task {
            try await Task.sleep(for: courtesy)
            advance { $0.overdue(ticket) }
        }
        defer {
            watch.cancel()
            advance { $0.leave(ticket) }
        }
        return try await work()
    }

    private func advance(_ change: (inout HistoryLine) -> [UInt64]) {
        let admitted = state.withLock { state in Self.admitted(change(&state.line), &state) }
        for one in admitted { one.resume() }
    }

    private static func admitted(_ tickets: [UInt64], _ state: inout State) -> [CheckedContinuation<Void, Never>] {
        tickets.compactMap { state.waiting.removeValue(forKey: $0) }
    }
}

/// Whose turn it is: one at a time, besides those that are overdue, within a bound of figures. A value without clock.
struct HistoryLine: Sendable {
    private var punctual: UInt64?
    private var running: [UInt64: Int] = [:]
    private var waiting: [(ticket: UInt64, figures: Int)] = []

    /// - Returns: The tickets that may begin now.
    mutating func enter(_ ticket: UInt64, figures: Int) -> [UInt64] {
        waiting.append((ticket, figures))
        return admit()
    }

    /// It takes long; the next one may begin beside it.
    mutating func overdue(_ ticket: UInt64) -> [UInt64] {
        guard punctual == ticket else { return [] }
        punctual = nil
        return admit()
    }

    mutating func leave(_ ticket: UInt64) -> [UInt64] {
        running[ticket] = nil
        if punctual == ticket { punctual = nil }
        return admit()
    }

    private mutating func admit() -> [UInt64] {
        guard punctual == nil else { return [] }
        let room = HistoryTurns.figures - running.values.reduce(0, +)
        // What is too large beside those that are overdue lets smaller ones pass.
        guard let place = waiting.firstIndex(where: { running.isEmpty || $0.figures <= room }) else { return [] }
        let next = waiting.remove(at: place)
        punctual = next.ticket
        running[next.ticket] = next.figures
        return [next.ticket]
    }
}
