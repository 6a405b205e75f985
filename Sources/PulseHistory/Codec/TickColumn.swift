/// Codes ascending ticks: a regular column is its first tick and step, any other the errors of a predictor.
enum TickColumn {
    /// No block holds more ticks than this.
    static let limit = 65_536

    static func encode(_ ticks: [Int64], to writer: inout ByteWriter) {
        writer.varint(ticks.count)
        guard let first = ticks.first else { return }
        let unit: Int64 = ticks.allSatisfy { $0 % 1000 == 0 } ? 1000 : 1
        let steps = zip(ticks.dropFirst(), ticks).map { ($0 - $1) / unit }
        let isRegular = steps.allSatisfy { $0 == steps.first }
        let predictor = isRegular ? Predictor.last : Predictor.allCases.min { $0.cost(of: steps) < $1.cost(of: steps) } ?? .last
        writer.byte((isRegular ? 1 : 0) | (unit == 1000 ? 2 : 0) | predictor.rawValue << 2)
        writer.signed(first / unit)
        if isRegular {
            writer.signed(steps.first ?? 0)
            return
        }
        var coder = RangeEncoder()
        var model = IntegerModel()
        var state = PredictorState(predictor)
        for step in steps {
            model.encode(step &- state.guess, to: &coder)
            state.observe(step)
        }
        let coded = coder.finish()
        writer.varint(coded.count)
        writer.bytes += coded
    }

    static func decode(from reader: inout ByteReader) throws(DamagedBlock) -> [Int64] {
        let count = try reader.count(limit: limit)
        guard count > 0 else { return [] }
        let head = try reader.byte()
        guard let predictor = Predictor(rawValue: (head >> 2) & 3) else { throw DamagedBlock() }
        let unit: Int64 = head & 2 != 0 ? 1000 : 1
        var tick = try reader.signed() &* unit
        var ticks = [tick]
        ticks.reserveCapacity(count)
        if head & 1 != 0 {
            let step = try reader.signed() &* unit
            for _ in 1..<count {
                tick = tick &+ step
                ticks.append(tick)
            }
            return ticks
        }
        let length = try reader.count(limit: reader.remaining)
        var coder = RangeDecoder(try reader.slice(length))
        var model = IntegerModel()
        var state = PredictorState(predictor)
        for _ in 1..<count {
            let step = state.guess &+ model.decode(from: &coder)
            state.observe(step)
            tick = tick &+ step &* unit
            ticks.append(tick)
        }
        return ticks
    }
}
