/// The learned probability that a bit is one; it learns fast at first and slowly later.
struct AdaptiveBit {
    /// Probability of a one, of 65,536.
    private(set) var probability: UInt16 = 32_768
    private var seen: UInt8 = 0

    /// Moves the probability towards `bit`: by a half at first, by 1/32 after 15 bits.
    @inline(__always)
    mutating func learn(_ bit: Bool) {
        let shift = 8 - (seen &+ 1).leadingZeroBitCount
        if bit {
            probability &+= (65_472 &- probability) >> UInt16(truncatingIfNeeded: shift)
        } else {
            probability &-= (probability &- 64) >> UInt16(truncatingIfNeeded: shift)
        }
        if seen < 15 { seen &+= 1 }
    }
}
