import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("Engine: replay")
struct EngineReplayTests {
    /// A reading a minute.
    private func series(_ values: [Double?], _ metric: Metric = .cpu) -> [AlertReplay.Reading] {
        values.enumerated().map { number, value in
            (EngineStage.start + .seconds(number * 60), value.map { [metric: $0] } ?? [:])
        }
    }

    private func replay(_ series: [AlertReplay.Reading], _ change: (inout AlertConfiguration) -> Void = { _ in }) throws -> ReplayResult {
        var estate = EngineEstate()
        try estate.poll()
        // What it is now does not matter.
        estate.guests["100"]?.status = .offline
        try estate.poll()
        let guest = try #require(estate.snapshot.resource("lab:n1:100"))
        var configuration = AlertConfiguration()
        change(&configuration)
        return AlertReplay(configuration, in: estate.snapshot).run(guest, over: series)
    }

    @Test func whatWouldHaveFired() throws {
        let values: [Double?] = [10, 85, 86, 95, 96, 94, nil, 85, 70, 10, 10, 10]
        let result = try replay(series(values))
        let occurrence = try #require(result.occurrences.first)
        #expect(result.occurrences.count == 1)
        #expect(occurrence.start == EngineStage.start + .seconds(120))
        #expect(occurrence.end == EngineStage.start + .seconds(480))
        #expect(occurrence.peak == 96)
        #expect(occurrence.level == .critical)
        #expect(occurrence.alert.type.rawValue == "cpu")
        #expect(result.notices.map(\.notice.event) == [.fired, .fired, .resolved])
        #expect(result.notices.map(\.notice.alert.level) == [.warning, .critical, .critical])
        #expect(result.notices.map(\.at) == [2, 3, 8].map { EngineStage.start + .seconds($0 * 60) }, "critical from when it rose")
    }

    @Test func anotherThresholdWouldHaveBeenSilent() throws {
        let result = try replay(series([10, 85, 86, 85, 10])) { $0[.guest][.cpu] = Threshold(trigger: 90, clear: 85) }
        #expect(result.occurrences.isEmpty)
        #expect(result.notices.isEmpty)
    }

    @Test func whatIsStillOpenHasNoEndAndIsRepeated() throws {
        let result = try replay(series(Array(repeating: 85, count: 31)))
        #expect(result.occurrences.first?.end == nil)
        #expect(result.notices.map(\.notice.event) == [.fired] + Array(repeating: .repeated, count: 5))
    }

    @Test func ratesAreInBytes() throws {
        let result = try replay(series([0, 20e6, 20e6, 20e6], .netIn)) { $0[.guest][.networkIn] = Threshold(trigger: 10, clear: 5) }
        #expect(result.occurrences.first?.alert.type.rawValue == "networkIn")
    }

    @Test func theSeriesOfCustomRulesAreReadToo() throws {
        var configuration = AlertConfiguration()
        var rule = CustomRule(id: "busy")
        var filter = CustomRule.Filter(.metric)
        (filter.field, filter.comparison, filter.number) = ("networkin", .above, 10)
        rule.filters = [filter]
        configuration.customRules = [rule]
        let snapshot = Inventory().snapshot
        #expect(AlertReplay(configuration, in: snapshot, only: .cpu).metrics == [.cpu, .netIn])
        configuration.customRules[0].isEnabled = false
        #expect(AlertReplay(configuration, in: snapshot, only: .cpu).metrics == [.cpu])
        #expect(AlertReplay(configuration, in: snapshot).metrics.count == Set(ThresholdMetric.allCases.map(\.series)).count)
    }

    @Test func aStorageThatIsOffNowWasOnWhenItWasMeasured() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.storage { _, facet in facet.active = false }])
        let storage = try #require(scene.resource("lab-n1-local"))
        let result = AlertReplay(AlertConfiguration(), in: scene.snapshot).run(storage, over: series([90, 91, 91], .usage))
        #expect(result.occurrences.map(\.alert.type.rawValue) == ["usage"])
    }

    @Test func nothingComesOfNothing() throws {
        #expect(try replay([]) == ReplayResult())
    }
}
