import PulseCore
import Synchronization
import Testing

@testable import PulseProxmox

/// The value in a box, as expectations take no mutating calls.
private final class Queue {
    private var value: RequestQueue
    init(perNode: Int = 4, overall: Int = 16) { value = RequestQueue(perNode: perNode, overall: overall) }

    var running: Int { value.running }
    func enter(_ ticket: UInt64, node: String?) -> Bool { value.enter(ticket, node: node) }
    func leave(node: String?) -> [UInt64] { value.leave(node: node) }
    func withdraw(_ ticket: UInt64, node: String?) -> Bool { value.withdraw(ticket, node: node) }
}

struct RequestQueueTests {
    @Test func fourForANodeAndSixteenInAll() {
        let queue = Queue()
        let admitted = (1...6).map { queue.enter($0, node: "a") }
        #expect(admitted == [true, true, true, true, false, false])
        #expect((10...13).map { queue.enter($0, node: "b") } == [true, true, true, true], "a slow node delays only itself")
        #expect((20...29).map { queue.enter($0, node: nil) }.count(where: \.self) == 8)
        #expect(queue.running == 16)
        #expect(queue.leave(node: "b") == [28])
        #expect(queue.leave(node: "a") == [5])
    }

    @Test func linesTakeTurns() {
        let queue = Queue(perNode: 2, overall: 2)
        #expect(queue.enter(1, node: "x"))
        #expect(queue.enter(2, node: "x"))
        for ticket in UInt64(10)...12 { #expect(!queue.enter(ticket, node: "a")) }
        #expect(!queue.enter(20, node: "b"))
        #expect(queue.leave(node: "x") == [10])
        #expect(queue.leave(node: "x") == [20])
        #expect(queue.leave(node: "a") == [11])
        #expect(queue.withdraw(12, node: "a"))
        #expect(!queue.withdraw(12, node: "a"))
        #expect(!queue.withdraw(11, node: "a"), "it runs already")
        #expect(queue.leave(node: "a") == [])
        #expect(queue.leave(node: "b") == [])
        #expect(queue.running == 0)
    }

    /// The limits always hold, and everybody who does not leave the line gets through.
    @Test(arguments: 0..<20) func randomStreams(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let queue = Queue()
        var waiting: [UInt64: String?] = [:]
        var running: [UInt64: String?] = [:]
        var next: UInt64 = 0
        func check() {
            #expect(running.count <= 16)
            #expect(queue.running == running.count)
            let byNode = Dictionary(grouping: running.values.compactMap { $0 }, by: { $0 })
            #expect(byNode.values.allSatisfy { $0.count <= 4 })
        }
        func finish(_ ticket: UInt64) {
            let node = running.removeValue(forKey: ticket) ?? nil
            for admitted in queue.leave(node: node) { running[admitted] = waiting.removeValue(forKey: admitted) ?? nil }
        }
        for _ in 0..<2000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let node: String? = Bool.random(using: &random) ? "n\(Int.random(in: 0..<6, using: &random))" : nil
                next += 1
                if queue.enter(next, node: node) { running[next] = node } else { waiting[next] = node }
            case 5..<9: if let ticket = running.keys.randomElement(using: &random) { finish(ticket) }
            default:
                if let (ticket, node) = waiting.randomElement(using: &random) {
                    #expect(queue.withdraw(ticket, node: node))
                    waiting[ticket] = nil
                }
            }
            check()
        }
        while let ticket = running.keys.first { finish(ticket) }
        #expect(waiting.isEmpty)
        #expect(queue.running == 0)
    }

    private final class Watch: Sendable {
        private let state = Mutex((now: 0, most: 0, done: 0))
        var most: Int { state.withLock { $0.most } }
        var done: Int { state.withLock { $0.done } }
        func work() async {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
            for _ in 0..<10 { await Task.yield() }
            state.withLock { state in
                state.now -= 1
                state.done += 1
            }
        }
    }

    @Test func theGateHoldsTheLimits() async throws {
        let gate = RequestGate()
        let watch = Watch()
        let failure = ProxmoxFailure(.connection(.cancelled), path: "/")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { try? await gate.pass(node: "a", { await watch.work() }, cancelled: failure) } }
        }
        #expect(watch.done == 50)
        #expect(watch.most <= 4)
    }

    @Test func whoGivesUpLeavesTheLine() async throws {
        let gate = RequestGate()
        let failure = ProxmoxFailure(.connection(.cancelled), path: "/x")
        let (blocker, release) = AsyncStream<Void>.makeStream()
        let holding = (0..<4).map { _ in
            Task { try await gate.pass(node: "a", { for await _ in blocker {} }, cancelled: failure) }
        }
        let late = Task { () -> ProxmoxFailure? in
            do throws(ProxmoxFailure) {
                try await gate.pass(node: "a", {}, cancelled: failure)
                return nil
            } catch { return error }
        }
        for _ in 0..<100 { await Task.yield() }
        late.cancel()
        #expect(await late.value == failure)
        release.finish()
        for task in holding { try await task.value }
        try await gate.pass(node: "a", {}, cancelled: failure)
    }
}
