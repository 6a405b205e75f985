import Logging
import PulseCore
import PulseInventory
import ServiceLifecycle
import Synchronization

/// Carries out the poll schedule: asks each source when it is due and hands what it saw to the pipeline.
public final class SourceRunner: Service {
    /// What the runner tells about itself; for health, metrics and logs.
    public protocol Observer: Sendable {
        /// A poll began after waiting so long for a worker.
        func pollStarted(_ source: SourceScope, waited: Duration)
        func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp)
    }

    struct State {
        var schedule: PollSchedule
        var sources: [SourceScope: any ObservationSource] = [:]
        var sinks: [SourceScope: SourceSink] = [:]
        /// Polls under way by their run.
        var polls: [UInt64: Task<Void, Never>] = [:]
    }

    let state: Mutex<State>
    let pipeline: Pipeline
    private let clock: any WallClock
    private let logger: Logger
    private let observer: (any Observer)?
    private let deadline: Duration
    private let events: AsyncStream<PollSchedule.Event>
    private let queue: AsyncStream<PollSchedule.Event>.Continuation

    public init(
        pipeline: Pipeline, clock: any WallClock, logger: Logger, schedule: PollSchedule = PollSchedule(),
        observer: (any Observer)? = nil
    ) {
        self.pipeline = pipeline
        self.clock = clock
        self.logger = logger
        self.observer = observer
        state = Mutex(State(schedule: schedule))
        deadline = schedule.policy.pollDeadline
        // Each source has at most one poll under way, so the queue is bounded by the number of sources.
        (events, queue) = AsyncStream.makeStream()
    }

    /// Starts asking the source, or asks it by its new interval from now on.
    public func add(_ source: any ObservationSource) {
        state.withLock { state in
            state.sources[source.source] = source
            if state.sinks[source.source] == nil { state.sinks[source.source] = makeSink(source.source) }
        }
        queue.yield(.added(source.source, interval: source.interval, isFixed: source.isFixed))
    }

    /// Puts a source that was configured anew in the place of the old one, which is not heard any more. What the old one described
    /// stays until the new one has spoken.
    public func replace(_ source: any ObservationSource) async {
        let sink = state.withLock { state in
            state.sources[source.source] = source
            return state.sinks.updateValue(makeSink(source.source), forKey: source.source)
        }
        queue.yield(.replaced(source.source, interval: source.interval))
        await sink?.close()
    }

    /// Stops asking the source and takes what only it described out of the inventory.
    public func remove(_ source: SourceScope) async throws {
        let (sink, poll) = state.withLock { state in
            state.sources[source] = nil
            let poll = state.schedule.entries[source]?.run.flatMap { state.polls[$0] }
            return (state.sinks.removeValue(forKey: source), poll)
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
                for sink in state.withLock({ Array($0.sinks.values) }) { await sink.close() }
            }
        } onGracefulShutdown: {
            self.queue.finish()
        }
    }

    private func makeSink(_ source: SourceScope) -> SourceSink { SourceSink(source: source, pipeline: pipeline, logger: logger) }

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
        case .poll(let scope, let run): start(scope, run, in: &group)
        case .knock(let scope, let run): knock(scope, run, in: &group)
        case .cancel(_, let run): state.withLock { $0.polls.removeValue(forKey: run) }?.cancel()
        case .reportFailure(let scope, let message):
            logger.warning("A source did not answer", metadata: ["source": "\(scope.kind.rawValue):\(scope.scope)", "why": "\(message)"])
            do { _ = try await pipeline.perform(.sourceFailed(scope, message)) } catch {
                logger.error("A failure could not be recorded", metadata: ["error": "\(error)"])
            }
        }
    }

    private func start(_ scope: SourceScope, _ run: UInt64, in group: inout DiscardingTaskGroup) {
        let known = state.withLock { state in
            state.sources[scope].flatMap { source in state.sinks[scope].map { (source, $0, state.schedule.entries[scope]?.lastWait) } }
        }
        // Removed a moment ago; the event that says so to the schedule is on its way.
        guard let (source, sink, waited) = known else { return }
        observer?.pollStarted(scope, waited: waited ?? .zero)
        follow(Task { await self.poll(source, run, into: sink) }, run, in: &group)
    }

    private func knock(_ scope: SourceScope, _ run: UInt64, in group: inout DiscardingTaskGroup) {
        let known = state.withLock { state in
            state.sources[scope].flatMap { source in
                state.sinks[scope].map { (source, $0, state.schedule.entries[scope]?.trouble?.failure.message) }
            }
        }
        guard let (source, sink, message) = known else { return }
        let (queue, pipeline) = (queue, pipeline)
        let task = Task {
            let isThere = await source.isThere(telling: sink)
            if !isThere, !sink.isClosed, let message {
                // What the source told of its silence was an observation all the same: the inventory is to know that it was none.
                _ = try? await pipeline.perform(.sourceFailed(scope, message))
            }
            queue.yield(.knocked(scope, run: run, isThere: isThere))
        }
        follow(task, run, in: &group)
    }

    /// Keeps the task until it ends, and ends it with the group.
    private func follow(_ task: Task<Void, Never>, _ run: UInt64, in group: inout DiscardingTaskGroup) {
        state.withLock { $0.polls[run] = task }
        group.addTask {
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            self.state.withLock { _ = $0.polls.removeValue(forKey: run) }
        }
    }

    private func poll(_ source: any ObservationSource, _ run: UInt64, into sink: SourceSink) async {
        let started = ContinuousClock.now
        var failure: PollSchedule.Failure?
        do {
            try await observe(source, into: sink)
        } catch is CancellationError where Task.isCancelled || sink.isClosed {
            // Nobody wants the answer any more.
            return
        } catch {
            failure = .init(error)
        }
        let took = started.duration(to: .now)
        observer?.pollFinished(source.source, took: took, failure: failure, at: clock.now)
        queue.yield(failure.map { .failed(source.source, run: run, $0) } ?? .succeeded(source.source, run: run, took: took))
    }

    /// Looks once, for at most the deadline.
    private func observe(_ source: any ObservationSource, into sink: SourceSink) async throws {
        let deadline = deadline
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await source.observe(into: sink) }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw PulseError("timeout", "It took longer than \(deadline.wholeMilliseconds / 1000) seconds.")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

extension SourceRunner.Observer {
    public func pollStarted(_ source: SourceScope, waited: Duration) {}
}
