/// One double in as few bytes as its decimal form allows: a head byte, then the mantissa.
///
/// Head: bit 7 sign, bits 3…6 exponent + 6 (−6…9), bits 0…2 mantissa bytes. Head 0xFF means eight raw bytes follow.
enum CompactValue {
    static func write(_ value: Double, to writer: inout ByteWriter) {
        let parts = parts(value)
        writer.byte(parts.head)
        writer.little(parts.bits, count: parts.length)
    }

    /// The head byte, and the bytes that follow it (lowest first).
    static func parts(_ value: Double) -> (head: UInt8, bits: UInt64, length: Int) {
        guard let (mantissa, exponent) = decimal(value) else { return (0xFF, value.bitPattern, 8) }
        let length = (64 - mantissa.leadingZeroBitCount + 7) / 8
        return ((value < 0 ? 0x80 : 0) | UInt8(exponent + 6) << 3 | UInt8(length), mantissa, length)
    }

    static func read(from reader: inout ByteReader) throws(DamagedBlock) -> Double {
        let head = try reader.byte()
        return try read(head: head, from: &reader)
    }

    static func read(head: UInt8, from reader: inout ByteReader) throws(DamagedBlock) -> Double {
        if head == 0xFF { return Double(bitPattern: try reader.fixed64()) }
        var mantissa: UInt64 = 0
        for index in 0..<Int(head & 7) { mantissa |= UInt64(try reader.byte()) << UInt64(8 * index) }
        let size = Quantizer.compose(Double(mantissa), exponent: Int((head >> 3) & 15) - 6)
        return head & 0x80 == 0 ? size : -size
    }

    private static func decimal(_ value: Double) -> (mantissa: UInt64, exponent: Int)? {
        let size = abs(value)
        guard size < 9e15 else { return nil }
        for places in 0...6 {
            let scaled = (size * Quantizer.powers[places]).rounded()
            guard scaled < 9e15 else { return nil }
            guard scaled / Quantizer.powers[places] == size else { continue }
            var mantissa = UInt64(scaled)
            var exponent = -places
            while exponent >= 0, exponent < 8, mantissa > 255, mantissa % 10 == 0 {
                mantissa /= 10
                exponent += 1
            }
            return (mantissa, exponent)
        }
        return nil
    }
}
