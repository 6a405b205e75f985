/// Learns how large the integers of one column are and codes each near its entropy.
///
/// An integer is coded as its width in bits (learned, knowing whether the one before was zero),
/// its two highest bits below the leading one (learned for each width) and the rest as it is.
struct IntegerModel {
    private var widths = [AdaptiveBit](repeating: AdaptiveBit(), count: 256)
    private var tops = [AdaptiveBit](repeating: AdaptiveBit(), count: 65 * 4)
    private var context = 0

    mutating func encode(_ value: Int64, to encoder: inout RangeEncoder) {
        let folded = Self.fold(value)
        let width = 64 - folded.leadingZeroBitCount
        var node = 1
        for level in stride(from: 6, through: 0, by: -1) {
            let bit = (width &>> level) & 1
            encoder.encode(bit == 1, &widths[context &+ node])
            node = node &* 2 &+ bit
        }
        context = width == 0 ? 0 : 128
        guard width > 1 else { return }
        var rest = width - 1
        node = 1
        for _ in 0..<min(2, rest) {
            rest &-= 1
            let bit = Int(truncatingIfNeeded: (folded &>> UInt64(rest)) & 1)
            encoder.encode(bit == 1, &tops[width &* 4 &+ node])
            node = node &* 2 &+ bit
        }
        encoder.encodeDirect(folded, count: rest)
    }

    mutating func decode(from decoder: inout RangeDecoder) -> Int64 {
        var node = 1
        for _ in 0..<7 {
            node = node &* 2 &+ (decoder.decode(&widths[context &+ node]) ? 1 : 0)
        }
        let width = min(node &- 128, 64)
        context = width == 0 ? 0 : 128
        guard width > 1 else { return Self.unfold(UInt64(width)) }
        var rest = width - 1
        var folded: UInt64 = 1
        node = 1
        for _ in 0..<min(2, rest) {
            rest &-= 1
            let bit = decoder.decode(&tops[width &* 4 &+ node]) ? 1 : 0
            node = node &* 2 &+ bit
            folded = folded &* 2 &+ UInt64(bit)
        }
        folded = (folded &<< UInt64(rest)) | decoder.decodeDirect(count: rest)
        return Self.unfold(folded)
    }

    /// 0, -1, 1, -2 … become 0, 1, 2, 3 …
    @inline(__always)
    static func fold(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value &<< 1) ^ (value >> 63)) }
    @inline(__always)
    static func unfold(_ value: UInt64) -> Int64 { Int64(bitPattern: (value &>> 1) ^ (0 &- (value & 1))) }
}
