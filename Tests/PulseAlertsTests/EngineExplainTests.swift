import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("Engine: why")
struct EngineExplainTests {
    @Test func whatHasNotFired() throws {
        var estate = EngineEstate()
        try estate.poll()
        let guest = try #require(estate.snapshot.resource("lab:n1:100"))
        let all = estate.stage.engine.explain(guest, .everything, in: estate.snapshot, at: estate.stage.now)
        #expect(all.count > 4)
        estate.stage.pass(4)
        let why = try #require(estate.explain("cpu"))
        #expect(why.state == .idle)
        #expect(why.reading == .measured(10, Threshold(trigger: 80, clear: 75), isPercent: true))
        #expect(why.criticalBar == 90)
        #expect(why.origin == .defaults("guestDefaults"))
        #expect(why.provenance?.source == "cluster-resources")
        #expect(why.age == .seconds(4))
        #expect(why.alertID == "lab:n1:100::metric-threshold:cpu")
    }

    @Test func whatIsAboutToFire() throws {
        var estate = EngineEstate { $0.delays.byType["guest"] = 60 }
        estate.setCPU(85)
        try estate.poll()
        try estate.poll()
        let why = try #require(estate.explain("cpu"))
        guard case .pending(_, let remaining, let missing) = why.state else {
            Issue.record("\(why.state)")
            return
        }
        #expect(remaining == .seconds(50))
        #expect(missing == 0)
    }

    @Test func whatIsOpenAndWhyNobodyWasTold() throws {
        var estate = EngineEstate { $0.activation = .pendingReview }
        estate.setCPU(85)
        for _ in 0..<3 { try estate.poll() }
        let id = try #require(estate.stage.engine.active.first?.id)
        let why = try #require(estate.stage.engine.explain(alert: id, in: estate.snapshot, at: estate.stage.now))
        #expect(why.holds.map(\.reason) == [.gateClosed])
        #expect(why.nextNotice == nil)
        guard case .firing(let alert, _, _) = why.state else {
            Issue.record("\(why.state)")
            return
        }
        #expect(alert.id == id)
    }

    @Test func whatEndedAndWhatIsToCome() throws {
        var estate = EngineEstate()
        estate.setCPU(85)
        for _ in 0..<3 { try estate.poll() }
        let told = try #require(estate.explain("cpu"))
        #expect(told.sentLastHour == 1)
        #expect(told.nextNotice == estate.stage.now.wall - .seconds(10) + .seconds(300))
        estate.setCPU(5)
        try estate.poll()
        guard case .resolved = try #require(estate.explain("cpu")).state else {
            Issue.record("not resolved")
            return
        }
    }

    @Test func byTheIDOfAnAlertThatIsNotOpen() throws {
        var estate = EngineEstate()
        try estate.poll()
        let (engine, now) = (estate.stage.engine, estate.stage.now)
        #expect(engine.explain(alert: "lab:n1:100::metric-threshold:memory", in: estate.snapshot, at: now)?.rule == RuleID(.memory))
        #expect(engine.explain(alert: "lab:n1:999::metric-threshold:memory", in: estate.snapshot, at: now) == nil)
        #expect(engine.explain(alert: "nonsense", in: estate.snapshot, at: now) == nil)
    }

    @Test func byTheIDOfADiskThatIsNoResourcesName() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.disk("/dev/sda"), Rows.disk("/dev/sdb")])
        let now = Moment(wall: scene.now, steady: .zero)
        let engine = AlertEngine(configuration: AlertConfiguration(), at: now)
        let id = try #require(scene.describe("lab-n1--dev-sdb", "disk-health")?.id)
        let why = engine.explain(alert: id, in: scene.snapshot, at: now)
        #expect(why?.rule == RuleID(.diskHealth))
        #expect(why?.reading == .fine)
    }

    @Test func aConditionOfNoResource() {
        var stage = EngineStage()
        stage.fire()
        let why = stage.engine.explain(alert: "vm-1::cpu", in: Inventory().snapshot, at: stage.now)
        #expect(why?.reading == nil)
        #expect(why?.sentLastHour == 1)
    }
}

extension EngineEstate {
    fileprivate func explain(_ metric: String) -> RuleExplanation? {
        guard let guest = snapshot.resource("lab:n1:100") else { return nil }
        return stage.engine.explain(guest, .metric(metric), in: snapshot, at: stage.now).first
    }
}
