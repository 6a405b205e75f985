extension JSONReader {
    /// The number that comes next: a number, or a text that holds one, grouped by commas or not.
    ///
    /// `nil` for `null`, `"null"`, an empty text, NaN, an infinity and every other value.
    public mutating func double() throws(JSONFailure) -> Double? {
        guard let range = try numeric() else { return nil }
        return Self.double(UnsafeBufferPointer(rebasing: bytes[range]))
    }

    /// As `double()`, without its fraction; `nil` when it does not fit.
    public mutating func int64() throws(JSONFailure) -> Int64? {
        guard let range = try numeric() else { return nil }
        let text = UnsafeBufferPointer(rebasing: bytes[range])
        return Self.integer(text) ?? Self.double(text).flatMap { Int64(exactly: $0.rounded(.towardZero)) }
    }

    /// As `int64()`, for numbers of things.
    public mutating func int() throws(JSONFailure) -> Int? { try int64().flatMap { Int(exactly: $0) } }

    /// Yes or no: `true`, a number but 0, or a text that says so (`1`, `true`, `yes`, `on`). `nil` for anything else.
    public mutating func bool() throws(JSONFailure) -> Bool? {
        switch try kind() {
        case .boolean: return try word()
        case .number: return try double().map { $0 != 0 }
        case .string:
            switch try string()?.lowercased() {
            case "1", "true", "yes", "on": return true
            case "0", "false", "no", "off": return false
            default: return nil
            }
        case .object, .array, .null:
            try skip()
            return nil
        }
    }

    /// Where the digits of the next value stand.
    private mutating func numeric() throws(JSONFailure) -> Range<Int>? {
        switch try kind() {
        case .number: return try scanNumber()
        case .string:
            position += 1
            return try scanString().0
        case .object, .array, .boolean, .null:
            try skip()
            return nil
        }
    }

    /// Goes behind a number. Perl writes `nan` and `inf` where it has them; their range is empty.
    mutating func scanNumber() throws(JSONFailure) -> Range<Int> {
        let start = position
        if position < end, bytes[position] == UInt8(ascii: "-") { position += 1 }
        for word in ["nan", "NaN", "inf", "Inf", "infinity", "Infinity"] as [StaticString] where isWord(word) {
            position += word.utf8CodeUnitCount
            return start..<start
        }
        let digits = position
        while position < end {
            switch bytes[position] {
            case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
                position &+= 1
                continue
            default: break
            }
            break
        }
        guard position > digits, bytes[digits] >= 0x30, bytes[digits] <= 0x39 else { throw JSONFailure(.syntax, at: digits) }
        return start..<position
    }

    /// An optional sign and up to 18 digits, which may be grouped by commas.
    static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0x30...0x39:
                digits += 1
                guard digits <= 18 else { return nil }
                value = value &* 10 &+ Int64(byte &- 0x30)
            case UInt8(ascii: "-") where index == 0: continue
            case UInt8(ascii: ",") where digits > 0: continue
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        return text[0] == UInt8(ascii: "-") ? -value : value
    }
}
