import PulseCore
import Testing

@testable import PulseNotifications

@Suite("SMTP replies")
struct EmailReplyTests {
    @Test(arguments: [
        ("220 hi\r\n", [SMTPReply(220, "hi")]), ("250-a\r\n250-b\r\n250 c\r\n", [SMTPReply(250, "a", "b", "c")]),
        ("250\r\n", [SMTPReply(250, "")]), ("220 a\n250 b\n", [SMTPReply(220, "a"), SMTPReply(250, "b")]), ("250-a\r\n", []),
        ("221 be\u{7}ll\r\n", [SMTPReply(221, "bell")]),
    ])
    func whole(bytes: String, expected: [SMTPReply]) throws {
        // However they are cut into pieces.
        for size in [1, 2, 7, 100] {
            var reader = SMTPReplyReader()
            let all = Array(bytes.utf8)
            for start in stride(from: 0, to: all.count, by: size) { try reader.append(all[start..<min(start + size, all.count)]) }
            var found: [SMTPReply] = []
            while let reply = reader.next() { found.append(reply) }
            #expect(found == expected)
            #expect(reader.isEmpty == (bytes != "250-a\r\n"))
        }
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n", "22\r\n", "099 x\r\n", "250-a\r\n251 b\r\n", "250xa\r\n", "\r\n"])
    func noSMTP(bytes: String) {
        var reader = SMTPReplyReader()
        #expect(throws: SMTPReplyReader.Fault.notSMTP) { try reader.append(bytes.utf8) }
    }

    @Test func nothingIsCollectedWithoutBound() {
        var reader = SMTPReplyReader()
        #expect(throws: SMTPReplyReader.Fault.tooLong) { try reader.append([UInt8](repeating: 65, count: 5000)) }
        var lines = SMTPReplyReader()
        #expect(throws: SMTPReplyReader.Fault.tooLong) { for _ in 0..<200 { try lines.append("250-x\r\n".utf8) } }
        var replies = SMTPReplyReader()
        #expect(throws: SMTPReplyReader.Fault.tooLong) { for _ in 0..<200 { try replies.append("250 x\r\n".utf8) } }
    }

    @Test func randomBytesNeverTrapAndNeverGrow() {
        var random = SeededGenerator(seed: 25)
        for _ in 0..<300 {
            var reader = SMTPReplyReader()
            let alphabet = Array("2505 -\r\nabc\u{0}".utf8) + [0xff]
            let bytes = (0..<200).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            try? reader.append(bytes)
            var count = 0
            while reader.next() != nil { count += 1 }
            #expect(count <= SMTPReplyReader.mostReplies)
        }
    }
}
