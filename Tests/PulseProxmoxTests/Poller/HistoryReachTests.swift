import PulseCore
import Testing

@testable import PulseProxmox

struct HistoryReachTests {
    @Test(arguments: [
        // Objects, figures, seconds.
        (1, 150_000, 3600), (50, 150_000, 2500), (1050, 150_000, 110), (1050, 600_000, 470), (10_500, 600_000, 40), (0, 10, 100),
        (0, 600_000, 3600),
    ])
    func anAnswerStaysWithinItsBudget(objects: Int, figures: Int, seconds: Int) {
        #expect(HistoryReach.depth(objects: objects, figures: figures) == .seconds(seconds))
    }

    @Test func onlyOneFillsAtATime() async {
        let turns = HistoryTurns()
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await turns.enter()
                    await counter.enter()
                    await Task.yield()
                    await counter.leave()
                    await turns.leave()
                }
            }
        }
        #expect(await counter.most == 1)
        #expect(await counter.all == 20)
    }

    private actor Counter {
        var most = 0
        var all = 0
        private var inside = 0
        func enter() {
            inside += 1
            all += 1
            most = max(most, inside)
        }
        func leave() { inside -= 1 }
    }
}
