/// What a server says it can, in its answer to EHLO.
struct SMTPExtensions: Sendable, Equatable {
    var startTLS = false
    var utf8 = false
    var eightBit = false
    /// Bytes of the largest mail; `nil` when it does not say.
    var size: Int?
    /// Ways to log in, in capitals.
    var mechanisms: Set<String> = []

    init() {}

    /// Reads the lines below the greeting.
    init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            // Some old servers write `AUTH=PLAIN`.
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
            switch words.first {
            case "STARTTLS": startTLS = true
            case "SMTPUTF8": utf8 = true
            case "8BITMIME": eightBit = true
            case "SIZE": size = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            case "AUTH": mechanisms.formUnion(words.dropFirst())
            default: break
            }
        }
    }
}
