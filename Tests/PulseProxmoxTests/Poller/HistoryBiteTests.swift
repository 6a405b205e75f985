import PulseCore
import Testing

@testable import PulseProxmox

struct HistoryBiteTests {
    private static let all = HistoryBite.memory

    @Test func nodesAreTakenTogetherAsFarAsAnAnswerReaches() {
        // All that is remembered of 69 objects is 149,868 figures.
        let parts = HistoryBite.parts(of: ["a": 10, "b": 10, "c": 49, "d": 1, "e": 68], depth: .seconds(3600))
        #expect(parts.map(\.nodes) == [["a", "b", "c"], ["d", "e"]])
        #expect(parts.allSatisfy { $0.depth == Self.all && $0.way == .nodes && $0.figures <= HistoryBite.most })
    }

    @Test func aShortHoleTakesFewAnswers() {
        let objects = Dictionary(uniqueKeysWithValues: (0..<50).map { ("node\($0)", 51) })
        #expect(HistoryBite.parts(of: objects, depth: .seconds(40)).count == 1)
        let parts = HistoryBite.parts(of: objects, depth: Self.all)
        #expect(parts.count == 50)
        #expect(Set(parts.flatMap(\.nodes)) == Set(objects.keys))
    }

    @Test func aLargeNodeIsTakenWholeAndOfATooLargeOneTheNewest() {
        let parts = HistoryBite.parts(of: ["huge": 1000, "large": 276, "small": 2], depth: Self.all)
        #expect(parts.map(\.nodes) == [["huge"], ["large"], ["small"]])
        #expect(parts.map(\.depth) == [.seconds(500), Self.all, Self.all])
        #expect(HistoryBite.parts(of: [:], depth: Self.all).isEmpty)
    }

    @Test func membersAreAskedOneByOne() {
        let bites = HistoryBite.members(of: ["b": 101, "a": 101], depth: Self.all)
        #expect(bites.map(\.nodes) == [["a"], ["b"]])
        #expect(bites.allSatisfy { $0.depth == Self.all && $0.way == .member })
        #expect(bites.allSatisfy { $0.figures == 101 * 12 * 183 })
    }

    @Test(arguments: [(1, 1810), (276, 1810), (300, 1660), (1050, 470), (10_500, 40), (0, 1810)])
    func aWholeClustersAnswerStaysWithinItsBound(objects: Int, seconds: Int) {
        let bite = HistoryBite.whole(of: ["a": objects, "b": 0], for: ["b"], depth: Self.all)
        #expect(bite.nodes == ["b"] && bite.way == .whole)
        #expect(bite.depth == .seconds(seconds))
        #expect(bite.figures <= HistoryBite.mostOfOne)
        #expect(HistoryBite.whole(of: ["a": objects], for: ["a"], depth: .seconds(30)).depth == .seconds(30))
    }
}
