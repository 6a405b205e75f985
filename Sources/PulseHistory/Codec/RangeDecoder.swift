/// Reads what `RangeEncoder` wrote. Past the end it reads zeros, so damaged input gives wrong values, never a trap.
struct RangeDecoder {
    private var low: UInt32 = 0
    private var high: UInt32 = .max
    private var window: UInt32 = 0
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int

    /// The buffer must outlive the decoder.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        position = 0
        for _ in 0..<4 { window = (window &<< 8) | next() }
    }

    @inline(__always)
    private mutating func next() -> UInt32 {
        guard position < bytes.count else { return 0 }
        defer { position &+= 1 }
        return UInt32(bytes[position])
    }

    @inline(__always)
    mutating func decode(_ model: inout AdaptiveBit) -> Bool {
        let bit = split(model.probability)
        model.learn(bit)
        return bit
    }

    @inline(__always)
    mutating func decodeDirect(count: Int) -> UInt64 {
        var value: UInt64 = 0
        for _ in 0..<count { value = (value &<< 1) | (split(32_768) ? 1 : 0) }
        return value
    }

    @inline(__always)
    private mutating func split(_ probability: UInt16) -> Bool {
        let middle = low &+ UInt32(truncatingIfNeeded: (UInt64(high &- low) &* UInt64(probability)) &>> 16)
        let bit = window <= middle
        if bit { high = middle } else { low = middle &+ 1 }
        while (low ^ high) & 0xFF00_0000 == 0 {
            low = low &<< 8
            high = (high &<< 8) | 255
            window = (window &<< 8) | next()
        }
        return bit
    }
}
