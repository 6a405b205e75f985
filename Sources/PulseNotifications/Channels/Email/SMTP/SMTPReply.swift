/// One answer of an SMTP server, all its lines together.
struct SMTPReply: Sendable, Equatable {
    /// 200 to 599.
    var code: Int
    /// Without the code, one for each line; at least one, perhaps empty.
    var lines: [String]

    init(_ code: Int, _ lines: String...) {
        self.code = code
        self.lines = lines.isEmpty ? [""] : lines
    }

    init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    var isPositive: Bool { (200..<300).contains(code) }

    /// Code and words on one line.
    var text: String { "\(code) \(lines.joined(separator: " "))" }
}
