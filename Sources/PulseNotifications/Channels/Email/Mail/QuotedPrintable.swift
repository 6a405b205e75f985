/// Text as seven-bit lines of at most 76 characters, RFC 2045 §6.7.
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Line ends of any kind become CR LF; the last line is ended too.
    static func encoded(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + text.utf8.count / 4)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { append(Array(line.utf8), to: &result) }
        return result
    }

    private static func append(_ line: [UInt8], to result: inout [UInt8]) {
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21..<0x7f).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
            let width = isPlain ? 1 : 3
            if length + width > 75 {
                result += [UInt8(ascii: "="), 0x0d, 0x0a]
                length = 0
            }
            if isPlain {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
            length += width
        }
        result += [0x0d, 0x0a]
    }
}
