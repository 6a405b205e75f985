import Testing

@testable import PulseProxmox

struct HistoryTurnsTests {
    @Test func onlyOneFillsAtATime() async {
        let turns = HistoryTurns()
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await turns.take {
                        await counter.enter()
                        await Task.yield()
                        await counter.leave()
                    }
                }
            }
        }
        #expect(await counter.most == 1)
        #expect(await counter.all == 20)
    }

    @Test func whoFailsLeavesItsTurn() async {
        struct Failure: Error {}
        let turns = HistoryTurns()
        await #expect(throws: Failure.self) { try await turns.take { throw Failure() } }
        #expect(await turns.take { 5 } == 5)
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
