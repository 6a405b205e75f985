import NIOCore
import NIOHTTP1

/// Keeps the words behind the status of an answer, which NIO's parser drops, as a header of ours.
///
/// Proxmox before 8.4 says what is wrong only there: `500 QEMU guest agent is not running`.
final class ReasonPhrase: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    static let header = "pulse-reason-phrase"
    /// Bytes of a first line that is looked at; a longer one passes as it is.
    private static let lineLimit = 1024

    /// Bytes of a first line whose end has not come; `nil` while no answer is due.
    private var line: ByteBuffer?

    /// Puts a new one in front of the parser of a connection's answers.
    static func install(on channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(ReasonPhrase(), position: .before(parser))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head = unwrapOutboundIn(data) { line = context.channel.allocator.buffer(capacity: 0) }
        context.write(data, promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard var pending = line else { return context.fireChannelRead(data) }
        var piece = unwrapInboundIn(data)
        pending.writeBuffer(&piece)
        let view = pending.readableBytesView
        if let end = view.firstIndex(of: UInt8(ascii: "\n")) {
            line = nil
            let first = view[..<end]
            let added = Self.headerLine(for: first)
            var whole = context.channel.allocator.buffer(capacity: pending.readableBytes + added.utf8.count)
            whole.writeBytes(view[...end])
            whole.writeString(added)
            whole.writeBytes(view[view.index(after: end)...])
            context.fireChannelRead(wrapInboundOut(whole))
        } else if pending.readableBytes > Self.lineLimit {
            line = nil
            context.fireChannelRead(wrapInboundOut(pending))
        } else {
            line = pending
        }
    }

    /// The header with the reason of `HTTP/1.1 500 reason`; empty for a line of another form.
    static func headerLine(for first: some Collection<UInt8>) -> String {
        let words = String(decoding: first, as: UTF8.self).split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3 else { return "" }
        let printable = words[2].unicodeScalars.filter { (0x20...0x7e).contains($0.value) }
        let reason = String(String.UnicodeScalarView(printable)).prefix(512)
        return reason.isEmpty ? "" : "\(header): \(reason)\r\n"
    }
}
