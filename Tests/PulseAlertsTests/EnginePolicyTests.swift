import PulseAlerts
import PulseCore
import Testing

@Suite("Engine: who is told when")
struct EnginePolicyTests {
    private static let offline: TestThing = {
        var thing = TestThing()
        thing.type = "connectivity"
        thing.kind = .connectivity
        thing.confirmation = .readings(fire: 1, resolve: 1)
        return thing
    }()

    @Test func theGateStopsMessagesOnly() {
        var stage = EngineStage { $0.activation = .pendingReview }
        stage.fire()
        stage.see(.critical, of: Self.offline)
        #expect(stage.engine.active.map(\.level) == [.critical, .warning])
        #expect(stage.take().words == ["opened warning", "held gate-closed", "opened critical", "held gate-closed"])
        stage.configure { $0.activation = .active }
        #expect(stage.take().words == ["announced", "tell fired"])
        #expect(stage.engine.active.first?.lastNotified == stage.now.wall)
        stage.configure { $0.minimumDelta = 3 }
        stage.tick(after: 60)
        #expect(stage.take().notices.isEmpty, "only what opens the gate tells of what is open")
    }

    @Test func aSnoozedGateHoldsRepetitionsAndTellsTheCriticalAgain() {
        var stage = EngineStage()
        stage.see(.critical, of: Self.offline)
        stage.configure { $0.activation = .snoozed }
        for _ in 0..<20 { stage.tick(after: 60) }
        #expect(stage.take().notices.count == 1)
        stage.configure { $0.activation = .active }
        #expect(stage.take().notices.map(\.event) == [.repeated])
    }

    @Test func peopleAreToldAgainAfterTheCooldown() {
        var stage = EngineStage()
        stage.fire()
        for _ in 0..<11 { stage.tick(after: 60) }
        #expect(stage.take().notices.map(\.event) == [.fired, .repeated, .repeated])
    }

    @Test func orOnceOnly() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        stage.fire()
        for _ in 0..<100 { stage.tick(after: 60) }
        #expect(stage.take().notices.count == 1)
    }

    @Test func neverMoreThanTheHourlyLimit() {
        var stage = EngineStage {
            $0.schedule.cooldown = .seconds(60)
            $0.schedule.maxAlertsHour = 4
        }
        stage.fire()
        for _ in 0..<59 { stage.tick(after: 60) }
        let actions = stage.take()
        #expect(actions.notices.count == 4)
        #expect(actions.words.filter { $0 == "held hourly-limit" }.count == 1, "a hold is told once")
        for _ in 0..<3 { stage.tick(after: 60) }
        #expect(stage.take().notices.count >= 1, "after an hour there is room again")
    }

    @Test func aRiseDoesNotWaitForTheCooldown() {
        var stage = EngineStage()
        stage.fire()
        stage.read(95, after: 10)
        #expect(stage.take().notices.map(\.alert.level) == [.warning, .critical])
    }

    @Test func whatComesAndGoesFallsSilent() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        let offline = Self.offline
        for _ in 0..<6 {
            stage.see(.critical, of: offline, after: 20)
            stage.see(nil, of: offline, after: 20)
        }
        var words = stage.take().words
        #expect(words.filter { $0 == "tell fired" }.count == 5)
        #expect(words.filter { $0 == "tell resolved" }.count == 5)
        #expect(words.filter { $0 == "held flapping" }.count == 1)
        stage.see(.critical, of: offline, after: 20)
        #expect(stage.engine.active.count == 1, "it is visible all the same")
        #expect(stage.engine.active.first?.metadata["flappingUntil"] != nil)
        stage.see(.critical, of: offline, after: 20)
        #expect(stage.engine.active.first?.metadata["flappingUntil"] != nil, "whatever the next reading says")
        for _ in 0..<13 { stage.tick(after: 60) }
        #expect(stage.take().notices.isEmpty)
        for _ in 0..<3 { stage.tick(after: 60) }
        words = stage.take().words
        #expect(words.contains("tell fired"), "once it has calmed down, people hear that it is still there")
        #expect(stage.engine.active.first?.metadata["flappingUntil"] == nil)
    }

    @Test func whatIsBackWithinTheCooldownIsToldOfAtItsEnd() {
        var stage = EngineStage()
        stage.see(.critical, of: Self.offline)
        let start = stage.now.wall
        stage.see(nil, of: Self.offline, after: 60)
        stage.see(.critical, of: Self.offline, after: 60)
        #expect(
            stage.take().words == [
                "opened critical", "announced", "tell fired", "resolved recovered", "tell resolved", "reopened critical", "held cooldown",
            ])
        #expect(stage.engine.active.first?.startTime == start)
        stage.tick(after: 170)
        #expect(stage.take().notices.isEmpty)
        stage.tick(after: 11)
        #expect(stage.take().notices.map(\.event) == [.fired])
    }

    @Test func whatEndsUntoldIsNotToldOf() {
        var stage = EngineStage()
        stage.see(.critical, of: Self.offline)
        stage.see(nil, of: Self.offline, after: 60)
        stage.see(.critical, of: Self.offline, after: 60)
        stage.see(nil, of: Self.offline, after: 60)
        #expect(stage.take().notices.map(\.event) == [.fired, .resolved])
    }

    @Test func afterFiveMinutesItIsAnotherOccurrence() {
        var stage = EngineStage()
        stage.see(.critical, of: Self.offline)
        stage.see(nil, of: Self.offline, after: 10)
        stage.see(.critical, of: Self.offline, after: 301)
        #expect(stage.engine.active.first?.startTime == stage.now.wall)
        #expect(stage.take().words.filter { $0 == "opened critical" }.count == 2)
    }

    @Test func monitorOnlyIsShownAndNeverSent() {
        var stage = EngineStage()
        var thing = TestThing()
        thing.isMonitorOnly = true
        stage.fire(thing)
        for _ in 0..<10 { stage.tick(after: 60) }
        #expect(stage.take().words == ["opened warning", "held monitor-only"])
        thing.isMonitorOnly = false
        stage.read(86, of: thing, after: 10)
        #expect(stage.take().words == ["announced", "tell fired"])
    }

    @Test func recoveriesCanBeSwitchedOff() {
        var stage = EngineStage { $0.schedule.notifyOnResolve = false }
        stage.fire()
        stage.read(10, after: 10)
        #expect(stage.take().words.suffix(2) == ["resolved recovered", "held notify-on-resolve-off"])
    }

    @Test func theTargetOfTheFirstMessage() {
        var stage = EngineStage { $0.schedule.initialNotify = .webhook }
        stage.fire()
        stage.read(10, after: 10)
        #expect(stage.take().notices.map(\.target) == [.webhook, .all])
    }

    @Test func escalationGoesUpLevelByLevelUntilSomeoneAcknowledges() throws {
        var stage = EngineStage {
            $0.schedule.cooldown = .zero
            $0.schedule.escalation.isEnabled = true
        }
        stage.fire()
        for _ in 0..<31 { stage.tick(after: 60) }
        let notices = stage.take().notices
        #expect(notices.map(\.event) == [.fired, .escalated, .escalated])
        #expect(notices.map(\.target) == [.all, .email, .webhook])
        let alert = try #require(stage.engine.active.first)
        #expect(alert.lastEscalation == 2)
        #expect(alert.escalationTimes.count == 2)
        stage.handle(.acknowledge(id: alert.id, by: "ann"))
        for _ in 0..<61 { stage.tick(after: 60) }
        #expect(stage.take().notices.isEmpty)
    }

    @Test func aMissedLevelIsSkippedForTheHighestThatIsDue() {
        var stage = EngineStage {
            $0.schedule.cooldown = .zero
            $0.schedule.escalation.isEnabled = true
        }
        stage.fire()
        stage.restart(after: .seconds(7200))
        stage.tick()
        #expect(stage.take().notices.map(\.target) == [.all, .all])
        #expect(stage.engine.active.first?.lastEscalation == 3)
    }
}
