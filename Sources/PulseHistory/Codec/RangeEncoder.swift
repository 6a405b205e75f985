/// Writes bits at the price of their probability: a binary arithmetic coder with 32-bit bounds and no carries.
///
/// A stream ends with one byte; trailing zero bytes are left out, because the decoder reads zeros past the end.
struct RangeEncoder {
    private var low: UInt32 = 0
    private var high: UInt32 = .max
    private(set) var bytes: [UInt8] = []

    init() {}

    @inline(__always)
    mutating func encode(_ bit: Bool, _ model: inout AdaptiveBit) {
        split(bit, model.probability)
        model.learn(bit)
    }

    /// Writes the `count` lowest bits of `value`, each at the price of one bit.
    @inline(__always)
    mutating func encodeDirect(_ value: UInt64, count: Int) {
        var index = count
        while index > 0 {
            index &-= 1
            split((value &>> UInt64(index)) & 1 == 1, 32_768)
        }
    }

    @inline(__always)
    private mutating func split(_ bit: Bool, _ probability: UInt16) {
        let middle = low &+ UInt32(truncatingIfNeeded: (UInt64(high &- low) &* UInt64(probability)) &>> 16)
        if bit { high = middle } else { low = middle &+ 1 }
        while (low ^ high) & 0xFF00_0000 == 0 {
            bytes.append(UInt8(truncatingIfNeeded: high &>> 24))
            low = low &<< 8
            high = (high &<< 8) | 255
        }
    }

    /// Ends the stream and returns its bytes.
    mutating func finish() -> [UInt8] {
        // The top bytes differ here, so this byte followed by zeros lies within the bounds.
        if low > 0 { bytes.append(UInt8(truncatingIfNeeded: (low &>> 24) &+ 1)) }
        while bytes.last == 0 { bytes.removeLast() }
        return bytes
    }
}
