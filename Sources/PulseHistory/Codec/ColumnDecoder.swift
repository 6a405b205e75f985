/// Gives back what `ColumnEncoder` coded.
enum ColumnDecoder {
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, metric: UInt16, count: Int, isRollup: Bool
    ) throws(DamagedBlock) -> SeriesColumn {
        var reader = ByteReader(bytes)
        let head = try ColumnHead.read(from: &reader)
        var coder = RangeDecoder(try reader.slice(reader.remaining))
        let positions = head.hasGaps ? Presence.decode(count: count, from: &coder) : nil
        let filled = positions?.count ?? count
        var column = SeriesColumn(metric: metric, values: values(head.form, filled, &coder))
        if isRollup { rollup(head.form, &column, &coder) }
        if let positions { spread(&column, positions, count, isRollup) }
        return column
    }

    private static func values(_ form: ColumnHead.Form, _ count: Int, _ coder: inout RangeDecoder) -> [Double] {
        switch form {
        case .constant(let value): return [Double](repeating: value, count: count)
        case .quantized(let quantizer, let predictor):
            var model = IntegerModel()
            var state = PredictorState(predictor)
            return [Double](unsafeUninitializedCapacity: count) { buffer, filled in
                for index in 0..<count {
                    let integer = state.guess &+ model.decode(from: &coder)
                    state.observe(integer)
                    buffer.initializeElement(at: index, to: quantizer.value(integer))
                }
                filled = count
            }
        case .bits:
            var model = BitPatternModel()
            var last = 0.0
            return (0..<count).map { _ in
                last = model.decode(predicted: last, from: &coder)
                return last
            }
        }
    }

    private static func rollup(_ form: ColumnHead.Form, _ column: inout SeriesColumn, _ coder: inout RangeDecoder) {
        let averages = column.values
        switch form {
        case .constant:
            column.lows = averages
            column.highs = averages
        case .quantized(let quantizer, _):
            var below = IntegerModel()
            var above = IntegerModel()
            for average in averages {
                let integer = quantizer.integer(average) ?? 0
                column.lows.append(quantizer.value(integer &- below.decode(from: &coder)))
                column.highs.append(quantizer.value(integer &+ above.decode(from: &coder)))
            }
        case .bits:
            var below = BitPatternModel()
            var above = BitPatternModel()
            for average in averages {
                column.lows.append(below.decode(predicted: average, from: &coder))
                column.highs.append(above.decode(predicted: average, from: &coder))
            }
        }
        var model = IntegerModel()
        var last: Int64 = 0
        for _ in averages {
            last = last &+ model.decode(from: &coder)
            column.counts.append(UInt32(clamping: last))
        }
    }

    private static func spread(_ column: inout SeriesColumn, _ positions: [Int], _ count: Int, _ isRollup: Bool) {
        func spread(_ values: [Double]) -> [Double] {
            var result = [Double](repeating: .nan, count: count)
            for (index, position) in positions.enumerated() { result[position] = values[index] }
            return result
        }
        column.values = spread(column.values)
        guard isRollup else { return }
        column.lows = spread(column.lows)
        column.highs = spread(column.highs)
        var counts = [UInt32](repeating: 0, count: count)
        for (index, position) in positions.enumerated() { counts[position] = column.counts[index] }
        column.counts = counts
    }
}
