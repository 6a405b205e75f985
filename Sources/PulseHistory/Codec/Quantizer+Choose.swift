extension Quantizer {
    /// The integers of a column under the cheapest quantizer, or `nil` when its values have no short decimal form.
    static func choose(_ values: [Double]) -> (quantizer: Quantizer, integers: [Int64], predictor: Predictor)? {
        var best: (quantizer: Quantizer, integers: [Int64], predictor: Predictor)?
        var bestCost = Int.max
        for quantizer in candidates(values) {
            guard let integers = integers(values, quantizer) else { continue }
            for predictor in Predictor.allCases {
                let cost = predictor.cost(of: integers)
                if cost < bestCost {
                    bestCost = cost
                    best = (quantizer, integers, predictor)
                }
            }
        }
        return best
    }

    /// At most two: the fewest decimal places that fit, and four significant digits.
    private static func candidates(_ values: [Double]) -> [Quantizer] {
        var found: [Quantizer] = []
        if let places = (0...6).first(where: { fits(values, .decimal(places: $0)) }) { found.append(.decimal(places: places)) }
        var lowest = Int.max
        for value in values where value != 0 {
            guard let (exponent, mantissa) = decompose(value) else { return found }
            guard compose(Double(mantissa), exponent: exponent - digits + 1) == abs(value) else { return found }
            lowest = min(lowest, exponent)
        }
        if lowest != .max { found.append(.significant(lowest: lowest)) }
        return found
    }

    private static func fits(_ values: [Double], _ quantizer: Quantizer) -> Bool {
        values.allSatisfy { quantizer.integer($0) != nil }
    }

    private static func integers(_ values: [Double], _ quantizer: Quantizer) -> [Int64]? {
        var integers: [Int64] = []
        integers.reserveCapacity(values.count)
        for value in values {
            guard let integer = quantizer.integer(value) else { return nil }
            integers.append(integer)
        }
        return integers
    }
}
