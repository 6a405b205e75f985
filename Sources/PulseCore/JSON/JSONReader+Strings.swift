extension JSONReader {
    /// The text of the value that comes next; a number is its text. `nil` when it is something else.
    public mutating func string() throws(JSONFailure) -> String? {
        switch try kind() {
        case .string:
            position += 1
            let (range, hasEscapes) = try scanString()
            let text = UnsafeBufferPointer(rebasing: bytes[range])
            return hasEscapes ? Self.unescaped(text) : String(decoding: text, as: UTF8.self)
        case .number:
            let range = try scanNumber()
            return range.isEmpty ? nil : String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        case .object, .array, .boolean, .null:
            try skip()
            return nil
        }
    }

    /// As `string()`, and equal texts share their memory: thousands of rows name few nodes, pools and tags.
    public mutating func string(sharedBy pool: inout StringPool) throws(JSONFailure) -> String? {
        guard try kind() == .string else { return try string() }
        position += 1
        let (range, hasEscapes) = try scanString()
        let text = UnsafeBufferPointer(rebasing: bytes[range])
        return hasEscapes ? Self.unescaped(text) : pool.string(text)
    }

    /// As `string()`, with no text as `nil`.
    public mutating func text() throws(JSONFailure) -> String? {
        guard let text = try string(), !text.isEmpty else { return nil }
        return text
    }

    /// The texts of an array; what is no text is left out. A lone text is a list of one.
    public mutating func strings() throws(JSONFailure) -> [String] {
        var all: [String] = []
        if try kind() == .string {
            if let one = try string() { all.append(one) }
            return all
        }
        try array { (reader) throws(JSONFailure) in
            if let text = try reader.string() { all.append(text) }
        }
        return all
    }

    /// Goes behind the closing quote; answers where the text stands. The opening quote has been read.
    mutating func scanString() throws(JSONFailure) -> (Range<Int>, hasEscapes: Bool) {
        let start = position
        var hasEscapes = false
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position &+= 1
                return (start..<(position - 1), hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                position &+= 1
            }
            position &+= 1
        }
        position = end
        throw JSONFailure(.truncated, at: end)
    }

    /// The text with its escapes resolved. An escape that is none stays as it is; a lone surrogate becomes U+FFFD.
    static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < text.count else {
                out.append(byte)
                continue
            }
            let letter = text[index]
            index += 1
            switch letter {
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "u"): out.append(contentsOf: UTF8.encode(scalar(in: text, at: &index)) ?? UTF8.encodedReplacementCharacter)
            default: out.append(letter)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The character of `\uXXXX`, of two of them for one beyond the first plane.
    private static func scalar(in text: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard let unit = hexadecimal(text, index) else { return replacement }
        index += 4
        guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? replacement }
        guard index + 1 < text.count, text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u"),
            let low = hexadecimal(text, index + 2), low & 0xFC00 == 0xDC00
        else { return replacement }
        index += 6
        return Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)) ?? replacement
    }

    private static func hexadecimal(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32? {
        guard start + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[start..<(start + 4)] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
