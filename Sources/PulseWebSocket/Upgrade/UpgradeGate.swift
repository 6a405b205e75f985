import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Decides about an upgrade before NIO's upgrade handler sees the request.
///
/// NIO's own way of refusing drops the request and leaves the client waiting, so a refusal is written here, and a request that is
/// no proper upgrade loses its `Upgrade` header and becomes an ordinary one. Only the first request of a connection may upgrade.
final class UpgradeGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case first
        case deciding([HTTPServerRequestPart])
        case open
        case refused
    }
    /// Parts that may arrive while the decision is made; an upgrade request has no body, so a few are plenty.
    private static let heldParts = 16

    private var state = State.first
    private let decide: (HTTPRequestHead) -> EventLoopFuture<UpgradeDecision>
    private let accepted: (@escaping @Sendable (WebSocketConnection) async -> Void) -> Void

    init(
        decide: @escaping (HTTPRequestHead) -> EventLoopFuture<UpgradeDecision>,
        accepted: @escaping (@escaping @Sendable (WebSocketConnection) async -> Void) -> Void
    ) {
        self.decide = decide
        self.accepted = accepted
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .open: context.fireChannelRead(data)
        case .refused: break
        case .deciding(var parts):
            guard parts.count < Self.heldParts else { return context.close(promise: nil) }
            parts.append(unwrapInboundIn(data))
            state = .deciding(parts)
        case .first: receiveFirst(context, data)
        }
    }

    private func receiveFirst(_ context: ChannelHandlerContext, _ data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data), head.headers.contains(name: "Upgrade") else {
            state = .open
            return context.fireChannelRead(data)
        }
        guard head.isProperUpgrade else {
            state = .open
            return context.fireChannelRead(wrapInboundOut(.head(head.withoutUpgrade)))
        }
        state = .deciding([])
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        decide(head).whenComplete { result in
            let (gate, context) = bound.value
            gate.carryOut((try? result.get()) ?? .ordinary, head, context)
        }
    }

    private func carryOut(_ decision: UpgradeDecision, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .deciding(let parts) = state else { return }
        switch decision {
        case .accept(let body):
            accepted(body)
            replay(head, parts, context)
        case .ordinary: replay(head.withoutUpgrade, parts, context)
        case .refuse(let status, let fields, let body): carryOutRefusal(status: status, fields: fields, body: body, context)
        }
    }

    private func carryOutRefusal(status: Int, fields: HTTPFields, body: ByteBuffer, _ context: ChannelHandlerContext) {
        state = .refused
        var headers = HTTPHeaders()
        for field in fields { headers.add(name: field.name.rawName, value: field.value) }
        headers.replaceOrAdd(name: "Content-Length", value: String(body.readableBytes))
        headers.replaceOrAdd(name: "Connection", value: "close")
        let answer = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let bound = context.loopBound
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in bound.value.close(promise: nil) }
    }

    /// Bytes that are no HTTP, as the first thing on a connection; later ones are answered behind the upgrade.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .first = state, error is HTTPParserError else { return context.fireErrorCaught(error) }
        carryOutRefusal(status: 400, fields: [:], body: ByteBuffer(), context)
    }

    private func replay(_ head: HTTPRequestHead, _ parts: [HTTPServerRequestPart], _ context: ChannelHandlerContext) {
        state = .open
        context.fireChannelRead(wrapInboundOut(.head(head)))
        for part in parts { context.fireChannelRead(wrapInboundOut(part)) }
        context.fireChannelReadComplete()
    }
}

extension HTTPRequestHead {
    /// A complete WebSocket handshake (RFC 6455, 4.2.1).
    var isProperUpgrade: Bool {
        method == .GET && version == .http1_1 && headers["Sec-WebSocket-Key"].count == 1 && headers["Sec-WebSocket-Version"] == ["13"]
            && headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
            && headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
    }
    var withoutUpgrade: Self {
        var copy = self
        copy.headers.remove(name: "Upgrade")
        return copy
    }
}
