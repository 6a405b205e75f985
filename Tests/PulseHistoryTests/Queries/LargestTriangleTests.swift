import PulseCore
import Testing

@testable import PulseHistory

@Suite struct LargestTriangleTests {
    private func line(_ values: [Double]) -> [HistoryPoint] {
        values.enumerated().map { index, value in
            HistoryPoint(timestamp: Timestamp(seconds: Int64(index * 10)), value: value, min: value, max: value)
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 10, 99, 100, 101]) func theNumberIsKeptAndTheEndsStay(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let points = line((0..<100).map { _ in Double.random(in: 0...1, using: &random) })
        let few = LargestTriangle.downsample(points, to: count)
        #expect(few.count == min(count, 100))
        #expect(few.last == (count > 0 ? points.last : nil))
        if count > 1 { #expect(few.first == points.first) }
        #expect(zip(few, few.dropFirst()).allSatisfy { $0.timestamp < $1.timestamp })
        #expect(few.allSatisfy { points.contains($0) })
    }

    @Test func spikesSurvive() {
        var values = [Double](repeating: 1, count: 1000)
        values[437] = 90
        values[800] = -40
        let few = LargestTriangle.downsample(line(values), to: 20).map(\.value)
        #expect(few.contains(90))
        #expect(few.contains(-40))
        #expect(few.count == 20)
    }

    @Test func nothingStaysNothing() {
        #expect(LargestTriangle.downsample([], to: 10).isEmpty)
        #expect(LargestTriangle.downsample(line([5]), to: 10).map(\.value) == [5])
    }
}
