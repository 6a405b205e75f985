import NIOCore
import NIOWebSocket
import Testing

@testable import PulseWebSocket

@Suite struct MessageAssemblerTests {
    private func frame(_ opcode: WebSocketOpcode, _ text: String, fin: Bool = true, rsv1: Bool = false) -> WebSocketFrame {
        var frame = WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(string: text))
        frame.rsv1 = rsv1
        return frame
    }

    @Test func joinsFragmentsAroundControlFrames() {
        var assembler = MessageAssembler(limit: 100, deflate: false)
        #expect(assembler.receive(frame(.text, "one ", fin: false)) == .nothing)
        #expect(assembler.receive(frame(.ping, "p")) == .ping(ByteBuffer(string: "p")))
        #expect(assembler.receive(frame(.continuation, "two ", fin: false)) == .nothing)
        #expect(assembler.receive(frame(.continuation, "three")) == .message(.text("one two three")))
        #expect(assembler.receive(frame(.binary, "raw")) == .message(.binary(ByteBuffer(string: "raw"))))
    }

    @Test func namesEachViolation() {
        func first(_ frames: [WebSocketFrame], deflate: Bool = false) -> MessageAssembler.Event {
            var assembler = MessageAssembler(limit: 10, deflate: deflate)
            return frames.map { assembler.receive($0) }.last ?? .nothing
        }
        #expect(first([frame(.text, "12345678901")]) == .violation(1009))
        #expect(first([frame(.text, "123456", fin: false), frame(.continuation, "78901")]) == .violation(1009))
        #expect(first([frame(.continuation, "x")]) == .violation(1002))
        #expect(first([frame(.text, "x", fin: false), frame(.text, "y")]) == .violation(1002))
        #expect(first([frame(.text, "x", rsv1: true)]) == .violation(1002))
        #expect(first([frame(.text, "xyz", rsv1: true)], deflate: true) == .violation(1007))
        #expect(first([WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: [0xFF, 0xFE]))]) == .violation(1007))
        #expect(first([WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer(bytes: [3]))]) == .violation(1002))
        #expect(first([WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer(bytes: [3, 0xED]))]) == .violation(1002))
        #expect(first([WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer(bytes: [3, 0xE8]))]) == .closed(code: 1000))
        #expect(first([WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer())]) == .closed(code: nil))
    }

    /// Any message, compressed and cut anywhere, arrives as it was.
    @Test func roundTripsAnyCut() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let words = ["alpha", "βήτα", "{\"cpu\":12.5}", "\n", "0"]
            let text = (0..<Int.random(in: 1...400)).compactMap { _ in words.randomElement(using: &generator) }.joined()
            var compressed = try #require(MessageDeflate.compress(ByteBuffer(string: text)))
            var assembler = MessageAssembler(limit: text.utf8.count, deflate: true)
            var event = MessageAssembler.Event.nothing
            var isFirst = true
            repeat {
                let size = min(compressed.readableBytes, Int.random(in: 1...50))
                guard let part = compressed.readSlice(length: size) else { break }
                var frame = WebSocketFrame(fin: compressed.readableBytes == 0, opcode: isFirst ? .text : .continuation, data: part)
                frame.rsv1 = isFirst
                event = assembler.receive(frame)
                isFirst = false
            } while compressed.readableBytes > 0
            #expect(event == .message(.text(text)))
            var strict = MessageAssembler(limit: text.utf8.count - 1, deflate: true)
            var whole = WebSocketFrame(fin: true, opcode: .text, data: try #require(MessageDeflate.compress(ByteBuffer(string: text))))
            whole.rsv1 = true
            #expect(strict.receive(whole) == .violation(1009))
        }
    }

    @Test func sharesOneCompression() {
        let message = PreparedMessage(String(repeating: "the same words ", count: 100))
        let first = message.deflated
        #expect(first != nil)
        #expect((first?.readableBytes ?? .max) < message.plain.readableBytes / 5)
        #expect(first == message.deflated)
        #expect(PreparedMessage("short").deflated == nil)
    }

    @Test(arguments: [
        (["permessage-deflate"], true), (["permessage-deflate; client_max_window_bits"], true),
        (["x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=15"], true),
        (["permessage-deflate; server_max_window_bits=10"], false), (["permessage-deflate; unknown"], false), ([], false),
        (["permessage-deflate; server_max_window_bits=10, permessage-deflate"], true),
    ])
    func negotiates(offers: [String], accepted: Bool) { #expect(DeflateNegotiation.accepts(offers: offers) == accepted) }
}
