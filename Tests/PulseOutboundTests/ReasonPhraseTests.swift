import Testing

@testable import PulseOutbound

struct ReasonPhraseTests {
    @Test(arguments: [
        ("HTTP/1.1 500 QEMU guest agent is not running\r", "pulse-reason-phrase: QEMU guest agent is not running\r\n"),
        (
            "HTTP/1.0 403 Permission check failed (/nodes/a, Sys.Audit)\r",
            "pulse-reason-phrase: Permission check failed (/nodes/a, Sys.Audit)\r\n"
        ),
        ("HTTP/1.1 200 OK", "pulse-reason-phrase: OK\r\n"), ("HTTP/1.1 200 ", ""), ("HTTP/1.1 200", ""), ("HTTP/2 200 OK", ""),
        ("SSH-2.0-OpenSSH 9 x", ""), ("", ""), ("HTTP/1.1 5000 x", ""), ("HTTP/1.1 500 a\u{1}\tb\u{7f}ü", "pulse-reason-phrase: ab\r\n"),
    ])
    func becomesAHeader(line: String, expected: String) { #expect(ReasonPhrase.headerLine(for: Array(line.utf8)) == expected) }

    @Test func isBounded() {
        let line = "HTTP/1.1 500 " + String(repeating: "x", count: 900)
        #expect(ReasonPhrase.headerLine(for: Array(line.utf8)).utf8.count == 512 + ReasonPhrase.header.utf8.count + 4)
    }
}
