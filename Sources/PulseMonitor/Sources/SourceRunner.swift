import Logging
import PulseCore
import PulseInventory
import ServiceLifecycle
import Synchronization

/// Carries out the poll schedule: asks each source when it is due and hands what it saw to the pipeline.
public final class SourceRunner: Service {
    /// What the runner tells about itself; for health, metrics and logs.
    public protocol Observer: Sendable {
        func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp)
    }

    private struct State {
        var schedule = PollSchedule()
        var sources: [SourceScope: any ObservationSource] = [:]
        var sinks: [SourceScope: SourceSink] = [:]
        var running: [SourceScope: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())
    private let pipeline: Pipeline
    private let clock: any WallClock
    private let logger: Logger
    private let observer: (any Observer)?
    private let events: AsyncStream<PollSchedule.Event>
    private let queue: AsyncStream<PollSchedule.Event>.Continuation

    public init(pipeline: Pipeline, clock: any WallClock, logger: Logger, observer: (any Observer)? = nil) {
        self.pipeline = pipeline
        self.clock = clock
        self.logger = logger
        self.observer = observer
        // Each source has at most one poll under way, so the queue is bounded by the number of sources.
        (events, queue) = AsyncStream.makeStream()
    }

    /// Starts asking the source, or asks it by its new interval from now on.
    public func add(_ source: any ObservationSource) {
        state.withLock { state in
            state.sources[source.source] = source
            if state.sinks[source.source] == nil {
                state.sinks[source.source] = SourceSink(source: source.source, pipeline: pipeline, logger: logger)
            }
        }
        queue.yield(.added(source.source, interval: source.interval))
    }

    /// Stops asking the source and takes what only it described out of the inventory.
    public func remove(_ source: SourceScope) async throws {
        let (sink, poll) = state.withLock { state in
            state.sources[source] = nil
            return (state.sinks.removeValue(forKey: source), state.running[source])
        }
        queue.yield(.removed(source))
        poll?.cancel()
        await sink?.close()
        await poll?.value
        _ = try await pipeline.perform(.sourceRemoved(source))
    }

    /// What slow parts of the source complained of when they last ran, by the part's name.
    public func troubles(of source: SourceScope) -> [String: String] { state.withLock { $0.sinks[source] }?.troubles ?? [:] }

    /// Asks the source now.
    public func request(_ source: SourceScope) { queue.yield(.requested(source)) }

    /// The schedule as it stands.
    public var schedule: PollSchedule { state.withLock { $0.schedule } }

    public func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.tick() }
                for await event in events {
                    let actions = state.withLock { $0.schedule.handle(event, at: clock.now) }
                    for action in actions { await perform(action, in: &group) }
                }
                group.cancelAll()
                for sink in state.withLock({ $0.sinks.values }) { await sink.close() }
            }
        } onGracefulShutdown: {
            self.queue.finish()
        }
    }

    /// Wakes the schedule when something is due, and once a second so that the loop can be seen to live.
    private func tick() async {
        while !Task.isCancelled {
            let due = state.withLock { $0.schedule.nextDue }
            let untilDue = due.map { $0.since(clock.now) } ?? .seconds(1)
            let pause = min(max(untilDue, .milliseconds(10)), .seconds(1))
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            queue.yield(.tick)
        }
    }

    private func perform(_ action: PollSchedule.Action, in group: inout DiscardingTaskGroup) async {
        switch action {
        case .poll(let scope):
            let known = state.withLock { state in state.sources[scope].flatMap { source in state.sinks[scope].map { (source, $0) } } }
            guard let (source, sink) = known else { return }
            let task = Task { await self.poll(source, into: sink) }
            state.withLock { $0.running[scope] = task }
            group.addTask {
                await withTaskCancellationHandler {
                    await task.value
                } onCancel: {
                    task.cancel()
                }
            }
        case .cancel(let scope):
            state.withLock { $0.running.removeValue(forKey: scope) }?.cancel()
        case .reportFailure(let scope, let message):
            logger.warning("A source did not answer", metadata: ["source": "\(scope.kind.rawValue):\(scope.scope)", "why": "\(message)"])
            do { _ = try await pipeline.perform(.sourceFailed(scope, message)) } catch {
                logger.error("A failure could not be recorded", metadata: ["error": "\(error)"])
            }
        }
    }

    private func poll(_ source: any ObservationSource, into sink: SourceSink) async {
        let started = ContinuousClock.now
        do {
            try await source.observe(into: sink)
            finish(source.source, took: started.duration(to: .now), failure: nil)
        } catch is CancellationError {
            return
        } catch {
            finish(source.source, took: started.duration(to: .now), failure: .init(error))
        }
    }

    private func finish(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?) {
        state.withLock { _ = $0.running.removeValue(forKey: source) }
        observer?.pollFinished(source, took: took, failure: failure, at: clock.now)
        if let failure { queue.yield(.failed(source, failure)) } else { queue.yield(.succeeded(source, took: took)) }
    }
}
