import PulseAlerts
import PulseCore
import Testing

@Suite("Engine: confirmed states")
struct EngineStateTests {
    private func node(_ fire: Int = 3, _ resolve: Int = 3) -> TestThing {
        var thing = TestThing()
        thing.type = "connectivity"
        thing.kind = .connectivity
        thing.confirmation = .readings(fire: fire, resolve: resolve)
        return thing
    }

    @Test(arguments: [(1, 1), (2, 1), (2, 2), (3, 1), (3, 3)])
    func soManyReadingsInARow(fire: Int, resolve: Int) {
        var stage = EngineStage()
        let thing = node(fire, resolve)
        for _ in 1..<fire {
            stage.see(.critical, of: thing, after: 10)
            #expect(stage.engine.active.isEmpty)
        }
        stage.see(.critical, of: thing, after: 10)
        #expect(stage.engine.active.first?.level == .critical)
        for _ in 1..<resolve {
            stage.see(nil, of: thing, after: 10)
            #expect(stage.engine.active.count == 1)
        }
        stage.see(nil, of: thing, after: 10)
        #expect(stage.engine.active.isEmpty)
    }

    @Test func oneGoodReadingResetsTheBadAndTheOtherWayRound() {
        var stage = EngineStage()
        for level in [AlertLevel.critical, .critical, nil, .critical, .critical] { stage.see(level, of: node(), after: 10) }
        #expect(stage.engine.active.isEmpty)
        stage.see(.critical, of: node(), after: 10)
        #expect(stage.engine.active.count == 1)
        for level in [nil, nil, AlertLevel.critical, nil, nil] { stage.see(level, of: node(), after: 10) }
        #expect(stage.engine.active.count == 1)
        stage.see(nil, of: node(), after: 10)
        #expect(stage.engine.active.isEmpty)
    }

    @Test func theUnknownIsNoReading() {
        var stage = EngineStage()
        stage.see(.critical, of: node(), after: 10)
        stage.judge(.unknown, of: node(), after: 10)
        stage.see(.critical, of: node(), after: 10)
        stage.see(.critical, of: node(), after: 10)
        #expect(stage.engine.active.count == 1)
        for _ in 0..<5 { stage.judge(.unknown, of: node(), after: 10) }
        #expect(stage.engine.active.count == 1)
    }

    @Test func aStatesLevelIsWhatItIs() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        var pool = node(1, 1)
        pool.type = "zfs-pool-state"
        stage.see(.warning, of: pool, after: 10)
        stage.see(.critical, of: pool, after: 10)
        stage.see(.warning, of: pool, after: 10)
        #expect(stage.engine.active.first?.level == .warning)
        stage.see(.critical, of: pool, after: 10)
        let told = stage.take().notices
        #expect(told.count == 2, "people heard of critical once")
    }

    @Test func pulseItself() {
        var stage = EngineStage()
        let type = AlertType("notification-delivery")
        stage.handle(.system(SystemCondition(type, level: .warning, message: "3 messages could not be delivered")))
        #expect(stage.engine.alert("pulse-system-notification-delivery")?.resourceName == "Pulse")
        stage.pass(10)
        stage.handle(.system(SystemCondition(type, level: .warning, message: "4 messages could not be delivered")))
        #expect(stage.engine.active.first?.message == "4 messages could not be delivered")
        stage.pass(10)
        stage.handle(.system(SystemCondition(type, level: nil, message: "")))
        #expect(stage.engine.active.isEmpty)
    }

    @Test func whatIsGoneEnds() {
        var stage = EngineStage()
        stage.see(.critical, of: node(1, 1), after: 10)
        stage.handle(.gone(["vm-1"]))
        #expect(stage.engine.recentlyResolved.first?.reason == .resourceRemoved)
        #expect(stage.take().words.suffix(2) == ["resolved resource-removed", "tell resolved"])
    }
}
