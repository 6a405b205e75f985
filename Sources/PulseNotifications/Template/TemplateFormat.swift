/// `printf` and numbers as Go's `fmt` writes them.
enum TemplateFormat {
    /// The widest field and the most digits behind the point.
    static let mostWidth = 256

    /// The fewest digits that give the number back; with an exponent from 1e+06 on and below 1e-04.
    static func shortest(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf" }
        let (digits, exponent) = decimal(number.magnitude)
        let sign = number.sign == .minus ? "-" : ""
        if exponent < -4 || exponent >= 6 { return sign + scientific(digits, exponent) }
        return sign + plain(digits, exponent)
    }

    /// The significant digits and the decimal exponent of the first of them.
    private static func decimal(_ number: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var rest = Array(number.description.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"):
                exponent = Int(String(decoding: rest, as: UTF8.self)) ?? 0
                rest = []
            default: digits.append(byte)
            }
        }
        exponent += (point ?? digits.count) - 1
        while digits.count > 1, digits.first == 48 {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == 48 { digits.removeLast() }
        return digits == [48] ? (digits, 0) : (digits, exponent)
    }

    private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
        var text = String(decoding: digits.prefix(1), as: UTF8.self)
        if digits.count > 1 { text += "." + String(decoding: digits.dropFirst(), as: UTF8.self) }
        let size = abs(exponent)
        return text + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + String(size)
    }

    private static func plain(_ digits: [UInt8], _ exponent: Int) -> String {
        let text = String(decoding: digits, as: UTF8.self)
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
        if digits.count <= exponent + 1 { return text + String(repeating: "0", count: exponent + 1 - digits.count) }
        return text.prefix(exponent + 1) + "." + text.dropFirst(exponent + 1)
    }
}
