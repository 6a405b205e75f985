import PulseAlerts
import PulseCore
import Testing

@Suite("Engine: what outlives a restart")
struct EngineRecordTests {
    @Test func anAlertIsTheSameAfterARestart() throws {
        var stage = EngineStage()
        var thing = TestThing()
        thing.part = "disk \"a|b\""
        thing.metadata = ["tags": .texts(["prod"]), "clearThreshold": .integer(75)]
        stage.fire(thing, 85.25)
        stage.handle(.acknowledge(id: "vm-1::cpu", by: "ann"))
        let before = stage.engine.active
        stage.restart()
        #expect(stage.engine.active == before)
        #expect(stage.handle(.tick).isEmpty)
        #expect(stage.engine.takeChangedRecords().isEmpty)
    }

    @Test func noMessageIsRepeatedWithinTheCooldown() {
        var stage = EngineStage()
        stage.fire()
        _ = stage.take()
        stage.restart(after: .seconds(60))
        stage.tick()
        stage.read(85, after: 60)
        #expect(stage.take().notices.isEmpty)
        stage.tick(after: 190)
        #expect(stage.take().notices.map(\.event) == [.repeated])
    }

    @Test func theHoldGoesOn() {
        var stage = EngineStage()
        stage.read(85, after: 10)
        stage.restart(after: .seconds(1))
        stage.read(85, after: 9)
        #expect(stage.engine.active.count == 1)
    }

    @Test func theRecentlyEndedAndTheirReopening() {
        var stage = EngineStage { $0.minimumDelta = 0.1 }
        stage.fire()
        let start = stage.engine.active.first?.startTime
        stage.read(10, after: 10)
        let before = stage.engine.recentlyResolved
        stage.restart()
        #expect(stage.engine.recentlyResolved == before)
        stage.fire(TestThing(), 89)
        #expect(stage.engine.active.first?.startTime == start)
    }

    @Test func anIdleMachineLeavesNothingBehind() {
        var stage = EngineStage()
        stage.fire()
        stage.read(10, after: 10)
        #expect(stage.stored.count == 1)
        for _ in 0..<61 { stage.tick(after: 60) }
        #expect(stage.stored.isEmpty)
        stage.read(85, after: 10)
        stage.read(10, after: 10)
        #expect(stage.stored.isEmpty)
    }

    @Test func aNewValueIsStoredOnceAMinute() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        stage.fire()
        var writes = 0
        for _ in 0..<60 {
            stage.pass(10)
            _ = stage.engine.handle(TestThing().reading(85, at: stage.now.wall), at: stage.now)
            writes += stage.engine.takeChangedRecords().count
        }
        #expect(writes == 10)
    }

    @Test func theRevisionTellsOfEveryVisibleChange() {
        var stage = EngineStage { $0.schedule.cooldown = .zero }
        stage.fire()
        let first = stage.engine.revision
        stage.tick(after: 1)
        stage.judge(.unknown, after: 10)
        #expect(stage.engine.revision == first)
        stage.read(86, after: 10)
        #expect(stage.engine.revision > first)
    }

    @Test(arguments: ["", "{}", "[]", "{\"subject\":\"a\"}", "{\"subject\":\"a\",\"spec\":\"cpu\",\"firing\":{\"alert\":{}}}"])
    func whatCannotBeReadIsLeftOut(body: String) {
        let now = Moment(wall: EngineStage.start, steady: .seconds(5))
        let engine = AlertEngine(
            configuration: AlertConfiguration(), records: [StoredRecord(key: "a", body: Array(body.utf8))], at: now)
        #expect(engine.active.isEmpty)
    }

    @Test func theOrderOfOpenAlerts() {
        var stage = EngineStage()
        func thing(_ name: String, _ type: String, _ metadata: [String: MetadataValue] = [:]) -> TestThing {
            var thing = TestThing()
            thing.name = name
            thing.type = type
            thing.metadata = metadata
            thing.confirmation = .readings(fire: 1, resolve: 1)
            return thing
        }
        stage.see(.warning, of: thing("a", "cpu"))
        stage.see(.warning, of: thing("b", "cpu"), after: 1)
        stage.see(.warning, of: thing("c", "powered-off"), after: 1)
        stage.see(.warning, of: thing("d", "disk-health"), after: 1)
        stage.see(.warning, of: thing("e", "storage-incident", ["consumerCount": .integer(2)]), after: 1)
        stage.see(.warning, of: thing("f", "storage-incident", ["consumerCount": .integer(9)]), after: 1)
        stage.see(.warning, of: thing("g", "zfs-pool-state", ["rebuildInProgress": .flag(true)]), after: 1)
        stage.see(.warning, of: thing("h", "zfs-pool-state", ["protectionReduced": .flag(true)]), after: 1)
        stage.see(.critical, of: thing("i", "cpu"), after: 1)
        #expect(stage.engine.active.map(\.resourceName).joined() == "ihgfedcab")
    }
}
