import Logging
import PulseCore
import PulseInventory
import Synchronization

/// One source's way into the pipeline, until it is closed: what a removed source still hands over is dropped.
final class SourceSink: ObservationSink {
    private struct State {
        var isClosed = false
        var parts: [String: Task<Void, Never>] = [:]
        var troubles: [String: String] = [:]
    }

    let source: SourceScope
    private let pipeline: Pipeline
    private let logger: Logger
    private let state = Mutex(State())

    init(source: SourceScope, pipeline: Pipeline, logger: Logger) {
        self.source = source
        self.pipeline = pipeline
        self.logger = logger
    }

    /// What its parts complained of, by the part's name.
    var troubles: [String: String] { state.withLock { $0.troubles } }

    /// Whether nothing goes through any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    func commit(_ observation: Observation) async throws {
        guard !state.withLock({ $0.isClosed }) else { throw CancellationError() }
        try await pipeline.ingest(observation)
    }

    func fill(_ history: [ObservedHistory]) async throws {
        guard !state.withLock({ $0.isClosed }) else { throw CancellationError() }
        try await pipeline.fill(history, of: source)
    }

    func lastMeasured(_ sourceIDs: [String], before moment: Timestamp) async -> [String: Timestamp] {
        await pipeline.lastMeasured(sourceIDs, of: source, before: moment)
    }

    func background(_ part: String, budget: Duration, _ work: @escaping @Sendable () async throws -> Void) {
        state.withLock { state in
            guard !state.isClosed, state.parts[part] == nil else { return }
            state.parts[part] = Task { await self.run(part, budget: budget, work) }
        }
    }

    private func run(_ part: String, budget: Duration, _ work: @escaping @Sendable () async throws -> Void) async {
        var trouble: String?
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await work() }
                group.addTask {
                    try await Task.sleep(for: budget)
                    throw PulseError("timeout", "It took longer than \(budget).")
                }
                try await group.next()
                group.cancelAll()
            }
        } catch is CancellationError {
            trouble = nil
        } catch {
            trouble = (error as? PulseError)?.message ?? "\(error)"
        }
        let isNew = state.withLock { state in
            state.parts[part] = nil
            defer { state.troubles[part] = trouble }
            return trouble != nil && state.troubles[part] == nil
        }
        guard isNew, let trouble else { return }
        logger.warning(
            "A part of a source could not be read",
            metadata: ["source": "\(source.kind.rawValue):\(source.scope)", "part": "\(part)", "why": "\(trouble)"])
    }

    /// Ends the parts under way and lets nothing more through.
    func close() async {
        let running = state.withLock { state in
            state.isClosed = true
            return Array(state.parts.values)
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
    }
}
