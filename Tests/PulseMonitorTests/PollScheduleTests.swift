import PulseCore
import PulseInventory
import PulseMonitor
import Testing

private let first = SourceScope(.proxmox, "first")
private let second = SourceScope(.proxmox, "second")
private let machine = SourceScope(.agent, "machine")
private let start = Timestamp(seconds: 1_700_000_000)

/// Moves nothing.
private struct Still: RandomNumberGenerator {
    mutating func next() -> UInt64 { 1 << 63 }
}

private func schedule(_ policy: PollPolicy = PollPolicy()) -> PollSchedule { PollSchedule(policy: policy, generator: Still()) }

/// Fails the poll that is under way and starts the next when it is due; the pause between them.
private func failAndWait(_ schedule: inout PollSchedule, _ failure: PollSchedule.Failure, _ now: inout Timestamp) throws -> Duration {
    let run = try #require(schedule.entries[first]?.run)
    #expect(schedule.handle(.failed(first, run: run, failure), at: now).first == .reportFailure(first, failure.message))
    let due = try #require(schedule.entries[first]?.nextDue)
    let pause = due.since(now)
    if schedule.entries[first]?.parking?.nextKnock == nil {
        #expect(schedule.handle(.tick, at: due - .milliseconds(1)).isEmpty, "not before it is due")
    }
    now = due
    #expect(schedule.handle(.tick, at: now) == [.poll(first, run: run + 1)])
    return pause
}

@Suite struct PollScheduleTests {
    @Test func asksANewSourceAtOnceAndThenOnItsBeat() {
        var schedule = schedule()
        #expect(schedule.handle(.added(first, interval: .seconds(10)), at: start) == [.poll(first, run: 1)])
        #expect(schedule.handle(.tick, at: start + .seconds(30)) == [], "never two polls of one source at a time")
        _ = schedule.handle(.succeeded(first, run: 1, took: .seconds(3)), at: start + .seconds(3))
        #expect(schedule.handle(.tick, at: start + .seconds(9)) == [])
        #expect(schedule.handle(.tick, at: start + .seconds(10)) == [.poll(first, run: 2)])
    }

    @Test func aSlowSourceIsAskedAgainAtOnceAndItsSkippedBeatsAreCounted() {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        let actions = schedule.handle(.succeeded(first, run: 1, took: .seconds(25)), at: start + .seconds(25))
        #expect(actions == [.poll(first, run: 2)])
        #expect(schedule.entries[first]?.skippedBeats == 2)
        #expect(schedule.handle(.requested(first), at: start + .seconds(26)) == [])
        #expect(schedule.handle(.succeeded(first, run: 2, took: .seconds(1)), at: start + .seconds(27)) == [.poll(first, run: 3)])
    }

    @Test func failuresAreRetriedThenBreakThenParkAndOneSuccessHeals() throws {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        var now = start
        var pauses: [Int64] = []
        var breakers: [Breaker.State] = []
        for _ in 0..<6 {
            pauses.append(try failAndWait(&schedule, .transient("refused"), &now).wholeMilliseconds / 1000)
            breakers.append(try #require(schedule.entries[first]).breaker.state)
        }
        #expect(pauses == [5, 10, 5, 10, 1800, 1800])
        #expect(breakers == [.closed, .closed, .halfOpen, .halfOpen, .halfOpen, .halfOpen])
        let parking = try #require(schedule.entries[first]?.parking)
        #expect(parking.reason == .attemptsUsedUp)
        #expect(parking.attempts == 6)
        #expect(parking.firstAttempt == start)
        let run = try #require(schedule.entries[first]?.run)
        _ = schedule.handle(.succeeded(first, run: run, took: .seconds(1)), at: now)
        let healed = try #require(schedule.entries[first])
        #expect(healed.breaker.state == .closed)
        #expect(healed.parking == nil && healed.trouble == nil && healed.firstFailureAt == nil && healed.consecutiveFailures == 0)
        #expect(healed.nextDue == now + .seconds(10))
    }

    @Test func aParkedSourceIsAskedAsSoonAsItIsThereAgain() throws {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        var now = start
        for _ in 0..<4 { _ = try failAndWait(&schedule, .transient("refused"), &now) }
        _ = schedule.handle(.failed(first, run: 5, .transient("refused")), at: now)
        for run in UInt64(6)..<9 {
            now = now + .seconds(15)
            #expect(schedule.nextDue == now)
            #expect(schedule.handle(.tick, at: now) == [.knock(first, run: run)])
            #expect(schedule.handle(.tick, at: now + .seconds(1)) == [], "one at a time")
            #expect(schedule.handle(.knocked(first, run: run, isThere: false), at: now) == [])
        }
        #expect(schedule.entries[first]?.parking?.nextRetry == schedule.entries[first]?.nextDue, "knocks leave the next attempt alone")
        now = now + .seconds(15)
        #expect(schedule.handle(.tick, at: now) == [.knock(first, run: 9)])
        #expect(schedule.handle(.knocked(first, run: 9, isThere: true), at: now) == [.poll(first, run: 10)])
        _ = schedule.handle(.failed(first, run: 10, .transient("500")), at: now)
        #expect(schedule.nextDue == now + .seconds(30), "there, and failing all the same: knocked at more rarely")
        _ = schedule.handle(.requested(first), at: now + .seconds(1))
        _ = schedule.handle(.succeeded(first, run: 11, took: .seconds(1)), at: now + .seconds(2))
        #expect(schedule.entries[first]?.parking == nil)
    }

    @Test func aWrongTokenIsTriedRarely() throws {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        var now = start
        for _ in 0..<8 { #expect(try failAndWait(&schedule, .permanent("401"), &now) == .seconds(300)) }
        _ = schedule.handle(.failed(first, run: 9, .permanent("401")), at: now)
        #expect(schedule.entries[first]?.breaker.state == .open)
        #expect(schedule.entries[first]?.parking?.reason == .permanent)
        #expect(schedule.handle(.requested(first), at: now + .seconds(5)) == [.poll(first, run: 10)], "a person may ask at any time")
    }

    @Test func troublesOfOursAreNoReasonToLeaveTheSourceAlone() throws {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        var now = start
        for _ in 0..<8 { #expect(try failAndWait(&schedule, .ours("disk full"), &now) == .seconds(10)) }
        #expect(schedule.entries[first]?.breaker.state == .closed)
        #expect(schedule.entries[first]?.parking == nil)
    }

    @Test func thisMachineIsNeverParkedAndNeedsNoWorker() throws {
        var policy = PollPolicy()
        policy.workers = 1
        var schedule = schedule(policy)
        #expect(schedule.handle(.added(first, interval: .seconds(10)), at: start) == [.poll(first, run: 1)])
        #expect(schedule.handle(.added(machine, interval: .seconds(10), isFixed: true), at: start) == [.poll(machine, run: 2)])
        var now = start
        for _ in 0..<8 {
            let run = try #require(schedule.entries[machine]?.run)
            _ = schedule.handle(.failed(machine, run: run, .transient("x")), at: now)
            now = now + .seconds(10)
            #expect(schedule.handle(.tick, at: now) == [.poll(machine, run: run + 1)])
        }
        #expect(schedule.entries[machine]?.parking == nil)
    }

    @Test func workersAreGivenToWhoWaitedLongest() {
        var policy = PollPolicy()
        policy.workers = 1
        var schedule = schedule(policy)
        #expect(schedule.handle(.added(first, interval: .seconds(10)), at: start) == [.poll(first, run: 1)])
        #expect(schedule.handle(.added(second, interval: .seconds(10)), at: start + .seconds(1)) == [])
        #expect(schedule.nextDue == nil, "nobody is free")
        #expect(schedule.handle(.succeeded(first, run: 1, took: .seconds(12)), at: start + .seconds(12)) == [.poll(second, run: 2)])
        #expect(schedule.entries[second]?.lastWait == .seconds(11))
    }

    @Test func aReplacedSourceBeginsAnewAndItsPredecessorIsNotHeard() {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        _ = schedule.handle(.failed(first, run: 1, .permanent("401")), at: start)
        _ = schedule.handle(.requested(first), at: start + .seconds(1))
        let actions = schedule.handle(.replaced(first, interval: .seconds(20)), at: start + .seconds(2))
        #expect(actions == [.cancel(first, run: 2), .poll(first, run: 3)])
        #expect(schedule.handle(.failed(first, run: 2, .permanent("401")), at: start + .seconds(3)) == [])
        #expect(schedule.entries[first]?.consecutiveFailures == 0)
    }

    @Test func removalCancelsARunningPollAndItsAnswerIsIgnored() {
        var schedule = schedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        #expect(schedule.handle(.removed(first), at: start) == [.cancel(first, run: 1)])
        #expect(schedule.handle(.succeeded(first, run: 1, took: .seconds(1)), at: start + .seconds(1)) == [])
        #expect(schedule.entries.isEmpty)
        #expect(schedule.nextDue == nil)
    }

    @Test(arguments: 0..<20) func randomEventsNeverPollTwiceAtOnceNorStarveNorMoveLater(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var policy = PollPolicy()
        policy.workers = seed % 2 == 0 ? 1 : nil
        if seed % 3 == 0 { policy.adaptive = AdaptiveInterval() }
        var schedule = PollSchedule(policy: policy, generator: SeededGenerator(seed: seed))
        var now = start
        var running: [SourceScope: UInt64] = [:]
        for _ in 0..<3000 {
            now = now + .milliseconds(Int64(generator.next() % 4000))
            let source = generator.next() % 2 == 0 ? first : second
            let before = schedule.entries[source]
            let event: PollSchedule.Event
            switch (generator.next() % 8, running[source]) {
            case (0, _): event = .added(source, interval: .seconds(10))
            case (1, let run?), (2, let run?): event = .succeeded(source, run: run, took: .seconds(1))
            case (3, let run?): event = .failed(source, run: run, .transient("x"))
            case (4, let run?): event = .failed(source, run: run, .permanent("x"))
            case (5, _): event = .requested(source)
            case (7, let run?) where schedule.entries[source]?.parking != nil:
                event = .knocked(source, run: run, isThere: generator.next() % 2 == 0)
            case (6, _) where generator.next() % 10 == 0: event = .replaced(source, interval: .seconds(10))
            default: event = .tick
            }
            let actions = schedule.handle(event, at: now)
            switch event {
            case .succeeded:
                running[source] = nil
                #expect(schedule.entries[source]?.consecutiveFailures == 0)
                #expect(schedule.entries[source]?.breaker.state == .closed)
                #expect(schedule.entries[source]?.parking == nil)
            case .failed, .knocked: running[source] = nil
            case .replaced: running[source] = nil
            default:
                if let before, !before.isRunning, let after = schedule.entries[source] { #expect(after.nextDue <= before.nextDue) }
            }
            for action in actions {
                guard let (polled, run) = action.begun else { continue }
                #expect(running.updateValue(run, forKey: polled) == nil, "two polls of one source at once")
            }
            if policy.workers == 1 { #expect(running.count <= 1) }
        }
        // Answers come at once from now on: whoever waits gets his turn.
        for _ in 0..<20 {
            for (source, run) in running {
                running[source] = nil
                for action in schedule.handle(.succeeded(source, run: run, took: .zero), at: now) {
                    if let (polled, run) = action.begun { running[polled] = run }
                }
            }
            now = now + policy.parkedPause
            for action in schedule.handle(.tick, at: now) {
                if let (polled, run) = action.begun { running[polled] = run }
            }
        }
        for (source, entry) in schedule.entries {
            #expect(now.since(try #require(entry.lastStart)) <= policy.parkedPause * 2, "\(source) starves")
        }
    }
}

extension PollSchedule.Action {
    /// What keeps a source busy from now on.
    fileprivate var begun: (source: SourceScope, run: UInt64)? {
        switch self {
        case .poll(let source, let run), .knock(let source, let run): (source, run)
        case .cancel, .reportFailure: nil
        }
    }
}
