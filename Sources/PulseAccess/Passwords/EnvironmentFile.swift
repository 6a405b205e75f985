/// The text of `.env`: `KEY='value'` lines, edited without touching lines it does not know.
public struct EnvironmentFile: Sendable, Equatable {
    private var lines: [String]

    /// Reads the text of a file; any text is accepted, lines without `=` are kept and mean nothing.
    public init(text: String = "") {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
    }

    /// The value of a key; the last line wins. Single quotes keep everything, double quotes know `\"` and `\\`.
    public subscript(key: String) -> String? {
        get { lines.lazy.compactMap { Self.assignment($0) }.last { $0.key == key }?.value }
        set {
            let matching = lines.indices.filter { Self.assignment(lines[$0])?.key == key }
            guard let newValue else {
                for index in matching.reversed() { lines.remove(at: index) }
                return
            }
            let line = "\(key)=\(Self.quoted(newValue))"
            guard let first = matching.first else { return lines.append(line) }
            lines[first] = line
            for index in matching.dropFirst().reversed() { lines.remove(at: index) }
        }
    }

    /// The whole text, with a newline at its end.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    private static func assignment(_ line: String) -> (key: String, value: String)? {
        var rest = Substring(line.trimmingSpaces())
        if rest.hasPrefix("export ") { rest = Substring(String(rest.dropFirst(7)).trimmingSpaces()) }
        guard !rest.hasPrefix("#"), let equals = rest.firstIndex(of: "=") else { return nil }
        let key = String(rest[..<equals]).trimmingSpaces()
        return (key, unquoted(String(rest[rest.index(after: equals)...]).trimmingSpaces()))
    }

    private static func unquoted(_ text: String) -> String {
        if text.hasPrefix("'"), let end = text.dropFirst().firstIndex(of: "'") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        guard text.hasPrefix("\"") else {
            return text.firstRange(of: " #").map { String(text[..<$0.lowerBound]).trimmingSpaces() } ?? text
        }
        var value = ""
        var isEscaped = false
        for character in text.dropFirst() {
            if isEscaped {
                value.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                break
            } else {
                value.append(character)
            }
        }
        return value
    }

    /// Single quotes, unless the value has one itself.
    private static func quoted(_ value: String) -> String {
        let oneLine = value.filter { !$0.isNewline }
        guard oneLine.contains("'") else { return "'\(oneLine)'" }
        var escaped = ""
        for character in oneLine {
            if character == "\"" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return "\"\(escaped)\""
    }
}

extension String {
    func trimmingSpaces() -> String {
        var view = Substring(self)
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }
}
