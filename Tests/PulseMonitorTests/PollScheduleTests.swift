import PulseCore
import PulseInventory
import PulseMonitor
import Testing

private let first = SourceScope(.proxmox, "first")
private let second = SourceScope(.agent, "second")
private let start = Timestamp(seconds: 1_700_000_000)

@Suite struct PollScheduleTests {
    @Test func asksANewSourceAtOnceAndThenOnItsBeat() {
        var schedule = PollSchedule()
        #expect(schedule.handle(.added(first, interval: .seconds(10)), at: start) == [.poll(first)])
        #expect(schedule.handle(.tick, at: start + .seconds(30)) == [], "never two polls of one source at a time")
        _ = schedule.handle(.succeeded(first, took: .seconds(3)), at: start + .seconds(3))
        #expect(schedule.handle(.tick, at: start + .seconds(9)) == [])
        #expect(schedule.handle(.tick, at: start + .seconds(10)) == [.poll(first)])
    }

    @Test func aSlowSourceIsAskedAgainAtOnceButNeverTwiceAtATime() {
        var schedule = PollSchedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        let actions = schedule.handle(.succeeded(first, took: .seconds(25)), at: start + .seconds(25))
        #expect(actions == [.poll(first)])
        #expect(schedule.handle(.requested(first), at: start + .seconds(26)) == [])
        #expect(schedule.handle(.succeeded(first, took: .seconds(1)), at: start + .seconds(27)) == [.poll(first)])
    }

    @Test func failuresSlowDownAndOneSuccessHeals() {
        var schedule = PollSchedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        var now = start
        var pauses: [Int64] = []
        for _ in 0..<8 {
            let actions = schedule.handle(.failed(first, .transient("refused")), at: now)
            #expect(actions == [.reportFailure(first, "refused")])
            let due = schedule.entries[first]?.nextDue ?? now
            pauses.append(due.since(now).wholeMilliseconds / 1000)
            now = due
            #expect(schedule.handle(.tick, at: now) == [.poll(first)])
        }
        #expect(pauses == [10, 10, 20, 40, 80, 160, 300, 300])
        #expect(schedule.entries[first]?.breaker.state == .open)
        _ = schedule.handle(.succeeded(first, took: .seconds(1)), at: now)
        #expect(schedule.entries[first]?.breaker.state == .closed)
        #expect(schedule.entries[first]?.nextDue == now + .seconds(10))
    }

    @Test func aWrongTokenIsTriedRarely() {
        var schedule = PollSchedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        _ = schedule.handle(.failed(first, .permanent("401")), at: start)
        #expect(schedule.entries[first]?.nextDue == start + .seconds(300))
        #expect(schedule.handle(.requested(first), at: start + .seconds(5)) == [.poll(first)], "a person may ask at any time")
    }

    @Test func removalCancelsARunningPollAndItsAnswerIsIgnored() {
        var schedule = PollSchedule()
        _ = schedule.handle(.added(first, interval: .seconds(10)), at: start)
        #expect(schedule.handle(.removed(first), at: start) == [.cancel(first)])
        #expect(schedule.handle(.succeeded(first, took: .seconds(1)), at: start + .seconds(1)) == [])
        #expect(schedule.entries.isEmpty)
        #expect(schedule.nextDue == nil)
    }

    @Test(arguments: 0..<20) func randomEventsNeverPollTwiceAtOnceNorStarve(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var schedule = PollSchedule()
        var now = start
        var running: Set<SourceScope> = []
        var lastPolled: [SourceScope: Timestamp] = [:]
        for _ in 0..<2000 {
            now = now + .milliseconds(Int64(generator.next() % 4000))
            let source = generator.next() % 2 == 0 ? first : second
            let event: PollSchedule.Event
            switch generator.next() % 6 {
            case 0: event = .added(source, interval: .seconds(10))
            case 1 where running.contains(source): event = .succeeded(source, took: .seconds(1))
            case 2 where running.contains(source): event = .failed(source, .transient("x"))
            case 3: event = .requested(source)
            default: event = .tick
            }
            if case .succeeded = event { running.remove(source) }
            if case .failed = event { running.remove(source) }
            for case .poll(let polled) in schedule.handle(event, at: now) {
                #expect(running.insert(polled).inserted, "two polls of one source at once")
                lastPolled[polled] = now
            }
        }
        for source in schedule.entries.keys where !running.contains(source) {
            let waited = now.since(lastPolled[source] ?? start)
            #expect(waited <= Breaker.longestPause + .seconds(30))
        }
    }
}
