import PulseCore
import PulseInventory

/// The schedule of one source: healthy, retrying, behind an open breaker, or parked. Success from any of them leads back to healthy.
public struct PollState: Sendable, Equatable {
    /// Why a source is asked only now and then.
    public struct Parking: Sendable, Equatable {
        public enum Reason: String, Sendable {
            case attemptsUsedUp = "max_retry_attempts"
            case permanent = "permanent_failure"
        }
        public var reason: Reason
        /// The first of the failures in a row.
        public var firstAttempt: Timestamp
        public var lastAttempt: Timestamp
        /// Failures in a row.
        public var attempts: Int
        public var nextRetry: Timestamp
        /// When to look whether the source is there again; `nil` where only a person can mend it.
        public internal(set) var nextKnock: Timestamp?
        /// How often the source was there and failed all the same.
        var futileKnocks = 0
    }

    /// The last failure, until a success.
    public struct Trouble: Sendable, Equatable {
        public var failure: PollSchedule.Failure
        public var at: Timestamp
    }

    /// The beat: the source's own, or the one chosen for it.
    public private(set) var interval: Duration
    /// Whether the source is asked by its own interval whatever happens, and never parked.
    public let isFixed: Bool
    public private(set) var nextDue: Timestamp
    /// The number of the poll under way.
    public private(set) var run: UInt64?
    public private(set) var lastStart: Timestamp?
    /// How long the last poll had to wait after it was due.
    public private(set) var lastWait: Duration?
    public private(set) var lastSuccess: Timestamp?
    public private(set) var lastDuration: Duration?
    public private(set) var trouble: Trouble?
    public private(set) var firstFailureAt: Timestamp?
    public private(set) var consecutiveFailures = 0
    public private(set) var breaker = Breaker()
    public private(set) var parking: Parking?
    public private(set) var successes: UInt64 = 0
    public private(set) var failures: UInt64 = 0
    /// Beats that passed while a poll was still under way.
    public private(set) var skippedBeats: UInt64 = 0
    private var wantsAnother = false

    init(interval: Duration, isFixed: Bool, at now: Timestamp) {
        self.interval = interval
        self.isFixed = isFixed
        nextDue = now
    }

    public var isRunning: Bool { run != nil }

    /// When there is something to do.
    var wakesAt: Timestamp { min(nextDue, parking?.nextKnock ?? nextDue) }

    /// Looks whether a parked source is there again; its next attempt stays where it is.
    mutating func knock(_ run: UInt64) { self.run = run }

    /// A source that is there is asked at once.
    mutating func knocked(_ isThere: Bool, _ policy: PollPolicy, at now: Timestamp) {
        run = nil
        if isThere {
            parking?.nextKnock = nil
            parking?.futileKnocks += 1
        } else {
            let pause = knockPause(policy)
            parking?.nextKnock = now + pause
        }
        if isThere || wantsAnother { nextDue = min(nextDue, now) }
        wantsAnother = false
    }

    private func knockPause(_ policy: PollPolicy) -> Duration {
        PollPolicy.doubled(policy.knockPause, times: parking?.futileKnocks ?? 0, atMost: policy.parkedPause)
    }

    /// Takes a new interval; a pending run is moved earlier, never later.
    mutating func setInterval(_ interval: Duration, at now: Timestamp) {
        self.interval = interval
        guard consecutiveFailures == 0 else { return }
        nextDue = min(nextDue, now + interval)
    }

    mutating func start(_ run: UInt64, at now: Timestamp) {
        self.run = run
        lastWait = max(now.since(nextDue), .zero)
        lastStart = now
        breaker.probe(at: now)
    }

    /// Somebody wants fresh data now.
    mutating func request(_ policy: PollPolicy, at now: Timestamp) {
        guard isRunning else {
            nextDue = min(nextDue, now)
            return
        }
        if breaker.state == .halfOpen, let since = breaker.since, now.since(since) < policy.halfOpenWindow { return }
        wantsAnother = true
    }

    mutating func succeed(took: Duration, _ policy: PollPolicy, depth: Int, chance: Double, at now: Timestamp) {
        let age = lastSuccess.map { now.since($0) }
        run = nil
        lastSuccess = now
        lastDuration = took
        trouble = nil
        firstFailureAt = nil
        consecutiveFailures = 0
        parking = nil
        successes += 1
        breaker.close(at: now)
        if let adaptive = policy.adaptive, !isFixed {
            interval = adaptive.next(age: age, errors: 0, depth: depth, previous: interval, chance: chance)
        }
        nextDue = nextBeat(at: now)
        wantsAnother = false
    }

    mutating func fail(_ failure: PollSchedule.Failure, _ policy: PollPolicy, chance: Double, at now: Timestamp) {
        run = nil
        failures += 1
        trouble = Trouble(failure: failure, at: now)
        wantsAnother = false
        if case .ours = failure {
            nextDue = now + interval
            return
        }
        consecutiveFailures += 1
        firstFailureAt = firstFailureAt ?? now
        let pause = pauseAfterFailure(failure, policy, chance: chance)
        nextDue = now + pause
        if isPermanent(failure) || consecutiveFailures >= policy.breakerThreshold { breaker.open(until: nextDue, at: now) }
        park(failure, policy, at: now)
    }

    private func isPermanent(_ failure: PollSchedule.Failure) -> Bool {
        if case .permanent = failure { true } else { false }
    }

    private func pauseAfterFailure(_ failure: PollSchedule.Failure, _ policy: PollPolicy, chance: Double) -> Duration {
        if isFixed { return interval }
        if isPermanent(failure) { return max(interval, policy.permanentPause) }
        if consecutiveFailures >= policy.attemptsBeforeParking { return policy.parkedPause }
        if consecutiveFailures >= policy.breakerThreshold {
            return PollPolicy.doubled(policy.firstOpening, times: breaker.openings, atMost: policy.longestOpening)
        }
        let pause = PollPolicy.doubled(policy.firstRetry, times: consecutiveFailures - 1, atMost: policy.longestRetry)
        return pause * (1 + policy.retryJitter * min(max(chance, -1), 1))
    }

    private mutating func park(_ failure: PollSchedule.Failure, _ policy: PollPolicy, at now: Timestamp) {
        guard !isFixed else { return }
        let isUsedUp = consecutiveFailures >= policy.attemptsBeforeParking
        guard isPermanent(failure) || isUsedUp else { return self.parking = nil }
        let futile = parking?.futileKnocks ?? 0
        var parking = Parking(
            reason: isPermanent(failure) ? .permanent : .attemptsUsedUp, firstAttempt: firstFailureAt ?? now, lastAttempt: now,
            attempts: consecutiveFailures, nextRetry: nextDue, futileKnocks: futile)
        if !isPermanent(failure) {
            parking.nextKnock = now + PollPolicy.doubled(policy.knockPause, times: futile, atMost: policy.parkedPause)
        }
        self.parking = parking
    }

    /// The next moment on the source's own beat, so that a slow answer does not shift all later samples.
    private mutating func nextBeat(at now: Timestamp) -> Timestamp {
        guard let start = lastStart else { return now + interval }
        let passed = max(now.since(start).wholeMilliseconds, 0) / max(interval.wholeMilliseconds, 1)
        skippedBeats += UInt64(passed)
        if wantsAnother { return now }
        return max(start + interval, now)
    }
}

extension Duration {
    fileprivate static func * (duration: Duration, factor: Double) -> Duration {
        .milliseconds(Int64((duration.fractionalSeconds * factor * 1000).rounded()))
    }
}
