import Testing

@testable import PulseProxmox

struct HistoryTurnsTests {
    @Test func onlyOneFillsAtATime() async {
        let turns = HistoryTurns(courtesy: .seconds(3600))
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await turns.take(figures: 1) {
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
        await #expect(throws: Failure.self) { try await turns.take(figures: 1) { throw Failure() } }
        #expect(await turns.take(figures: 1) { 5 } == 5)
    }

    @Test(.timeLimit(.minutes(1))) func whoHangsLetsTheOthersGoAhead() async {
        let turns = HistoryTurns(courtesy: .milliseconds(1))
        let (stream, release) = AsyncStream.makeStream(of: Void.self)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await turns.take(figures: 10) {
                    // Only the others' end lets this one end.
                    for await _ in stream { break }
                }
            }
            for _ in 0..<5 { await turns.take(figures: 10) {} }
            release.finish()
            await group.waitForAll()
        }
    }

    @Test func theLineIsBounded() {
        var line = HistoryLine()
        #expect(line.enter(1, figures: 600_000) == [1])
        #expect(line.enter(2, figures: 600_000) == [])
        #expect(line.enter(3, figures: 150_000) == [])
        // The second one does not fit beside the first, the third does.
        #expect(line.overdue(1) == [3])
        #expect(line.overdue(1) == [])
        #expect(line.enter(4, figures: 60_000) == [])
        #expect(line.leave(3) == [4])
        #expect(line.overdue(4) == [])
        #expect(line.leave(1) == [2])
        #expect(line.leave(4) == [])
        #expect(line.enter(5, figures: 9_000_000) == [])
        // What fits nowhere goes alone.
        #expect(line.leave(2) == [5])
        #expect(line.leave(5) == [])
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
