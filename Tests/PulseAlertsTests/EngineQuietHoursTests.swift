import PulseAlerts
import PulseCore
import Testing

/// 2023-11-14 22:13:20 UTC, a Tuesday, is when a stage begins.
@Suite("Engine: quiet hours")
struct EngineQuietHoursTests {
    private func stage(_ change: (inout AlertConfiguration) -> Void = { _ in }) -> EngineStage {
        EngineStage {
            $0.schedule.quietHours.isEnabled = true
            $0.schedule.quietHours.timeZone = "UTC"
            $0.schedule.cooldown = .zero
            change(&$0)
        }
    }
    private var offline: TestThing {
        var thing = TestThing()
        thing.type = "connectivity"
        thing.confirmation = .readings(fire: 1, resolve: 1)
        return thing
    }
    private let morning = Timestamp(rfc3339: "2023-11-15T08:01:00Z")

    @Test func aWarningWaitsForTheEnd() throws {
        var stage = stage()
        stage.fire()
        #expect(stage.take().words == ["opened warning", "held quiet-hours", "announced", "later fired"])
        let alert = try #require(stage.engine.active.first)
        #expect(alert.metadata["quietHoursSuppressed"] == .flag(true))
        #expect(alert.metadata["quietHoursReplayAt"] == .text("2023-11-15T08:01:00Z"))
        #expect(alert.lastNotified == nil)
        while stage.now.wall < (morning ?? stage.now.wall) { stage.tick(after: 600) }
        #expect(stage.take().notices.isEmpty, "the outbox has it already")
        #expect(stage.engine.active.first?.lastNotified != nil)
        #expect(stage.engine.active.first?.metadata["quietHoursSuppressed"] == nil)
        stage.read(10, after: 10)
        #expect(stage.take().words == ["resolved recovered", "tell resolved"])
    }

    @Test func whatEndsBeforeIsStruckOff() throws {
        var stage = stage()
        stage.fire()
        let occurrence = try #require(stage.engine.active.first?.occurrence)
        stage.read(10, after: 600)
        let notices = stage.take().notices
        #expect(notices.map(\.event) == [.fired, .resolved])
        #expect(notices.first?.notBefore == morning)
        #expect(stage.engine.verdict(for: occurrence, event: .fired, at: stage.now) == .drop(.resolved))
    }

    @Test func theCriticalIsToldAtOnceUnlessItsCategoryIsSuppressed() {
        var stage = stage()
        stage.see(.critical, of: offline)
        #expect(stage.take().words == ["opened critical", "announced", "tell fired"])
        var silent = self.stage { $0.schedule.quietHours.suppress = [.offline] }
        silent.see(.critical, of: offline)
        #expect(silent.take().words == ["opened critical", "held quiet-hours", "announced", "later fired"])
    }

    @Test func theEndOfWhatWasToldWaitsToo() {
        var stage = stage { $0.schedule.quietHours.start = 23 * 60 }
        stage.fire()
        stage.read(10, after: 3600)
        let notices = stage.take().notices
        #expect(notices.map(\.event) == [.fired, .resolved])
        #expect(notices.map(\.notBefore) == [nil, morning])
    }

    @Test func aRiseIsToldAtOnce() throws {
        var stage = stage()
        stage.fire()
        stage.read(95, after: 10)
        #expect(stage.take().words.suffix(3) == ["rose", "announced", "tell fired"])
        let occurrence = try #require(stage.engine.active.first?.occurrence)
        #expect(stage.engine.verdict(for: occurrence, event: .fired, at: stage.now) == .send)
    }

    @Test func whoeverSwitchesThemOffIsTold() {
        var stage = stage()
        stage.fire()
        _ = stage.take()
        stage.configure { $0.schedule.quietHours.isEnabled = false }
        #expect(stage.take().words == ["announced", "tell fired"])
    }

    @Test func whatIsAcknowledgedMeanwhileIsStruckOffAndToldWhenThatIsTakenBack() {
        var stage = stage()
        stage.fire()
        stage.handle(.acknowledge(id: "vm-1::cpu", by: "ann"))
        #expect(stage.engine.active.first?.metadata["quietHoursSuppressed"] == nil)
        _ = stage.take()
        stage.handle(.unacknowledge(id: "vm-1::cpu", by: "ann"))
        #expect(stage.take().words == ["unacknowledged", "held quiet-hours", "announced", "later fired"])
    }

    @Test func theVerdictWaitsForQuietHoursThatBeganMeanwhile() throws {
        var stage = stage { $0.schedule.quietHours.start = 23 * 60 }
        stage.fire()
        let occurrence = try #require(stage.engine.active.first?.occurrence)
        #expect(stage.engine.verdict(for: occurrence, event: .fired, at: stage.now) == .send)
        stage.pass(3600)
        #expect(stage.engine.verdict(for: occurrence, event: .fired, at: stage.now) == .holdUntil(try #require(morning)))
    }

    /// Overnight windows belong to the day on which they begin; bounds are whole minutes.
    @Test(
        arguments: [
            ("2023-11-14T21:59:59Z", nil), ("2023-11-14T22:00:00Z", "2023-11-15T08:01:00Z"),
            ("2023-11-15T08:00:59Z", "2023-11-15T08:01:00Z"), ("2023-11-15T08:01:00Z", nil),
            // Friday night is quiet until Saturday morning, Saturday night is not, Sunday night is not, Monday morning is not.
            ("2023-11-17T23:00:00Z", "2023-11-18T08:01:00Z"), ("2023-11-18T03:00:00Z", "2023-11-18T08:01:00Z"),
            ("2023-11-18T23:00:00Z", nil), ("2023-11-19T23:00:00Z", nil), ("2023-11-20T03:00:00Z", nil),
        ] as [(String, String?)])
    func theWindow(now: String, end: String?) throws {
        try expect(end, at: now) { _ in }
    }

    @Test(
        arguments: [
            ("2023-11-14T12:00:00Z", "2023-11-14T13:31:00Z"), ("2023-11-14T13:31:00Z", nil), ("2023-11-18T12:00:00Z", nil),
        ] as [(String, String?)])
    func aWindowWithinTheDay(now: String, end: String?) throws {
        try expect(end, at: now) {
            $0.start = 12 * 60
            $0.end = 13 * 60 + 30
        }
    }

    /// New York: UTC-5 in winter, UTC-4 from 2024-03-10 02:00 on.
    @Test(
        arguments: [
            ("2023-11-15T02:59:00Z", nil), ("2023-11-15T03:00:00Z", "2023-11-15T13:01:00Z"),
            ("2024-03-10T06:00:00Z", "2024-03-10T12:01:00Z"),
        ] as [(String, String?)])
    func inATimeZone(now: String, end: String?) throws {
        try expect(end, at: now) {
            $0.timeZone = "America/New_York"
            $0.days = Set(QuietHours.Weekday.allCases)
        }
    }

    private func expect(_ end: String?, at text: String, _ change: (inout QuietHours) -> Void) throws {
        var stage = stage { change(&$0.schedule.quietHours) }
        let now = try #require(Timestamp(rfc3339: text))
        stage.setWall(by: now.since(stage.now.wall))
        var thing = TestThing()
        thing.confirmation = .held(.zero)
        stage.read(85, of: thing)
        #expect(stage.take().notices.first?.notBefore == end.flatMap { Timestamp(rfc3339: $0) })
    }
}
