import NIOCore
import NIOHTTP1
import NIOSSL

/// Collects a request and carries out the script's reply.
final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private let record: ScriptedServer.Record
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(record: ScriptedServer.Record) { self.record = record }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let piece): body.append(contentsOf: piece.readableBytesView)
        case .end:
            guard let head else { return }
            let request = ReceivedRequest(
                method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: body)
            perform(record.reply(to: request), context: context)
        }
    }

    private func perform(_ reply: Reply, context: ChannelHandlerContext) {
        switch reply {
        case .answer(let status, let reason, let headers, let body):
            let code =
                reason.map { HTTPResponseStatus.custom(code: UInt(status), reasonPhrase: $0) } ?? HTTPResponseStatus(statusCode: status)
            send(code, headers: headers, length: body.count, body: body, context: context)
        case .endless(let bytes): stream(bytes, context: context)
        case .truncated(let body):
            send(.ok, headers: [], length: body.count + 1000, body: body, ends: false, context: context)
            context.flush()
            drop(context)
        case .reset: drop(context)
        case .hang: break
        case .delayed(let milliseconds, let body):
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {
                handler.value.send(.ok, headers: [], length: body.count, body: body, context: bound.value)
            }
        }
    }

    private func send(
        _ status: HTTPResponseStatus, headers: [(String, String)], length: Int, body: [UInt8], ends: Bool = true,
        context: ChannelHandlerContext
    ) {
        var fields = HTTPHeaders(headers)
        fields.replaceOrAdd(name: "content-length", value: String(length))
        context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: fields))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        if ends { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
    }

    private func stream(_ bytes: Int, context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["transfer-encoding": "chunked"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        piece(remaining: bytes, context: context)
    }

    private func piece(remaining: Int, context: ChannelHandlerContext) {
        guard remaining > 0 else { return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
        let size = min(remaining, 1 << 18)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let chunk = ByteBuffer(repeating: UInt8(ascii: " "), count: size)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(chunk)))).whenSuccess {
            handler.value.record.state.withLock { $0.bytesWritten += size }
            handler.value.piece(remaining: remaining - size, context: bound.value)
        }
    }

    /// Closes below TLS, so that no farewell is sent.
    private func drop(_ context: ChannelHandlerContext) {
        let below = try? context.channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
        (below ?? context).close(mode: .all, promise: nil)
    }
}
