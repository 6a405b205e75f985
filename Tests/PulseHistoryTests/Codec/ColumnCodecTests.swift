import Testing
import PulseCore

@testable import PulseHistory

@Suite struct ColumnCodecTests {
    private func roundTrip(_ column: SeriesColumn) throws -> SeriesColumn {
        let bytes = ColumnEncoder.encode(column)
        return try bytes.withUnsafeBufferPointer {
            try ColumnDecoder.decode($0, metric: column.metric, count: column.values.count, isRollup: column.isRollup)
        }
    }

    @Test(arguments: 0..<RandomStreams.shapes) func rawValuesComeBack(shape: Int) throws {
        for seed in UInt64(0)..<8 {
            var random = SeededGenerator(seed: seed)
            for count in [1, 2, 7, 200] {
                let column = SeriesColumn(metric: 3, values: RandomStreams.values(shape: shape, count: count, &random))
                #expect(try roundTrip(column) == column, "shape \(shape) seed \(seed) count \(count)")
            }
        }
    }

    @Test(arguments: 0..<RandomStreams.shapes) func rollupsComeBack(shape: Int) throws {
        var random = SeededGenerator(seed: UInt64(shape) + 99)
        let values = RandomStreams.values(shape: shape, count: 150, &random)
        var column = SeriesColumn(metric: 1, values: values)
        let scale: Double = shape.isMultiple(of: 2) ? 1 : 0
        column.lows = values.map { $0 - scale * Double(Int.random(in: 0...3, using: &random)) }
        column.highs = values.map { $0 + scale * Double(Int.random(in: 0...3, using: &random)) }
        column.counts = values.map { $0.isNaN ? 0 : UInt32.random(in: 1...7, using: &random) }
        column.highs = column.highs.map { $0.isInfinite ? .greatestFiniteMagnitude : $0 }
        column.lows = column.lows.map { $0.isInfinite ? -.greatestFiniteMagnitude : $0 }
        #expect(try roundTrip(column) == column)
    }

    @Test func constantsCostAlmostNothing() {
        let constant = SeriesColumn(metric: 0, values: [Double](repeating: 99.5, count: 360))
        #expect(ColumnEncoder.encode(constant).count <= 5)
        var stepped = constant
        stepped.values[200...] = ArraySlice([Double](repeating: 99.75, count: 160))
        #expect(ColumnEncoder.encode(stepped).count < 24)
    }

    @Test func noisyPercentagesComeNearTheirEntropy() {
        var random = SeededGenerator(seed: 5)
        let values = (0..<360).map { _ in Double(Int.random(in: 3000...3255, using: &random)) / 100 }
        // 256 equally likely values are 8 bits each: 360 bytes. The rest is learning and the head.
        let size = ColumnEncoder.encode(SeriesColumn(metric: 0, values: values)).count
        #expect(size < 420)
        #expect(size > 350)
    }

    @Test(arguments: 0..<4) func ticksComeBack(shape: Int) throws {
        var random = SeededGenerator(seed: UInt64(shape))
        for count in [0, 1, 2, 360] {
            let ticks = RandomStreams.ticks(shape: shape, count: count, &random)
            var writer = ByteWriter()
            TickColumn.encode(ticks, to: &writer)
            let decoded = try writer.bytes.withUnsafeBufferPointer {
                var reader = ByteReader($0)
                return try TickColumn.decode(from: &reader)
            }
            #expect(decoded == ticks)
            if shape == 0 { #expect(writer.bytes.count < 16) }
        }
    }

    @Test(arguments: [0, 1, -1, 0.01, 12.37, -99.99, 1_234_000, 5e14, 1e-6, 1.0 / 3, 1e300, 4096, 1e18, 123_456_789])
    func compactValuesComeBack(value: Double) throws {
        var writer = ByteWriter()
        CompactValue.write(value, to: &writer)
        let decoded = try writer.bytes.withUnsafeBufferPointer {
            var reader = ByteReader($0)
            return try CompactValue.read(from: &reader)
        }
        #expect(decoded == value)
        #expect(writer.bytes.count <= 9)
    }

    @Test func resolutionRoundsToWhatPeopleRead() {
        #expect(MetricResolution.step(0.01).round(12.3749) == 12.37)
        #expect(MetricResolution.step(0.1).round(-0.04) == 0)
        #expect(MetricResolution.step(0.1).round(-0.04).sign == .plus)
        #expect(MetricResolution.step(5).round(13) == 15)
        #expect(MetricResolution.significantDigits(4).round(123_456_789) == 123_500_000)
        #expect(MetricResolution.significantDigits(4).round(99_999) == 100_000)
        #expect(MetricResolution.significantDigits(4).round(-0.012_344_9) == -0.012_34)
        #expect(MetricResolution.exact.round(1.0 / 3) == 1.0 / 3)
    }
}
