import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("Engine: over an inventory")
struct EngineInventoryTests {
    @Test func aGuestsProcessor() throws {
        var estate = EngineEstate()
        for value in [81.0, 82, 83] {
            estate.setCPU(value)
            try estate.poll()
        }
        let alert = try #require(estate.stage.engine.active.first)
        #expect(estate.stage.engine.active.count == 1)
        #expect(alert.id == "lab:n1:100::metric-threshold:cpu")
        #expect(alert.level == .warning)
        #expect(alert.type.rawValue == "cpu")
        estate.setCPU(77)
        try estate.poll()
        #expect(estate.stage.engine.active.count == 1)
        estate.setCPU(75)
        try estate.poll()
        #expect(estate.stage.engine.active.isEmpty)
        #expect(estate.stage.engine.recentlyResolved.count == 1)
        #expect(estate.stage.take().notices.map(\.event) == [.fired, .resolved])
    }

    @Test func theUnmeasuredIsNoRecovery() throws {
        var estate = EngineEstate()
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        estate.setCPU(nil)
        for _ in 0..<30 { try estate.poll() }
        #expect(estate.stage.engine.active.count == 1)
    }

    @Test func aNodeThatIsOffline() throws {
        var estate = EngineEstate()
        estate.node.metrics.cpu = 90
        for _ in 0..<3 { try estate.poll() }
        #expect(estate.stage.engine.active.map(\.type.rawValue) == ["cpu"])
        estate.setNode(online: false)
        try estate.poll()
        #expect(!estate.stage.engine.active.contains { $0.type.rawValue == "connectivity" })
        for _ in 0..<9 { try estate.poll() }
        #expect(estate.stage.engine.active.map(\.type.rawValue) == ["connectivity"])
        #expect(estate.stage.engine.active.first?.level == .critical)
        estate.setNode(online: true)
        estate.node.metrics.cpu = 10
        for _ in 0..<2 { try estate.poll() }
        #expect(estate.stage.engine.active.count == 1)
        try estate.poll()
        #expect(estate.stage.engine.active.isEmpty)
    }

    @Test func aWholeClusterThatFallsSilentIsToldOfAndRecovers() throws {
        var estate = EngineEstate()
        try estate.poll()
        try estate.silence(240)
        #expect(estate.stage.engine.active.map(\.type.rawValue) == ["connectivity"], "and its guests are unknown, not gone")
        for _ in 0..<3 { try estate.poll() }
        #expect(estate.stage.engine.active.isEmpty)
    }

    @Test func whatWentWhileNobodyLooked() throws {
        var estate = EngineEstate()
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        estate.stage.restart()
        let snapshot = Inventory().snapshot
        estate.stage.handle(.listed(["another"], snapshot))
        #expect(estate.stage.engine.active.count == 1, "its connection has not been heard yet")
        estate.stage.handle(.listed(["lab"], snapshot))
        #expect(estate.stage.engine.active.isEmpty)
        #expect(estate.stage.engine.recentlyResolved.map(\.reason) == [.resourceRemoved])
    }

    @Test func aSilentHostIsNotGoneBecauseNoConnectionShowsIt() {
        var stage = EngineStage()
        var host = TestThing()
        host.name = "agent:h1"
        // Neither says which connection it is of.
        stage.fire(host, 85)
        stage.fire()
        stage.restart()
        stage.handle(.listed([""], Inventory().snapshot))
        #expect(stage.engine.active.map(\.resourceID) == ["agent:h1"])
    }

    @Test func whatIsThereStillIsNotGone() throws {
        var estate = EngineEstate()
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        estate.stage.restart()
        try estate.poll()
        estate.stage.handle(.listed(["lab"], estate.snapshot))
        #expect(estate.stage.engine.active.count == 1)
    }

    @Test func whatIsGoneFromACompleteListing() throws {
        var estate = EngineEstate()
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        let guest = estate.guests.removeValue(forKey: "100")
        try estate.poll(completeness: .partial)
        #expect(estate.stage.engine.active.count == 1, "absence from a partial listing says nothing")
        for _ in 0..<3 { try estate.poll() }
        #expect(estate.stage.engine.active.isEmpty)
        #expect(estate.stage.engine.recentlyResolved.first?.reason == .resourceRemoved)
        _ = guest
    }

    @Test func silencedByTag() throws {
        var estate = EngineEstate()
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        estate.guests["100"]?.tags = ["pulse-no-alerts"]
        try estate.poll()
        #expect(estate.stage.engine.active.isEmpty)
        #expect(estate.stage.engine.recentlyResolved.first?.reason == .configuration)
    }

    @Test func watchedOnlyByTag() throws {
        var estate = EngineEstate()
        estate.guests["100"]?.tags = ["pulse-monitor-only"]
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        #expect(estate.stage.engine.active.first?.metadata["monitorOnly"] == .flag(true))
        #expect(estate.stage.take().notices.isEmpty)
    }

    @Test func otherThresholdsJudgeWhatIsOpen() throws {
        var estate = EngineEstate()
        estate.setCPU(85)
        for _ in 0..<3 { try estate.poll() }
        try estate.configure { $0[.guest][.cpu] = Threshold(trigger: 84, clear: 79) }
        #expect(estate.stage.engine.active.first?.threshold == 84)
        try estate.configure { $0[.guest][.cpu] = Threshold(trigger: 90, clear: 80) }
        #expect(estate.stage.engine.active.isEmpty)
        #expect(estate.stage.engine.recentlyResolved.first?.reason == .configuration)
        try estate.configure { $0[.guest][.cpu] = Threshold(trigger: 80, clear: 75) }
        for _ in 0..<2 { try estate.poll() }
        #expect(estate.stage.engine.active.count == 1)
        try estate.configure { $0.isEnabled = false }
        #expect(estate.stage.engine.active.isEmpty)
    }

    @Test func aGuestThatMovesKeepsItsAlert() throws {
        var estate = EngineEstate()
        estate.setCPU(90)
        for _ in 0..<3 { try estate.poll() }
        let start = estate.stage.engine.active.first?.startTime
        estate.guests["100"]?.sourceID = "lab:n2:100"
        for _ in 0..<3 { try estate.poll() }
        #expect(estate.stage.engine.active.count == 1)
        #expect(estate.stage.engine.active.first?.startTime == start)
        #expect(estate.stage.engine.alert("lab:n1:100::metric-threshold:cpu") != nil)
    }
}

extension EngineEstate {
    mutating func configure(_ change: (inout AlertConfiguration) -> Void) throws {
        change(&stage.configuration)
        stage.handle(.configured(stage.configuration, snapshot))
    }
}
