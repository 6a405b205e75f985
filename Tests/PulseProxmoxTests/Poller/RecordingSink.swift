import PulseCore
import PulseInventory
import Synchronization

/// Keeps what a poller hands over, and runs its slow parts; `settle` waits for them.
final class RecordingSink: ObservationSink {
    private struct State {
        var observations: [Observation] = []
        var filled: [ObservedHistory] = []
        var measured: [String: Timestamp] = [:]
        var parts: [String: Task<Void, Never>] = [:]
        var troubles: [String: String] = [:]
    }
    private let state = Mutex(State())

    var observations: [Observation] { state.withLock { $0.observations } }
    var filled: [ObservedHistory] { state.withLock { $0.filled } }
    var troubles: [String: String] { state.withLock { $0.troubles } }

    /// The newest word on a kind of resources.
    func last(_ kind: ResourceKind) -> Observation? {
        observations.last { observation in
            if case .kinds(let kinds) = observation.completeness { return kinds.contains(kind) }
            return false
        }
    }

    func resources(_ kind: ResourceKind) -> [ObservedResource] { last(kind)?.resources.filter { $0.kind == kind } ?? [] }
    func forgetFilled() { state.withLock { $0.filled = [] } }
    func remember(_ measured: [String: Timestamp]) { state.withLock { $0.measured = measured } }

    func commit(_ observation: Observation) async throws { state.withLock { $0.observations.append(observation) } }
    func fill(_ history: [ObservedHistory]) async throws { state.withLock { $0.filled += history } }
    func lastMeasured(_ sourceIDs: [String], before moment: Timestamp) async -> [String: Timestamp] {
        state.withLock { $0.measured.filter { $0.value < moment } }
    }

    func background(_ part: String, budget: Duration, _ work: @escaping @Sendable () async throws -> Void) {
        state.withLock { state in
            guard state.parts[part] == nil else { return }
            state.parts[part] = Task {
                var trouble: String?
                do { try await work() } catch { trouble = "\(error)" }
                self.state.withLock { state in
                    state.troubles[part] = trouble
                    state.parts[part] = nil
                }
            }
        }
    }

    func settle(_ part: String) async { await state.withLock { $0.parts[part] }?.value }

    func settle() async {
        while let task = state.withLock({ $0.parts.values.first }) { await task.value }
    }
}
