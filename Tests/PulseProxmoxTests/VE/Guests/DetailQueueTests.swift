import PulseCore
import Testing

@testable import PulseProxmox

@Suite("The order of a round of details")
struct DetailQueueTests {
    private func call(_ kind: DetailCall.Kind, _ vmid: Int) -> DetailCall {
        DetailCall(kind: kind, guest: GuestKey(.qemu, vmid), node: "a", timeout: .seconds(10), retries: 0)
    }

    private func options(_ change: (inout GuestDetailOptions) -> Void) -> GuestDetailOptions {
        var options = GuestDetailOptions()
        change(&options)
        return options
    }

    /// Makes all calls that may run now.
    private func started(_ queue: inout DetailQueue) -> [DetailCall] {
        var calls: [DetailCall] = []
        while let call = queue.start() { calls.append(call) }
        return calls
    }

    @Test("Metadata takes some of the places only, and what waits for one holds up nothing else")
    func metadata() {
        let calls = (1...6).map { call(.system, $0) } + (1...3).map { call(.filesystems, $0) }
        var queue = DetailQueue(
            calls,
            options {
                $0.mostConcurrent = 4
                $0.mostConcurrentMetadata = 2
            })
        #expect(started(&queue) == [calls[0], calls[1], calls[6], calls[7]])
        queue.ended(calls[6], after: .seconds(1))
        #expect(started(&queue) == [calls[8]])
        queue.ended(calls[0], after: .seconds(1))
        #expect(started(&queue) == [calls[2]])
        for done in [calls[1], calls[7], calls[8], calls[2]] { queue.ended(done, after: .zero) }
        #expect(started(&queue) == [calls[3], calls[4]])
        queue.ended(calls[3], after: .zero)
        queue.ended(calls[4], after: .zero)
        #expect(started(&queue) == [calls[5]])
        #expect(queue.withdrawn.isEmpty)
    }

    @Test("A guest has its budget and no more; without one it has all the time")
    func budget() throws {
        let calls = [call(.filesystems, 1), call(.memory, 1), call(.system, 1), call(.filesystems, 2)]
        var queue = DetailQueue(
            calls,
            options {
                $0.mostConcurrent = 1
                $0.guestBudget = .seconds(12)
            })
        let firstStarted = queue.start()
        let first = try #require(firstStarted)
        #expect(first.kind == .filesystems && first.guest.vmid == 1 && first.timeout == .seconds(10))
        queue.ended(first, after: .seconds(5))
        let second = queue.start()
        #expect(second?.kind == .memory)
        #expect(second?.timeout == .seconds(7))
        queue.ended(try #require(second), after: .seconds(7))
        let otherStarted = queue.start()
        let other = try #require(otherStarted)
        #expect(other.guest.vmid == 2)
        queue.ended(other, after: .seconds(1))
        #expect(queue.start() == nil)
        #expect(queue.withdrawn == [calls[2]])
        var free = DetailQueue(calls, options { $0.mostConcurrent = 8 })
        #expect(started(&free) == calls)
    }

    @Test("Calls of a guest that run side by side share its budget, tries and all")
    func sharedBudget() throws {
        var calls = [call(.filesystems, 1), call(.memory, 1), call(.filesystems, 2)]
        for index in calls.indices { calls[index].retries = 1 }
        var queue = DetailQueue(calls, options { $0.guestBudget = .seconds(15) })
        let firstStarted = queue.start()
        let first = try #require(firstStarted)
        #expect(first.longest == .seconds(15) && first.timeout == .seconds(10))
        // Nothing is left for the second one until the first has ended, and the other guest does not wait.
        #expect(queue.start()?.guest.vmid == 2)
        #expect(queue.start() == nil)
        queue.ended(first, after: .seconds(3))
        let secondStarted = queue.start()
        let second = try #require(secondStarted)
        #expect(second.guest.vmid == 1 && second.longest == .seconds(12) && second.allowance == .seconds(12))
        #expect(queue.withdrawn.isEmpty)
    }

    @Test("Each call is made once or withdrawn, never more at a time than allowed", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let calls = (0..<200).map { _ in
            call(DetailCall.Kind.allCases[Int.random(in: 2..<7, using: &random)], Int.random(in: 1...20, using: &random))
        }
        var queue = DetailQueue(
            calls,
            options {
                $0.mostConcurrent = 5
                $0.mostConcurrentMetadata = 2
                $0.guestBudget = .seconds(20)
            })
        var running: [DetailCall] = []
        var made = 0
        repeat {
            let new = started(&queue)
            made += new.count
            running += new
            #expect(running.count <= 5)
            #expect(running.filter(\.kind.isMetadata).count <= 2)
            running.shuffle(using: &random)
            if let done = running.popLast() { queue.ended(done, after: .seconds(Int.random(in: 0...6, using: &random))) }
        } while !running.isEmpty || made + queue.withdrawn.count < calls.count
        #expect(made + queue.withdrawn.count == calls.count)
    }
}
