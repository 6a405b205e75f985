import PulseCore
import Testing

@testable import PulseForecast

@Suite("What is usual, and what repeats")
struct UsualTests {
    private static let start = Timestamp(seconds: 1_764_028_800)

    private static func baseline(_ hours: Int = 168, _ value: (Int) -> Double) -> Baseline? {
        Baseline(HourlySeries((0..<hours).map { (at: start + .seconds($0 * 3600), value: value($0)) }))
    }

    @Test func aBaselineNeedsHours() throws {
        #expect(Self.baseline(49) { _ in 1 } == nil)
        let found = try #require(Self.baseline(101) { Double($0) })
        #expect(found.mean == 50 && found.low == 5 && found.high == 95 && found.hours == 101)
        #expect(abs(found.deviation - 29.15) < 0.01)
    }

    struct Case: Sendable {
        let mean: Double
        let spread: Double
        let metric: Metric
        let value: Double
        let severity: Anomaly.Severity?
        init(_ mean: Double, _ spread: Double, _ metric: Metric, _ value: Double, _ severity: Anomaly.Severity?) {
            (self.mean, self.spread, self.metric, self.value, self.severity) = (mean, spread, metric, value, severity)
        }
    }

    @Test(arguments: [
        Case(20, 1, .cpu, 95, .critical), Case(20, 1, .cpu, 22, nil), Case(20, 1, .cpu, 60, nil), Case(50, 10, .cpu, 95, nil),
        Case(40, 12, .cpu, 81, .high), Case(40, 16, .cpu, 81, .medium), Case(40, 20, .cpu, 81, .low), Case(40, 25, .cpu, 81, nil),
        Case(40, 0, .memory, 61, .medium), Case(40, 0, .memory, 44, nil), Case(70, 2, .memory, 79, nil),
        Case(70, 2, .memory, 82, .critical),
        Case(50, 1, .disk, 64, nil), Case(50, 1, .disk, 66, .critical), Case(83, 1, .usage, 86, .high), Case(83, 0.5, .usage, 85.9, nil),
        Case(10, 1, "netin", 25, .critical), Case(10, 1, "netin", 4, .critical), Case(10, 1, "netin", 15, nil),
    ])
    func anomalies(one: Case) throws {
        let baseline = try #require(Self.baseline { one.mean + ($0 % 2 == 0 ? one.spread : -one.spread) })
        #expect(Anomaly(one.value, of: one.metric, against: baseline)?.severity == one.severity)
    }

    private func events(_ hours: [Int], _ kind: PastEvent.Kind = .restart, of id: String = "vm-1", minutes: Int = 0) -> [PastEvent] {
        hours.map { PastEvent(resourceID: id, kind: kind, at: Self.start + .seconds($0 * 3600 + minutes * 60)) }
    }

    @Test func aDailyRestartIsAPattern() throws {
        let pattern = try #require(EventPattern.all(of: events([0, 24, 48, 72, 96]).reversed()).first)
        #expect(pattern.occurrences == 5 && pattern.averageInterval == .seconds(86_400) && pattern.averageDuration == nil)
        #expect(pattern.confidence >= 0.7)
        let expected = Self.start + .seconds(120 * 3600)
        #expect(pattern.next(at: Self.start + .seconds(100 * 3600)) == expected)
        #expect(pattern.next(at: Self.start + .seconds(130 * 3600)) == expected, "overdue")
        #expect(pattern.next(at: Self.start - .seconds(40 * 86_400)) == nil, "too far away")
    }

    @Test func whatIsNoPattern() throws {
        #expect(EventPattern.all(of: events([0, 24])).isEmpty)
        #expect(EventPattern.all(of: events([0, 24]) + events([48], of: "vm-2") + events([48], .unresponsive)).isEmpty)
        let irregular = try #require(EventPattern.all(of: events([0, 1, 2, 900])).first)
        #expect(irregular.confidence < 0.4)
        var lasting = events([0, 10, 20], .unresponsive)
        lasting[0].duration = .seconds(30)
        lasting[2].duration = .seconds(90)
        #expect(EventPattern.all(of: lasting).first?.averageDuration == .seconds(60))
    }

    @Test func whatFollowsWithinTenMinutes() throws {
        let causes = events([0, 24, 48, 72], .highProcessor, of: "vm-1")
        let effects = events([0, 24, 48], .restart, of: "vm-2", minutes: 5) + events([72], .restart, of: "vm-2", minutes: 11)
        let found = EventCorrelation.all(of: effects + causes)
        #expect(found.count == 1)
        let one = try #require(found.first)
        #expect((one.source, one.target) == ("vm-1", "vm-2"))
        #expect((one.sourceKind, one.targetKind) == (.highProcessor, .restart))
        #expect(one.occurrences == 3 && one.averageDelay == .seconds(300) && one.confidence == 0.3)
        #expect(EventCorrelation.all(of: events([0, 1, 2, 3], .alert) + events([0, 1, 2, 3], .restart)).isEmpty, "of one resource")
    }

    @Test func anOutageIsBounded() {
        let outage = (0..<5000).flatMap { events([0, 1, 2], .unresponsive, of: "vm-\($0)") }
        #expect(EventCorrelation.all(of: outage).count <= 5000 * EventCorrelation.mostFollowers)
    }
}
