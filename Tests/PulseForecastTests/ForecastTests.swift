import PulseCore
import Testing

@testable import PulseForecast

@Suite("Where a figure goes")
struct ForecastTests {
    private static let start = Timestamp(seconds: 1_764_028_800)  // Tuesday, 2025-11-25T00:00:00Z

    private static func series(_ hours: Int, _ value: (Int) -> Double) -> HourlySeries {
        HourlySeries((0..<hours).map { (at: start + .seconds($0 * 3600), value: value($0)) })
    }

    @Test func pointsOfAnHourBecomeTheirMean() {
        let points: [(at: Timestamp, value: Double)] = [(0, 1.0), (1800, 3), (3599, 5), (3600, 7), (9000, .nan), (10_800, 9)].map {
            (at: Self.start + .seconds($0.0), value: $0.1)
        }
        let series = HourlySeries(points.reversed())
        #expect(series.hours.map(\.mean) == [3, 7, 9])
        #expect(series.spanInHours == 4)
        #expect(series.last(1).hours.map(\.mean) == [9])
        #expect(HourlySeries([(at: Timestamp(milliseconds: -1), value: 2)]).hours.map(\.number) == [-1])
        #expect(HourlySeries([]).spanInHours == 0)
    }

    @Test(
        arguments: [
            ([1.0], 1.0), ([1, 2], 1.5), ([3, 1, 2], 2), ([5, 1, 4, 2], 3), ([2, 2, 2, 2], 2), ([9, 8, 7, 6, 5, 4, 3, 2, 1], 5),
            ([0, 0, 1, 1], 0.5),
        ] as [([Double], Double)])
    func median(values: [Double], expected: Double) {
        var values = values
        #expect(values.withUnsafeMutableBufferPointer { $0.takeMedian() } == expected)
    }

    @Test func medianOfRandomValuesIsThatOfTheSorted() {
        var random = SeededGenerator(seed: 7)
        for count in 1..<120 {
            var values = (0..<count).map { _ in Double(Int.random(in: 0..<30, using: &random)) }
            let sorted = values.sorted()
            let expected = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
            #expect(values.withUnsafeMutableBufferPointer { $0.takeMedian() } == expected)
        }
    }

    @Test func aNoisyHourDoesNotTurnTheLine() throws {
        let clean = try #require(RobustSlope(Self.series(168) { 60 + Double($0) * 0.1 }))
        #expect(abs(clean.perHour - 0.1) < 1e-9 && clean.agreement == 1)
        let noisy = try #require(RobustSlope(Self.series(168) { $0 >= 160 ? 100 : 60 + Double($0) * 0.1 }))
        #expect(abs(noisy.perHour - 0.1) < 0.02, "\(noisy.perHour)")
        #expect(RobustSlope(Self.series(1) { _ in 1 }) == nil)
        #expect(RobustSlope(Self.series(400) { $0 < 232 ? 0 : Double($0) })?.perHour == 1, "a week counts, not more")
        #expect(RobustSlope(Self.series(48) { Double(-$0) })?.agreement == -1)
    }

    struct Course: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var hours = 168
        let value: @Sendable (Int) -> Double
        let direction: Trend.Direction?
        var seconds: Double?
    }

    @Test(arguments: [
        Course(testDescription: "flat", value: { _ in 50 }, direction: .stable),
        Course(
            testDescription: "rising 60 to 80 in a week", value: { 60 + Double($0) * 20 / 168 }, direction: .increasing, seconds: 84 * 3600),
        Course(testDescription: "falling", value: { 80 - Double($0) * 20 / 168 }, direction: .decreasing),
        Course(
            testDescription: "slowly rising", value: { 50 + Double($0) * 0.02 }, direction: .stable,
            seconds: (90 - 50 - 167 * 0.02) / 0.02 * 3600),
        Course(testDescription: "up and down", value: { $0 % 2 == 0 ? 10 : 60 }, direction: .volatile),
        Course(testDescription: "a day less an hour", hours: 23, value: { Double($0) }, direction: nil),
        Course(
            testDescription: "a day", hours: 24, value: { 60 + Double($0) * 0.5 }, direction: .increasing, seconds: (30 - 11.5) / 0.5 * 3600
        ),
    ])
    func trends(course: Course) throws {
        let trend = Trend(Self.series(course.hours, course.value))
        #expect(trend?.direction == course.direction)
        let seconds = trend?.seconds(to: 90, from: course.value(course.hours - 1))
        guard let expected = course.seconds else { return #expect(seconds == nil) }
        #expect(abs(try #require(seconds) - expected) < expected * 0.02, "\(seconds ?? -1)")
    }

    @Test func confidenceGrowsWithDataAndFallsWithUnrest() throws {
        let flat = try #require(Trend(Self.series(168) { _ in 50 })).confidence
        #expect(abs(flat - (0.3 + 168.0 / 500)) < 1e-9)
        #expect(try #require(Trend(Self.series(24) { _ in 50 })).confidence < flat)
        #expect(abs(try #require(Trend(Self.series(168) { 60 + Double($0) / 10 })).confidence - flat * 0.8) < 1e-9)
        let sudden = try #require(Trend(Self.series(168) { $0 == 167 ? 55 : 50 }))
        #expect(sudden.acceleration == 5)
        #expect(abs(sudden.confidence - flat * 0.7) < 1e-9)
        #expect(try #require(Trend(Self.series(30) { $0 % 2 == 0 ? 0 : 100 })).confidence >= 0.1)
    }

    @Test func predictionsStayWithinBounds() throws {
        let trend = try #require(Trend(Self.series(48) { Double($0) }))
        #expect(trend.value(after: 24, from: 50, bounds: 0...100) == 74)
        #expect(trend.value(after: 240, from: 50, bounds: 0...100) == 100)
        #expect(trend.value(after: 240, from: 50, bounds: nil) == 290)
        #expect(trend.seconds(to: 50, from: 50) == nil)
        #expect(trend.seconds(to: 40, from: 50) == nil)
    }

    @Test func whatRepeats() throws {
        let daily: (Int) -> Double = { [9, 10].contains($0 % 24) ? 80 : 20 }
        #expect(Seasonality(Self.series(47, daily), perHour: 0) == nil)
        let week = try #require(Seasonality(Self.series(168, daily), perHour: 0))
        #expect(week.peakHours == [9, 10] && !week.hasWeekly)
        // The series begins on a Tuesday.
        let weekly: (Int) -> Double = { ($0 / 24 + 2) % 7 == 6 ? 70 : 30 }
        #expect(try #require(Seasonality(Self.series(13 * 24, weekly), perHour: 0)).peakDays == [])
        #expect(try #require(Seasonality(Self.series(21 * 24, weekly), perHour: 0)).peakDays == [6])
        let rising = try #require(Seasonality(Self.series(21 * 24) { Double($0) / 10 }, perHour: 0.1))
        #expect(!rising.hasDaily && !rising.hasWeekly)
    }

    @Test(arguments: 1...20)
    func chanceIsNoPattern(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let values = (0..<336).map { _ in Double.random(in: 0..<100, using: &random) }
        let found = try #require(Seasonality(Self.series(336) { values[$0] }, perHour: 0))
        #expect(!found.hasDaily && !found.hasWeekly)
    }
}
