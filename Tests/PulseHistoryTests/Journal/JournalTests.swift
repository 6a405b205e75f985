import PulseCore
import Testing

@testable import PulseHistory

@Suite struct JournalTests {
    private func tick(_ random: inout SeededGenerator, resources: Int) -> JournalTick {
        var tick = JournalTick(at: Int64.random(in: -1_000_000...2_000_000_000_000, using: &random))
        for _ in 0..<resources {
            let size = Int.random(in: 1...12, using: &random)
            tick.resources.append(UInt32.random(in: 0...UInt32.max, using: &random))
            tick.sizes.append(size)
            let shape = [0, 1, 2, 5, 6, 7, 10, 11].randomElement(using: &random) ?? 0
            tick.values += RandomStreams.values(shape: shape, count: size, &random)
            tick.metrics += (0..<size).map { _ in UInt16.random(in: 0...900, using: &random) }
        }
        return tick
    }

    @Test(arguments: [0, 1, 5, 200]) func ticksComeBack(resources: Int) throws {
        var random = SeededGenerator(seed: UInt64(resources))
        for _ in 0..<10 {
            let tick = tick(&random, resources: resources)
            let bytes = tick.encoded()
            #expect(try bytes.withUnsafeBufferPointer { try JournalTick(decoding: $0) } == tick)
        }
    }

    @Test func aTickOfAThousandSamplesFitsAPage() {
        var random = SeededGenerator(seed: 4)
        var tick = JournalTick(at: 1_700_000_000_000)
        for resource in 0..<125 {
            tick.resources.append(UInt32(resource))
            tick.sizes.append(8)
            tick.metrics += 0..<8
            tick.values += (0..<8).map { _ in Double(Int.random(in: 0...9999, using: &random)) / 100 }
        }
        #expect(tick.encoded().count < 3600)
    }

    @Test func damagedTicksNeverTrap() {
        var random = SeededGenerator(seed: 6)
        let bytes = tick(&random, resources: 30).encoded()
        var refused = 0
        for _ in 0..<500 {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            damaged.removeLast(Int.random(in: 0...20, using: &random))
            if (try? damaged.withUnsafeBufferPointer { try JournalTick(decoding: $0) }) == nil { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test func slotsAreUsedAgainOnlyWhenTheirTicksAreSealed() {
        var slots = JournalSlots()
        let first = (1...5).map { slots.take(sequence: Int64($0)) }
        #expect(first == [1, 2, 3, 4, 5])
        slots.release(before: 3)
        #expect(slots.liveCount == 3)
        #expect([slots.take(sequence: 6), slots.take(sequence: 7), slots.take(sequence: 8)] == [1, 2, 6])
        slots.undo([7, 8])
        #expect(slots.liveCount == 4)
        #expect(Set([slots.take(sequence: 7), slots.take(sequence: 8)]) == [2, 6])
        slots.release(before: .max)
        #expect(slots.liveCount == 0)
    }

    @Test func theQueueDropsTheOldest() {
        var queue = AppendQueue(mostTicks: 3, mostSamples: 100)
        func tick(_ at: Int64, _ samples: Int) -> JournalTick {
            var tick = JournalTick(at: at)
            tick.values = [Double](repeating: 0, count: samples)
            return tick
        }
        for at in 1...5 { queue.add(tick(Int64(at), 10)) }
        #expect(queue.ticks.map(\.at) == [3, 4, 5])
        #expect(queue.dropped == 20)
        queue.add(tick(6, 95))
        #expect(queue.ticks.map(\.at) == [6])
        let taken = queue.takeAll()
        #expect(queue.samples == 0)
        queue.add(tick(7, 10))
        queue.putBack(taken)
        #expect(queue.ticks.map(\.at) == [7])
        #expect(queue.dropped == 20 + 30 + 95)
        queue.add(tick(8, 200))
        #expect(queue.ticks.map(\.at) == [8])
    }
}
