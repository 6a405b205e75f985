#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension TemplateFormat {
    /// So many digits behind the point.
    static func fixed(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return shortest(number) }
        return formatted("%.\(min(digits, mostWidth))f", number)
    }

    /// One digit before the point, so many behind it, and an exponent.
    static func scientific(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return shortest(number) }
        return formatted("%.\(min(digits, mostWidth))e", number)
    }

    /// So many significant digits at most, with an exponent where that is shorter.
    static func general(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return shortest(number) }
        return formatted("%.\(min(digits, mostWidth))g", number)
    }

    /// By the C library, which rounds the exact binary value to the nearest and ties to even, as Go does.
    private static func formatted(_ format: String, _ number: Double) -> String {
        var buffer = [CChar](repeating: 0, count: 1024)
        let count = withVaList([number]) { vsnprintf(&buffer, buffer.count, format, $0) }
        return String(decoding: buffer.prefix(max(0, min(Int(count), buffer.count - 1))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
