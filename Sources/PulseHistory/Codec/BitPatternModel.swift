/// Codes doubles that have no short decimal form: the bits that differ from a predicted value.
struct BitPatternModel {
    private var leading = [AdaptiveBit](repeating: AdaptiveBit(), count: 128)
    private var trailing = [AdaptiveBit](repeating: AdaptiveBit(), count: 64)

    mutating func encode(_ value: Double, predicted: Double, to encoder: inout RangeEncoder) {
        let difference = value.bitPattern ^ predicted.bitPattern
        let width = 64 - difference.leadingZeroBitCount
        Self.encode(width, levels: 7, &leading, &encoder)
        guard width > 1 else { return }
        let zeros = difference.trailingZeroBitCount
        Self.encode(zeros, levels: 6, &trailing, &encoder)
        encoder.encodeDirect(difference &>> UInt64(zeros), count: width - zeros)
    }

    mutating func decode(predicted: Double, from decoder: inout RangeDecoder) -> Double {
        let width = min(Self.decode(levels: 7, &leading, &decoder), 64)
        var difference = UInt64(min(width, 1))
        if width > 1 {
            let zeros = min(Self.decode(levels: 6, &trailing, &decoder), width - 1)
            difference = decoder.decodeDirect(count: width - zeros) &<< UInt64(zeros)
        }
        return Double(bitPattern: predicted.bitPattern ^ difference)
    }

    private static func encode(_ number: Int, levels: Int, _ tree: inout [AdaptiveBit], _ encoder: inout RangeEncoder) {
        var node = 1
        for level in stride(from: levels - 1, through: 0, by: -1) {
            let bit = (number &>> level) & 1
            encoder.encode(bit == 1, &tree[node])
            node = node &* 2 &+ bit
        }
    }

    private static func decode(levels: Int, _ tree: inout [AdaptiveBit], _ decoder: inout RangeDecoder) -> Int {
        var node = 1
        for _ in 0..<levels { node = node &* 2 &+ (decoder.decode(&tree[node]) ? 1 : 0) }
        return node &- (1 &<< levels)
    }
}
