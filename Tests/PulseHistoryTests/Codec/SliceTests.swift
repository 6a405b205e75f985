import PulseCore
import Testing

@testable import PulseHistory

@Suite struct SliceTests {
    private func blocks(_ seed: UInt64) -> [ResourceBlock] {
        var random = SeededGenerator(seed: seed)
        return (0..<5).map { index in
            let ticks = RandomStreams.ticks(shape: index % 4, count: 40 + index, &random)
            let series = (0..<4).map { metric in
                let shape = Int.random(in: 0..<RandomStreams.shapes, using: &random)
                return SeriesColumn(metric: UInt16(metric * 300), values: RandomStreams.values(shape: shape, count: ticks.count, &random))
            }
            return ResourceBlock(resource: UInt32(index * 3 + 1), ticks: ticks, series: series)
        }
    }

    @Test(arguments: UInt64(0)..<20) func slicesComeBack(seed: UInt64) throws {
        let blocks = blocks(seed)
        let bytes = SliceEncoder.encode(blocks)
        let all = try bytes.withUnsafeBufferPointer { try SliceDecoder.decode($0) }
        #expect(all == blocks)
        let part = try bytes.withUnsafeBufferPointer { try SliceDecoder.decode($0, resources: [7], metrics: [300, 900]) }
        #expect(part.map(\.resource) == [7])
        #expect(part.first?.series == [blocks[2].series[1], blocks[2].series[3]])
    }

    @Test func damageIsNoticedAndNeverTraps() {
        let bytes = SliceEncoder.encode(blocks(3))
        var random = SeededGenerator(seed: 8)
        var noticed = 0
        for _ in 0..<300 {
            var damaged = bytes
            if Bool.random(using: &random) {
                damaged.removeLast(Int.random(in: 1...bytes.count, using: &random))
            } else {
                damaged[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            }
            do {
                let decoded = try damaged.withUnsafeBufferPointer { try SliceDecoder.decode($0) }
                // A damaged directory may name another resource; the content of a part is never wrong.
                #expect(decoded.map(\.ticks) == blocks(3).map(\.ticks))
            } catch { noticed += 1 }
        }
        #expect(noticed > 250)
    }
}
