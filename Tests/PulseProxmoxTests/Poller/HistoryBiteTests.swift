import PulseCore
import Testing

@testable import PulseProxmox

struct HistoryBiteTests {
    private static let hour: Duration = .seconds(3600)

    @Test func nodesAreTakenTogetherAsFarAsAnAnswerReaches() {
        // An hour of 34 objects is 146,880 figures.
        let parts = HistoryBite.parts(of: ["a": 10, "b": 10, "c": 14, "d": 1, "e": 33], depth: Self.hour)
        #expect(parts.map(\.nodes) == [["a", "b", "c"], ["d", "e"]])
        #expect(parts.allSatisfy { $0.depth == Self.hour })
    }

    @Test func aShortHoleTakesFewAnswers() {
        let objects = Dictionary(uniqueKeysWithValues: (0..<50).map { ("node\($0)", 21) })
        #expect(HistoryBite.parts(of: objects, depth: .seconds(60)).count == 1)
        let parts = HistoryBite.parts(of: objects, depth: Self.hour)
        #expect(parts.count == 50)
        #expect(Set(parts.compactMap(\.nodes).joined()) == Set(objects.keys))
    }

    @Test func ofOneNodeTooLargeTheNewestIsAskedFor() {
        let parts = HistoryBite.parts(of: ["large": 500, "small": 2], depth: Self.hour)
        #expect(parts == [.init(nodes: ["large"], depth: .seconds(250)), .init(nodes: ["small"], depth: Self.hour)])
        #expect(HistoryBite.parts(of: [:], depth: Self.hour).isEmpty)
    }

    @Test(arguments: [(1, 3600), (50, 3600), (200, 2500), (1050, 470), (10_500, 40), (0, 3600)])
    func aWholeClustersAnswerStaysWithinItsBound(objects: Int, seconds: Int) {
        #expect(HistoryBite.whole(objects: objects, depth: Self.hour) == .init(nodes: nil, depth: .seconds(seconds)))
        #expect(HistoryBite.whole(objects: objects, depth: .seconds(30)).depth == .seconds(30))
    }
}
