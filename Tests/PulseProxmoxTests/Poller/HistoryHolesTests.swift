import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

struct HistoryHolesTests {
    private static let now = Timestamp(seconds: 1_700_000_000)

    private func remembered(_ id: String, _ ages: [Int]) -> ObservedHistory {
        ObservedHistory(sourceID: id, points: ages.map { .init(at: Self.now - .seconds($0), samples: [Sample(.cpu, Double($0))]) })
    }

    private func ages(_ history: [ObservedHistory]) -> [String: [Int64]] {
        Dictionary(uniqueKeysWithValues: history.map { ($0.sourceID, $0.points.map { Self.now.since($0.at).wholeMilliseconds / 1000 }) })
    }

    private func holes(_ ages: [String: Int], since: Int? = nil, withoutRates: Bool = false) -> HistoryHoles {
        HistoryHoles(
            .init(since: since.map { Self.now - .seconds($0) }, until: Self.now, beginsWithoutRates: withoutRates),
            measured: ages.mapValues { Self.now - .seconds($0) }, interval: .seconds(10))
    }

    @Test(
        arguments: [
            // Last measured so many seconds ago, the first missing moment so many seconds ago.
            (60, 60), (16, 16), (15, nil), (10, nil), (0, nil), (nil, 3600), (7000, 3600),
        ] as [(Int?, Int?)])
    func aHoleIsMoreThanOneMissedTick(last: Int?, start: Int?) {
        let holes = holes(last.map { ["a": $0] } ?? [:])
        #expect(holes.start(of: ["a"], memory: .seconds(3600)) == start.map { Self.now - .seconds($0) })
    }

    @Test func whatWasOffWhileOthersWereMeasuredHasNoOlderHole() {
        // After a restart history tells when somebody was listening last, during a pause the poller does.
        #expect(holes(["a": 60]).start(of: ["off"], memory: .seconds(3600)) == Self.now - .seconds(60))
        #expect(holes([:], since: 40).start(of: ["off"], memory: .seconds(3600)) == Self.now - .seconds(40))
        #expect(holes(["off": 3000], since: 40).start(of: ["off"], memory: .seconds(3600)) == Self.now - .seconds(40))
        #expect(ages(holes(["a": 60]).filling([remembered("off", [90, 50, 20])])) == ["off": [50, 20]])
    }

    @Test func pointsAtTheEdgesAreTheSameMoment() {
        let filled = holes(["a": 60], since: 60).filling([remembered("a", [90, 65, 56, 55, 54, 30, 6, 5, 3, 0])])
        #expect(ages(filled) == ["a": [54, 30, 6]])
        #expect(ages(holes([:]).filling([remembered("new", [90, 4])])) == ["new": [90]])
    }

    private func withRates(_ ages: [Int]) -> [ObservedHistory] {
        var history = remembered("a", ages)
        for index in history.points.indices { history.points[index].samples.append(Sample(.netIn, 1)) }
        return [history]
    }

    @Test func afterAStartRatesAreTakenUpToTheFirstSample() {
        let points = holes(["a": 60]).filling(withRates([56, 46, 6, 4, 0, -2])).first?.points ?? []
        #expect(points.map { Self.now.since($0.at).wholeMilliseconds / 1000 } == [46, 6, 4, 0])
        #expect(points.map { $0.samples.map(\.metric) } == [[.cpu, .netIn], [.cpu, .netIn], [.netIn], [.netIn]])
    }

    @Test func atTheSecondLookRatesAreTakenFromTheFirstSampleOn() {
        let holes = holes([:], since: 10, withoutRates: true)
        #expect(holes.start(of: ["a"], memory: .seconds(3600)) == Self.now - .seconds(10))
        let points = holes.filling(withRates([12, 10, 9, 6, 5, 1])).first?.points ?? []
        #expect(points.map { Self.now.since($0.at).wholeMilliseconds / 1000 } == [9, 6])
        #expect(points.allSatisfy { $0.samples.map(\.metric) == [.netIn] })
    }

    @Test func whenTheSecondLookIsLateBothAreFilled() {
        let points = self.holes([:], since: 60, withoutRates: true).filling(withRates([60, 57, 54, 6, 4])).first?.points ?? []
        #expect(points.map { Self.now.since($0.at).wholeMilliseconds / 1000 } == [57, 54, 6])
        #expect(points.map { $0.samples.map(\.metric) } == [[.netIn], [.cpu, .netIn], [.cpu, .netIn]])
    }

    @Test func whatHasNoHoleIsLeftOut() {
        let holes = holes(["a": 10])
        #expect(holes.filling([remembered("a", [100, 13, 4])]).isEmpty)
        #expect(holes.start(of: ["a"], memory: .seconds(3600)) == nil)
    }
}
