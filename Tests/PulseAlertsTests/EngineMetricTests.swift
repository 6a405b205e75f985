import PulseAlerts
import PulseCore
import Testing

@Suite("Engine: figures")
struct EngineMetricTests {
    @Test func aFigureFiresAfterItsHoldAndEndsWhenClear() throws {
        var stage = EngineStage()
        stage.read(81)
        #expect(stage.engine.active.isEmpty)
        stage.read(82, after: 5)
        let opened = stage.now.wall
        stage.read(83, after: 10)
        let alert = try #require(stage.engine.active.first)
        #expect(alert.id == "vm-1::cpu")
        #expect(alert.level == .warning)
        #expect(alert.startTime == opened)
        #expect(alert.value == 83)
        #expect(alert.threshold == 80)
        #expect(alert.message == "cpu at 83.0")
        stage.read(77, after: 10)
        #expect(stage.engine.active.count == 1)
        #expect(stage.engine.active.first?.lastSeen == stage.now.wall)
        stage.read(75, after: 10)
        #expect(stage.engine.active.isEmpty)
        #expect(stage.engine.recentlyResolved.first?.reason == .recovered)
        #expect(
            stage.take().words == ["opened warning", "announced", "tell fired", "resolved recovered", "tell resolved"])
        stage.tick(after: 301)
        #expect(stage.engine.recentlyResolved.isEmpty)
    }

    @Test(arguments: [
        (80.0, 75.0, 91.0, true, AlertLevel.critical), (80, 75, 89.9, true, .warning), (95, 90, 98.9, true, .warning),
        (95, 90, 99, true, .critical), (99, 94, 100, true, .warning), (70, 65, 80, false, .critical), (99, 94, 109, false, .critical),
    ])
    func theCriticalBarIsTenAboveTheTrigger(trigger: Double, clear: Double, value: Double, isPercent: Bool, level: AlertLevel) {
        var stage = EngineStage()
        var thing = TestThing()
        thing.threshold = Threshold(trigger: trigger, clear: clear)
        thing.isPercent = isPercent
        stage.fire(thing, value)
        #expect(stage.engine.active.first?.level == level)
    }

    @Test(arguments: [
        // clear, value, still open
        (75.0, 75.1, true), (75, 75, false), (0, 79.9, false), (0, 80, true), (75, 20, false),
    ])
    func itEndsAtTheClearValueOrBelowTheTriggerWithoutOne(clear: Double, value: Double, isOpen: Bool) {
        var stage = EngineStage()
        var thing = TestThing()
        thing.threshold.clear = clear
        stage.fire(thing)
        stage.read(value, of: thing, after: 10)
        #expect(stage.engine.active.isEmpty == !isOpen)
    }

    @Test func aLevelRisesAndFallsOnlyByEnding() {
        var stage = EngineStage()
        stage.fire()
        stage.read(91, after: 10)
        #expect(stage.engine.active.first?.level == .critical)
        stage.read(82, after: 10)
        #expect(stage.engine.active.first?.level == .critical)
        #expect(stage.take().words == ["opened warning", "announced", "tell fired", "rose", "announced", "tell fired"])
    }

    @Test func aReadingCountsOnce() {
        var stage = EngineStage()
        let thing = TestThing()
        let at = stage.now.wall
        for _ in 0..<5 {
            stage.handle(thing.reading(90, at: at))
            stage.pass(10)
        }
        #expect(stage.engine.active.isEmpty)
        stage.handle(thing.reading(90, at: stage.now.wall))
        #expect(stage.engine.active.count == 1)
    }

    @Test func aDipBeforeTheHoldIsOverStartsItAnew() {
        var stage = EngineStage()
        var thing = TestThing()
        thing.confirmation = .held(.seconds(30))
        for value in [85, 85, 85, 79, 85, 85, 85] { stage.read(Double(value), of: thing, after: 10) }
        #expect(stage.engine.active.isEmpty)
        stage.read(85, of: thing, after: 10)
        #expect(stage.engine.active.count == 1)
    }

    @Test func withoutAHoldTheFirstReadingFires() {
        var stage = EngineStage()
        var thing = TestThing()
        thing.confirmation = .held(.zero)
        stage.read(85, of: thing)
        #expect(stage.engine.active.count == 1)
    }

    @Test func theUnknownNeitherFiresNorEnds() {
        var stage = EngineStage()
        stage.read(85, after: 10)
        stage.judge(.unknown, after: 10)
        stage.judge(.unknown, after: 10)
        #expect(stage.engine.active.isEmpty)
        stage.read(85, after: 10)
        #expect(stage.engine.active.count == 1, "a gap of three usual distances does not break the hold")
        for _ in 0..<50 { stage.judge(.unknown, after: 10) }
        #expect(stage.engine.active.count == 1)
    }

    @Test func aLongGapStartsTheHoldAnew() {
        var stage = EngineStage()
        stage.read(85, after: 10)
        for _ in 0..<4 { stage.judge(.unknown, after: 10) }
        stage.read(85, after: 10)
        #expect(stage.engine.active.isEmpty)
        stage.read(85, after: 10)
        #expect(stage.engine.active.count == 1)
    }

    @Test func aFigureOfAnotherSourceRaisesNothingAtOnce() {
        var stage = EngineStage()
        var thing = TestThing()
        thing.confirmation = .held(.zero)
        thing.source = "available-field"
        stage.read(20, of: thing, after: 10)
        thing.source = "guest-agent"
        stage.read(95, of: thing, after: 10)
        #expect(stage.engine.active.isEmpty)
        stage.read(95, of: thing, after: 10)
        #expect(stage.engine.active.count == 1)
        thing.source = "rrd"
        stage.read(10, of: thing, after: 10)
        #expect(stage.engine.active.count == 1, "nor does it end anything")
        stage.read(10, of: thing, after: 10)
        #expect(stage.engine.active.isEmpty)
    }

    @Test func aFigureWhoseSourceChangesEachTimeIsStillHeard() {
        var stage = EngineStage()
        var thing = TestThing()
        thing.confirmation = .held(.zero)
        for number in 0..<6 {
            thing.source = number % 2 == 0 ? "one" : "other"
            stage.read(95, of: thing, after: 10)
        }
        #expect(stage.engine.active.count == 1)
    }

    @Test func nearlyTheSameValueSoonAfterIsSuppressed() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        stage.fire()
        stage.read(70, after: 10)
        _ = stage.take()
        stage.fire(TestThing(), 86)
        #expect(stage.engine.active.isEmpty)
        #expect(stage.take().words == ["held minimum-change"])
        stage.fire(TestThing(), 88)
        #expect(stage.engine.active.count == 1)
        #expect(stage.take().words == ["reopened warning", "announced", "tell fired"])
    }

    @Test(arguments: [
        (OffReason.alertsDisabled, ResolveReason.configuration), (.familyDisabled, .configuration), (.resourceDisabled, .configuration),
        (.metricOff, .configuration), (.connectivityDisabled, .configuration), (.checkDisabled, .configuration),
        (.tagSilenced, .configuration), (.tagFilter, .configuration), (.nameIgnored, .configuration), (.notRunning, .superseded),
        (.notStartedOnBoot, .configuration), (.backupRunning, .configuration), (.parentUnreachable, .superseded),
        (.otherSource, .superseded),
    ])
    func aRuleThatNoLongerAppliesEndsItsAlert(off: OffReason, reason: ResolveReason) {
        var stage = EngineStage()
        stage.fire()
        // Not a new reading: switches count at once.
        stage.handle(TestThing().judged(.off(off), at: EngineStage.start))
        #expect(stage.engine.active.isEmpty)
        #expect(stage.engine.recentlyResolved.first?.reason == reason)
    }

    @Test func aTriggerOfZeroIsOff() {
        var stage = EngineStage()
        var thing = TestThing()
        stage.fire(thing)
        thing.threshold = Threshold(trigger: 0, clear: 0)
        stage.read(85, of: thing, after: 10)
        #expect(stage.engine.recentlyResolved.first?.reason == .configuration)
        stage.fire(thing)
        #expect(stage.engine.active.isEmpty)
    }

    @Test func theWallClockMayBeSet() {
        var stage = EngineStage()
        stage.read(85, after: 10)
        stage.setWall(by: .seconds(-3600))
        stage.read(85, after: 10)
        #expect(stage.engine.active.count == 1)
        stage.setWall(by: .seconds(7200))
        stage.read(85, after: 10)
        stage.tick()
        #expect(stage.engine.active.count == 1)
        stage.read(70, after: 10)
        #expect(stage.engine.active.isEmpty)
    }
}
