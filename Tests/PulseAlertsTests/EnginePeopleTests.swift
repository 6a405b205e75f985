import PulseAlerts
import PulseCore
import Testing

@Suite("Engine: what people do, and age")
struct EnginePeopleTests {
    @Test func whoAcknowledgedFirstStays() throws {
        var stage = EngineStage()
        stage.fire()
        let id = try #require(stage.engine.active.first?.id)
        stage.handle(.acknowledge(id: id, by: "ann"))
        let at = stage.now.wall
        stage.pass(10)
        stage.handle(.acknowledge(id: id, by: "bob"))
        #expect(stage.engine.alert(id)?.acknowledgement == Alert.Acknowledgement(at: at, by: "ann"))
        #expect(stage.take().words.filter { $0 == "acknowledged" }.count == 1)
        #expect(stage.handle(.acknowledge(id: "nobody", by: "ann")).isEmpty)
    }

    @Test func everyNameOfTheAlertIsGood() {
        var stage = EngineStage()
        stage.fire()
        #expect(stage.engine.alert("old-vm-1-cpu")?.id == "vm-1::cpu")
        stage.handle(.acknowledge(id: "old-vm-1-cpu", by: "ann"))
        stage.restart()
        #expect(stage.engine.alert("old-vm-1-cpu")?.acknowledgement?.by == "ann")
        stage.handle(.clear(id: "old-vm-1-cpu", by: "ann"))
        #expect(stage.engine.alert("vm-1::cpu") == nil)
        #expect(stage.engine.recentlyResolved.first?.reason == .cleared)
    }

    @Test func theAcknowledgedIsNotRepeatedAndItsEndNotTold() {
        var stage = EngineStage()
        stage.fire()
        stage.handle(.acknowledge(id: "vm-1::cpu", by: "ann"))
        _ = stage.take()
        for _ in 0..<20 { stage.tick(after: 60) }
        stage.read(99, after: 10)
        stage.read(10, after: 10)
        #expect(stage.take().words == ["rose", "held acknowledged", "resolved recovered", "held acknowledged"])
    }

    @Test func anAcknowledgementSurvivesForAnHour() {
        for (pause, survives) in [(60, true), (3500, true), (3700, false)] {
            var stage = EngineStage()
            stage.fire()
            stage.handle(.acknowledge(id: "vm-1::cpu", by: "ann"))
            stage.read(10, after: 10)
            stage.tick(after: pause)
            stage.fire(TestThing(), 89)
            #expect((stage.engine.active.first?.acknowledgement != nil) == survives)
        }
    }

    @Test func takingItBackTellsWhatWasHeld() {
        var stage = EngineStage { $0.minimumDelta = 0.1 }
        stage.fire()
        stage.handle(.acknowledge(id: "vm-1::cpu", by: "ann"))
        stage.read(10, after: 10)
        stage.tick(after: 600)
        stage.fire(TestThing(), 89)
        _ = stage.take()
        stage.handle(.unacknowledge(id: "vm-1::cpu", by: "bob"))
        #expect(stage.take().words == ["unacknowledged", "announced", "tell fired"])
    }

    @Test func whatIsClearedFiresAgainByTheUsualRules() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        stage.fire()
        stage.handle(.clear(id: "vm-1::cpu", by: "ann"))
        #expect(stage.take().words.suffix(2) == ["resolved cleared", "tell resolved"])
        stage.fire()
        #expect(stage.take().words == ["reopened warning", "announced", "tell fired"], "no suppression is left")
    }

    @Test func warningsAreAcknowledgedAfterADayCriticalOnesNever() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        var other = TestThing()
        other.name = "vm-2"
        stage.fire()
        stage.fire(other, 99)
        for _ in 0..<25 {
            stage.tick(after: 3600)
            stage.read(85)
            stage.read(99, of: other)
        }
        #expect(stage.engine.alert("vm-1::cpu")?.acknowledgement?.by == "system-auto")
        #expect(stage.engine.alert("vm-2::cpu")?.acknowledgement == nil)
    }

    @Test func onlyWhatNobodySeesExpires() {
        var stage = EngineStage { $0.ages.autoAcknowledgeAfterHours = 0 }
        var silent = TestThing()
        silent.name = "vm-2"
        stage.fire()
        stage.fire(silent)
        for day in 1...9 {
            stage.read(85, after: 86_400)
            stage.tick()
            #expect(stage.engine.active.count == (day < 7 ? 2 : 1))
        }
        #expect(stage.engine.active.first?.id == "vm-1::cpu")
        #expect(stage.take().words.contains("resolved expired"))
    }

    @Test func theAcknowledgedExpiresAfterADay() {
        var stage = EngineStage()
        stage.fire()
        stage.handle(.acknowledge(id: "vm-1::cpu", by: "ann"))
        stage.tick(after: 86_000)
        #expect(stage.engine.active.count == 1)
        stage.tick(after: 1000)
        #expect(stage.engine.active.isEmpty)
    }

    @Test func nothingExpiresRightAfterAStart() {
        var stage = EngineStage()
        stage.fire()
        stage.restart(after: .seconds(30 * 86_400))
        stage.tick()
        #expect(stage.engine.active.count == 1)
        stage.read(10, after: 10)
        #expect(stage.engine.active.isEmpty)
    }
}
