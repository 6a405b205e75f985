/// Puts an SMTP server's bytes together to replies, RFC 5321 §4.2.
struct SMTPReplyReader: Sendable {
    /// What the server sent is no SMTP, or more of it than a reply can be.
    enum Fault: Error, Equatable { case notSMTP, tooLong }

    /// Bytes of a line; RFC 5321 allows 512.
    static let longestLine = 4096
    static let mostLines = 100
    /// Replies that wait to be taken; a server speaks only when asked.
    static let mostReplies = 16

    private var line: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []
    private var replies: [SMTPReply] = []

    /// Whether nothing came in that was not taken.
    var isEmpty: Bool { line.isEmpty && lines.isEmpty && replies.isEmpty }

    mutating func append(_ bytes: some Sequence<UInt8>) throws(Fault) {
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                guard line.count < Self.longestLine else { throw .tooLong }
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            try end(line)
            line.removeAll(keepingCapacity: true)
        }
    }

    /// The next whole reply; `nil` when more must come first.
    mutating func next() -> SMTPReply? { replies.isEmpty ? nil : replies.removeFirst() }

    private mutating func end(_ line: [UInt8]) throws(Fault) {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else { throw .notSMTP }
        let number = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        guard (200..<600).contains(number), code == nil || code == number else { throw .notSMTP }
        let mark = line.dropFirst(3).first ?? UInt8(ascii: " ")
        guard mark == UInt8(ascii: " ") || mark == UInt8(ascii: "-") else { throw .notSMTP }
        guard lines.count < Self.mostLines, replies.count < Self.mostReplies else { throw .tooLong }
        code = number
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self).cleaned)
        guard mark == UInt8(ascii: " ") else { return }
        replies.append(SMTPReply(code: number, lines: lines))
        lines = []
        code = nil
    }
}
