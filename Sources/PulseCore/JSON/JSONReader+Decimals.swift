extension JSONReader {
    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// A decimal number, correctly rounded; `nil` when the text is none or the number is not finite.
    static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var mantissa: UInt64 = 0
        var digits = 0
        var scale = 0
        var hasPoint = false
        let isNegative = text.first == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case 0x30...0x39:
                digits += 1
                guard digits <= 19 else { return slowly(text) }
                mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
                if hasPoint { scale -= 1 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            case UInt8(ascii: ",") where digits > 0 && !hasPoint: break
            default: return slowly(text)
            }
            index += 1
        }
        guard digits > 0 else { return nil }
        // Both are exact below these bounds, so that one division rounds once.
        guard mantissa < 1 << 53, -scale <= 22 else { return slowly(text) }
        let value = Double(mantissa) / powersOfTen[-scale]
        return isNegative ? -value : value
    }

    /// Exponents, many digits, spaces around the number.
    private static func slowly(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard text.count <= 400 else { return nil }
        let plain = text.filter { $0 != UInt8(ascii: ",") && $0 != 0x20 && $0 != 0x09 }
        guard let first = plain.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || (0x30...0x39).contains(first),
            !plain.contains(where: { $0 | 0x20 == UInt8(ascii: "x") || $0 | 0x20 == UInt8(ascii: "n") })
        else { return nil }
        guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}
