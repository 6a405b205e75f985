/// One header line of a mail; whatever the value, it stays one header.
enum HeaderLine {
    /// Characters of a line; RFC 5322 wants at most 78.
    private static let width = 76

    /// The line with its end, folded at spaces. Text other than ASCII becomes encoded words, RFC 2047.
    static func text(_ name: StaticString, _ value: String) -> String {
        let value = value.onOneLine
        let isPlain = value.utf8.allSatisfy { (0x20..<0x7f).contains($0) } && !value.contains("=?")
        return folded(name, isPlain ? value.split(separator: " ").map(String.init) : encodedWords(value))
    }

    /// A line of ids and addresses, which are never encoded; UTF-8 addresses stay as they are, RFC 6532.
    static func raw(_ name: StaticString, _ parts: [String]) -> String { folded(name, parts.map(\.onOneLine)) }

    /// The name of a person before an address.
    static func phrase(_ name: String) -> String {
        let name = name.onOneLine
        guard name.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }), !name.contains("=?") else {
            return encodedWords(name).joined(separator: " ")
        }
        let isAtoms = name.utf8.allSatisfy { byte in
            Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber || byte == 0x20
        }
        return isAtoms ? name : "\"\(name.filter { $0 != "\"" && $0 != "\\" })\""
    }

    private static func folded(_ name: StaticString, _ parts: [String]) -> String {
        var result = "\(name):"
        var length = result.utf8.count
        for part in parts {
            if length + 1 + part.utf8.count > width, length > 1 {
                result += "\r\n"
                length = 0
            }
            result += " " + part
            length += 1 + part.utf8.count
        }
        return result + "\r\n"
    }

    /// Encoded words of at most 75 characters, each of whole characters.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var piece: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > 42 {
                words.append("=?UTF-8?B?\(Base64.text(piece))?=")
                piece = []
            }
            piece += bytes
        }
        if !piece.isEmpty { words.append("=?UTF-8?B?\(Base64.text(piece))?=") }
        return words
    }
}
