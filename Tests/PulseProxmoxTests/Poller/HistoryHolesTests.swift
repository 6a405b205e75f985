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

    @Test(
        arguments: [
            // Last measured so many seconds ago, the first missing moment so many seconds ago.
            (60, 60), (16, 16), (15, nil), (10, nil), (0, nil), (nil, 3600),
        ] as [(Int?, Int?)])
    func aHoleIsMoreThanOneMissedTick(last: Int?, start: Int?) {
        let holes = HistoryHoles(
            lastMeasured: last.map { ["a": Self.now - .seconds($0)] } ?? [:], resumedAt: Self.now, interval: .seconds(10))
        #expect(holes.start(of: ["a"], memory: .seconds(3600)) == start.map { Self.now - .seconds($0) })
    }

    @Test func pointsAtTheEdgesAreTheSameMoment() {
        let holes = HistoryHoles(lastMeasured: ["a": Self.now - .seconds(60)], resumedAt: Self.now, interval: .seconds(10))
        let filled = holes.filling([remembered("a", [90, 65, 56, 55, 54, 30, 6, 5, 3, 0]), remembered("new", [90, 4])])
        #expect(ages(filled) == ["a": [54, 30, 6], "new": [90]])
    }

    @Test func afterAStartRatesAreTakenUpToTheFirstSample() {
        let holes = HistoryHoles(
            lastMeasured: ["a": Self.now - .seconds(60)], resumedAt: Self.now, interval: .seconds(10), lacksRates: true)
        var history = [remembered("a", [56, 46, 6, 4, 0, -2])]
        for index in history.indices {
            for point in history[index].points.indices { history[index].points[point].samples.append(Sample(.netIn, 1)) }
        }
        let points = holes.filling(history).first?.points ?? []
        #expect(points.map { Self.now.since($0.at).wholeMilliseconds / 1000 } == [46, 6, 4, 0])
        #expect(points.map { $0.samples.map(\.metric) } == [[.cpu, .netIn], [.cpu, .netIn], [.netIn], [.netIn]])
    }

    @Test func whatHasNoHoleIsLeftOut() {
        let holes = HistoryHoles(lastMeasured: ["a": Self.now - .seconds(10)], resumedAt: Self.now, interval: .seconds(10))
        #expect(holes.filling([remembered("a", [100, 13, 4])]).isEmpty)
        #expect(holes.start(of: ["a"], memory: .seconds(3600)) == nil)
    }
}
