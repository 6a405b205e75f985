/// Codes which ticks have a value; regular patterns cost almost nothing.
enum Presence {
    static func encode(_ values: [Double], to encoder: inout RangeEncoder) {
        var models = [AdaptiveBit](repeating: AdaptiveBit(), count: 64)
        var recent = 63
        for value in values {
            let isPresent = !value.isNaN
            encoder.encode(isPresent, &models[recent])
            recent = (recent << 1 | (isPresent ? 1 : 0)) & 63
        }
    }

    /// The positions that have a value.
    static func decode(count: Int, from decoder: inout RangeDecoder) -> [Int] {
        var models = [AdaptiveBit](repeating: AdaptiveBit(), count: 64)
        var recent = 63
        var positions: [Int] = []
        for index in 0..<count {
            let isPresent = decoder.decode(&models[recent])
            if isPresent { positions.append(index) }
            recent = (recent << 1 | (isPresent ? 1 : 0)) & 63
        }
        return positions
    }
}
