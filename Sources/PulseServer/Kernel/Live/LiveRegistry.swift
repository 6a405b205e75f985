import PulseAccess
import PulseWebSocket
import Synchronization

/// The open live connections and how their callers proved themselves.
final class LiveRegistry: Sendable {
    struct Entry: Sendable {
        let connection: LiveConnection
        let credentials: Credentials
    }
    private struct State {
        var next = 0
        var entries: [Int: Entry] = [:]
    }

    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func add(_ make: (Int) -> Entry) -> LiveConnection {
        state.withLock { state in
            state.next += 1
            let entry = make(state.next)
            state.entries[state.next] = entry
            return entry.connection
        }
    }
    func remove(_ id: Int) { state.withLock { state in state.entries[id] = nil } }
    var hasRoom: Bool { state.withLock { $0.entries.count < limit } }
    var entries: [Entry] { state.withLock { Array($0.entries.values) } }
    var count: Int { state.withLock { $0.entries.count } }
}
