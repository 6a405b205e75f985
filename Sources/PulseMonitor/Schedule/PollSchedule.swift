import PulseCore
import PulseInventory

/// Decides when each source is asked. A value without clock or network: events in, actions out.
///
/// One independent state for each source, so that a slow or dead one never delays another.
/// After `Breaker.threshold` failures in a row the source is asked ever more rarely; one success closes the breaker.
public struct PollSchedule: Sendable {
    public enum Event: Sendable, Equatable {
        /// A source appeared, or its interval changed. It is asked at once the first time.
        case added(SourceScope, interval: Duration)
        case removed(SourceScope)
        /// Time passed.
        case tick
        case succeeded(SourceScope, took: Duration)
        case failed(SourceScope, Failure)
        /// Somebody wants fresh data now, whatever the schedule says.
        case requested(SourceScope)
    }

    public enum Failure: Sendable, Equatable {
        /// The source may answer again by itself.
        case transient(String)
        /// Only a person can mend it (a wrong token, say); asked rarely, so that no account is locked.
        case permanent(String)

        public var message: String {
            switch self {
            case .transient(let message), .permanent(let message): message
            }
        }
    }

    public enum Action: Sendable, Equatable {
        case poll(SourceScope)
        /// The running poll's answer is no longer wanted.
        case cancel(SourceScope)
        /// The source is not heard; the inventory should know why.
        case reportFailure(SourceScope, String)
    }

    /// What is known of one source.
    public struct Entry: Sendable, Equatable {
        public var interval: Duration
        public var nextDue: Timestamp
        public var isRunning = false
        public var lastStart: Timestamp?
        public var lastSuccess: Timestamp?
        public var lastDuration: Duration?
        public var lastFailure: Failure?
        public var breaker = Breaker()
        public var successes: UInt64 = 0
        public var failures: UInt64 = 0
        fileprivate var wantsAnother = false

        fileprivate init(interval: Duration, nextDue: Timestamp) {
            self.interval = interval
            self.nextDue = nextDue
        }
    }

    public private(set) var entries: [SourceScope: Entry] = [:]
    /// When the schedule was last asked; its age tells whether the loop lives.
    public private(set) var lastTick: Timestamp?

    public init() {}

    /// The earliest moment something is due; `nil` when nothing waits.
    public var nextDue: Timestamp? {
        entries.values.filter { !$0.isRunning }.map(\.nextDue).min()
    }

    public mutating func handle(_ event: Event, at now: Timestamp) -> [Action] {
        switch event {
        case .added(let source, let interval):
            add(source, interval: interval, at: now)
            return due(at: now)
        case .removed(let source):
            let entry = entries.removeValue(forKey: source)
            return entry?.isRunning == true ? [.cancel(source)] : []
        case .tick:
            lastTick = now
            return due(at: now)
        case .succeeded(let source, let took):
            succeed(source, took: took, at: now)
            return due(at: now)
        case .failed(let source, let failure):
            return fail(source, failure, at: now) + due(at: now)
        case .requested(let source):
            request(source, at: now)
            return due(at: now)
        }
    }

    private mutating func add(_ source: SourceScope, interval: Duration, at now: Timestamp) {
        guard var entry = entries[source] else {
            entries[source] = Entry(interval: interval, nextDue: now)
            return
        }
        entry.interval = interval
        entry.nextDue = min(entry.nextDue, now + interval)
        entries[source] = entry
    }

    private mutating func due(at now: Timestamp) -> [Action] {
        // Sorted, so that the same events always give the same actions.
        let ready = entries.filter { !$0.value.isRunning && $0.value.nextDue <= now }.keys
            .sorted { ($0.kind.rawValue, $0.scope) < ($1.kind.rawValue, $1.scope) }
        for source in ready {
            entries[source]?.isRunning = true
            entries[source]?.lastStart = now
        }
        return ready.map { .poll($0) }
    }

    private mutating func succeed(_ source: SourceScope, took: Duration, at now: Timestamp) {
        guard var entry = entries[source], entry.isRunning else { return }
        entry.isRunning = false
        entry.lastSuccess = now
        entry.lastDuration = took
        entry.lastFailure = nil
        entry.successes += 1
        entry.breaker.succeeded()
        entry.nextDue = nextRegular(entry, at: now)
        entries[source] = entry
    }

    private mutating func fail(_ source: SourceScope, _ failure: Failure, at now: Timestamp) -> [Action] {
        guard var entry = entries[source], entry.isRunning else { return [] }
        entry.isRunning = false
        entry.lastFailure = failure
        entry.failures += 1
        entry.breaker.failed(failure)
        entry.nextDue = now + entry.breaker.delay(interval: entry.interval)
        entry.wantsAnother = false
        entries[source] = entry
        return [.reportFailure(source, failure.message)]
    }

    private mutating func request(_ source: SourceScope, at now: Timestamp) {
        guard var entry = entries[source] else { return }
        if entry.isRunning { entry.wantsAnother = true } else { entry.nextDue = min(entry.nextDue, now) }
        entries[source] = entry
    }

    /// The next moment on the source's own beat, so that a slow answer does not shift all later samples.
    private func nextRegular(_ entry: Entry, at now: Timestamp) -> Timestamp {
        if entry.wantsAnother { return now }
        guard let start = entry.lastStart else { return now + entry.interval }
        let next = start + entry.interval
        return next > now ? next : now
    }
}
