import FoundationEssentials

/// Reads `.env` files: `KEY='value'` lines, comments and blank lines.
public enum DotEnv {
    /// The largest file that is read, in bytes.
    static let limit = 256 * 1024

    /// The variables of the file; empty when there is none or it cannot be read.
    public static func read(path: String) -> [String: String] {
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= limit else { return [:] }
        return parse(String(decoding: data, as: UTF8.self))
    }

    /// The variables of the text. Single quotes keep everything as it is; double quotes and bare values are trimmed.
    static func parse(_ text: String) -> [String: String] {
        var variables: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            var rest = line.drop { $0.isWhitespace }
            if rest.hasPrefix("#") { continue }
            if rest.hasPrefix("export ") { rest = rest.dropFirst(7).drop { $0.isWhitespace } }
            guard let equals = rest.firstIndex(of: "=") else { continue }
            let name = rest[..<equals].filter { !$0.isWhitespace }
            guard !name.isEmpty else { continue }
            variables[String(name)] = value(rest[rest.index(after: equals)...])
        }
        return variables
    }

    private static func value(_ text: Substring) -> String {
        var slice = text.drop { $0.isWhitespace }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        guard let quote = slice.first, quote == "'" || quote == "\"", slice.count >= 2, slice.last == quote else { return String(slice) }
        let inner = slice.dropFirst().dropLast()
        return quote == "'" ? String(inner).replacing("'\\''", with: "'") : String(inner).replacing("\\\"", with: "\"")
    }
}
