import PulseCore
import PulseInventory

/// Decides when each source is asked. A value without clock or network: events in, actions out.
///
/// One independent state for each source. A poll's answer names its run, so that what a replaced or removed source still says is
/// never taken for the word of its successor.
public struct PollSchedule: Sendable {
    public enum Event: Sendable, Equatable {
        /// A source appeared, or its interval changed. It is asked at once the first time. A fixed one is asked by its own interval
        /// even when polling is adaptive or it fails.
        case added(SourceScope, interval: Duration, isFixed: Bool = false)
        /// A source was configured anew: what was known of it is forgotten, and it is asked at once.
        case replaced(SourceScope, interval: Duration)
        case removed(SourceScope)
        /// Time passed.
        case tick
        case succeeded(SourceScope, run: UInt64, took: Duration)
        case failed(SourceScope, run: UInt64, Failure)
        /// Whether a parked source is there again.
        case knocked(SourceScope, run: UInt64, isThere: Bool)
        /// Somebody wants fresh data now, whatever the schedule says.
        case requested(SourceScope)
    }

    public enum Action: Sendable, Equatable {
        case poll(SourceScope, run: UInt64)
        /// Looks, without credentials, whether a parked source is there again.
        case knock(SourceScope, run: UInt64)
        /// The running poll's answer is no longer wanted.
        case cancel(SourceScope, run: UInt64)
        /// The source is not heard; the inventory should know why.
        case reportFailure(SourceScope, String)
    }

    public private(set) var entries: [SourceScope: PollState] = [:]
    /// When the schedule was last asked; its age tells whether the loop lives.
    public private(set) var lastTick: Timestamp?
    public let policy: PollPolicy
    private var generator: any RandomNumberGenerator & Sendable
    private var lastRun: UInt64 = 0

    /// - Parameter generator: moves retries a little, so that what failed together is not retried together.
    public init(policy: PollPolicy = PollPolicy(), generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
        self.policy = policy
        self.generator = generator
    }

    /// The earliest moment something is due; `nil` when nothing waits or no worker is free for it.
    public var nextDue: Timestamp? {
        let hasWorker = freeWorkers > 0
        return entries.lazy.filter { !$0.value.isRunning && (hasWorker || $0.key.isLocal) }.map(\.value.wakesAt).min()
    }

    public mutating func handle(_ event: Event, at now: Timestamp) -> [Action] {
        let policy = policy
        switch event {
        case .added(let source, let interval, let isFixed): add(source, interval: interval, isFixed: isFixed, at: now)
        case .replaced(let source, let interval): return replace(source, interval: interval, at: now) + due(at: now)
        case .removed(let source): return cancellation(of: source, entries.removeValue(forKey: source)) + due(at: now)
        case .tick: lastTick = now
        case .succeeded(let source, let run, let took):
            let (depth, chance) = (waiting(at: now), chance())
            change(source, run) { $0.succeed(took: took, policy, depth: depth, chance: chance, at: now) }
        case .failed(let source, let run, let failure):
            let chance = chance()
            guard change(source, run, { $0.fail(failure, policy, chance: chance, at: now) }) else { return due(at: now) }
            return [.reportFailure(source, failure.message)] + due(at: now)
        case .knocked(let source, let run, let isThere):
            change(source, run) { $0.knocked(isThere, policy, at: now) }
        case .requested(let source): entries[source]?.request(policy, at: now)
        }
        return due(at: now)
    }

    /// How many sources are due and wait for a worker.
    public func waiting(at now: Timestamp) -> Int { entries.values.count { !$0.isRunning && $0.nextDue <= now } }

    /// Polls of connections that could start now.
    private var freeWorkers: Int {
        let connections = entries.keys.count { !$0.isLocal }
        let running = entries.count { !$0.key.isLocal && $0.value.isRunning }
        return policy.workerCount(connections: connections) - running
    }

    private mutating func add(_ source: SourceScope, interval: Duration, isFixed: Bool, at now: Timestamp) {
        guard entries[source] == nil else {
            entries[source]?.setInterval(interval, at: now)
            return
        }
        entries[source] = PollState(interval: beat(interval, isFixed: isFixed), isFixed: isFixed, at: now)
    }

    private func beat(_ interval: Duration, isFixed: Bool) -> Duration { isFixed ? interval : policy.adaptive?.base ?? interval }

    private mutating func replace(_ source: SourceScope, interval: Duration, at now: Timestamp) -> [Action] {
        let old = entries[source]
        entries[source] = PollState(interval: beat(interval, isFixed: false), isFixed: false, at: now)
        return cancellation(of: source, old)
    }

    private func cancellation(of source: SourceScope, _ entry: PollState?) -> [Action] {
        entry?.run.map { [.cancel(source, run: $0)] } ?? []
    }

    @discardableResult
    private mutating func change(_ source: SourceScope, _ run: UInt64, _ change: (inout PollState) -> Void) -> Bool {
        guard var entry = entries[source], entry.run == run else { return false }
        change(&entry)
        entries[source] = entry
        return true
    }

    /// Starts what is due, longest waiting first, as far as workers go.
    private mutating func due(at now: Timestamp) -> [Action] {
        var free = freeWorkers
        let ready = entries.filter { !$0.value.isRunning && $0.value.wakesAt <= now }
            .sorted { ($0.value.wakesAt, $0.key.kind.rawValue, $0.key.scope) < ($1.value.wakesAt, $1.key.kind.rawValue, $1.key.scope) }
        var actions: [Action] = []
        for (source, entry) in ready {
            if !source.isLocal {
                guard free > 0 else { continue }
                free -= 1
            }
            lastRun += 1
            if entry.nextDue <= now {
                entries[source]?.start(lastRun, at: now)
                actions.append(.poll(source, run: lastRun))
            } else {
                entries[source]?.knock(lastRun)
                actions.append(.knock(source, run: lastRun))
            }
        }
        return actions
    }

    /// A random number from -1 to 1.
    private mutating func chance() -> Double { Double(generator.next() >> 11) * 0x1p-52 - 1 }
}

extension SourceScope {
    /// Looking at this machine needs no worker: it never waits for a network.
    fileprivate var isLocal: Bool { kind == .agent }
}
