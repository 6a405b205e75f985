#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the doubles of a column become integers and back without loss.
enum Quantizer: Equatable {
    /// `value = integer / 10^places`, places 0…6.
    case decimal(places: Int)
    /// Four significant digits: neighbouring representable values are neighbouring integers, whatever their size.
    /// `lowest` is the smallest decimal exponent of the column.
    case significant(lowest: Int)

    static let digits = 4
    private static let least: Int64 = 1000
    private static let perDecade: Int64 = 9000

    /// 10^0 … 10^22, all exact.
    static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// `mantissa × 10^exponent`, correctly rounded while |mantissa| ≤ 2^53 and |exponent| ≤ 22.
    @inline(__always)
    static func compose(_ mantissa: Double, exponent: Int) -> Double {
        exponent >= 0 ? mantissa * powers[min(exponent, 22)] : mantissa / powers[min(-exponent, 22)]
    }

    /// The decimal exponent of a value's first digit, and its four digits as 1000…9999; `nil` beyond 10^±18.
    static func decompose(_ value: Double) -> (exponent: Int, mantissa: Int64)? {
        let size = abs(value)
        guard size >= 1e-18, size < 1e18 else { return nil }
        var exponent = Int(log10(size).rounded(.down))
        var mantissa = scaled(size, exponent)
        if mantissa < least {
            exponent -= 1
            mantissa = scaled(size, exponent)
        } else if mantissa >= least * 10 {
            exponent += 1
            mantissa = scaled(size, exponent)
        }
        guard mantissa >= least, mantissa < least * 10 else { return nil }
        return (exponent, mantissa)
    }

    private static func scaled(_ size: Double, _ exponent: Int) -> Int64 {
        Int64(compose(size, exponent: digits - 1 - exponent).rounded())
    }

    /// The integer of a value, or `nil` when the value cannot be given back exactly.
    func integer(_ value: Double) -> Int64? {
        switch self {
        case .decimal(let places):
            let scaled = (value * Self.powers[places]).rounded()
            guard abs(scaled) < 9e15, scaled / Self.powers[places] == value else { return nil }
            return Int64(scaled)
        case .significant(let lowest):
            if value == 0 { return 0 }
            guard let (exponent, mantissa) = Self.decompose(value) else { return nil }
            guard Self.compose(Double(mantissa), exponent: exponent - Self.digits + 1) == abs(value) else { return nil }
            let ordinal = Int64(exponent - lowest) * Self.perDecade + (mantissa - Self.least) + 1
            return value < 0 ? -ordinal : ordinal
        }
    }

    /// The value of an integer.
    func value(_ integer: Int64) -> Double {
        switch self {
        case .decimal(let places): return Double(integer) / Self.powers[places]
        case .significant(let lowest):
            if integer == 0 { return 0 }
            let ordinal = Int64(clamping: integer.magnitude) - 1
            let (decade, offset) = ordinal.quotientAndRemainder(dividingBy: Self.perDecade)
            let exponent = lowest + Int(clamping: min(decade, 100)) - Self.digits + 1
            let size = Self.compose(Double(offset + Self.least), exponent: exponent)
            return integer < 0 ? -size : size
        }
    }
}
