/// Codes one column of raw values or of rollups into bytes; `ColumnDecoder` is its inverse.
///
/// Raw: head, then the errors of the predictor. Rollup: the same for the averages, then how far the minimum lies
/// below and the maximum above the average, then the change of the count.
enum ColumnEncoder {
    static func encode(_ column: SeriesColumn) -> [UInt8] {
        var writer = ByteWriter()
        let hasGaps = column.values.contains { $0.isNaN }
        let values = hasGaps ? column.values.filter { !$0.isNaN } : column.values
        var coder = RangeEncoder()
        if hasGaps { Presence.encode(column.values, to: &coder) }
        if column.isRollup {
            rollup(column, values, hasGaps, &writer, &coder)
        } else {
            raw(values, hasGaps, &writer, &coder)
        }
        return writer.bytes + coder.finish()
    }

    private static func raw(_ values: [Double], _ hasGaps: Bool, _ writer: inout ByteWriter, _ coder: inout RangeEncoder) {
        guard let first = values.first else {
            return ColumnHead(form: .constant(0), hasGaps: hasGaps).write(to: &writer)
        }
        if values.allSatisfy({ $0 == first }) {
            return ColumnHead(form: .constant(first), hasGaps: hasGaps).write(to: &writer)
        }
        guard let (quantizer, integers, predictor) = Quantizer.choose(values) else {
            ColumnHead(form: .bits, hasGaps: hasGaps).write(to: &writer)
            return bits(values, &coder)
        }
        ColumnHead(form: .quantized(quantizer, predictor), hasGaps: hasGaps).write(to: &writer)
        predicted(integers, predictor, &coder)
    }

    private static func rollup(
        _ column: SeriesColumn, _ averages: [Double], _ hasGaps: Bool, _ writer: inout ByteWriter, _ coder: inout RangeEncoder
    ) {
        let kept = column.values.indices.filter { !column.values[$0].isNaN }
        let lows = kept.map { column.lows[$0] }
        let highs = kept.map { column.highs[$0] }
        if let choice = Quantizer.choose(averages + lows + highs) {
            let averaged = Array(choice.integers[..<kept.count])
            let predictor = Predictor.allCases.min { $0.cost(of: averaged) < $1.cost(of: averaged) } ?? .last
            ColumnHead(form: .quantized(choice.quantizer, predictor), hasGaps: hasGaps).write(to: &writer)
            predicted(averaged, predictor, &coder)
            var below = IntegerModel()
            var above = IntegerModel()
            for index in kept.indices {
                below.encode(averaged[index] &- choice.integers[kept.count + index], to: &coder)
                above.encode(choice.integers[2 * kept.count + index] &- averaged[index], to: &coder)
            }
        } else {
            ColumnHead(form: .bits, hasGaps: hasGaps).write(to: &writer)
            bits(averages, &coder)
            var below = BitPatternModel()
            var above = BitPatternModel()
            for index in kept.indices {
                below.encode(lows[index], predicted: averages[index], to: &coder)
                above.encode(highs[index], predicted: averages[index], to: &coder)
            }
        }
        var model = IntegerModel()
        var last: Int64 = 0
        for index in kept {
            let count = Int64(column.counts[index])
            model.encode(count - last, to: &coder)
            last = count
        }
    }

    private static func predicted(_ integers: [Int64], _ predictor: Predictor, _ coder: inout RangeEncoder) {
        var model = IntegerModel()
        var state = PredictorState(predictor)
        for integer in integers {
            model.encode(integer &- state.guess, to: &coder)
            state.observe(integer)
        }
    }

    private static func bits(_ values: [Double], _ coder: inout RangeEncoder) {
        var model = BitPatternModel()
        var last = 0.0
        for value in values {
            model.encode(value, predicted: last, to: &coder)
            last = value
        }
    }
}
