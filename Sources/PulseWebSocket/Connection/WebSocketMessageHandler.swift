import NIOCore
import NIOExtras
import NIOWebSocket

/// What a connection is told to send.
enum WebSocketOutbound: Sendable {
    case text(ByteBuffer, deflated: ByteBuffer?)
    case binary(ByteBuffer)
    case close(code: UInt16, reason: String)
}

/// Carries frames in and messages out: control frames, keepalive, the closing handshake, and quiescing.
final class WebSocketMessageHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketMessage
    typealias OutboundIn = WebSocketOutbound
    typealias OutboundOut = WebSocketFrame

    enum Role { case server, client }

    private let role: Role
    private let limits: WebSocketLimits
    private var assembler: MessageAssembler
    private var isClosing = false
    private var lastHeard = NIODeadline.now()
    private var keepalive: RepeatedTask?
    private let onClose: @Sendable (UInt16?) -> Void

    init(role: Role, limits: WebSocketLimits, deflate: Bool, onClose: @escaping @Sendable (UInt16?) -> Void = { _ in }) {
        self.role = role
        self.limits = limits
        self.onClose = onClose
        assembler = MessageAssembler(limit: limits.inboundBytes, deflate: deflate)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let interval = TimeAmount(limits.pingInterval)
        guard interval > .zero else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        keepalive = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            let (handler, context) = bound.value
            handler.checkAlive(context)
        }
    }
    func handlerRemoved(context: ChannelHandlerContext) { stop() }
    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }
    private func stop() {
        keepalive?.cancel()
        keepalive = nil
    }

    private func checkAlive(_ context: ChannelHandlerContext) {
        guard NIODeadline.now() - lastHeard < TimeAmount(limits.silence) else { return context.close(promise: nil) }
        send(context, .ping, ByteBuffer())
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = .now()
        switch assembler.receive(unwrapInboundIn(data)) {
        case .nothing: break
        case .message(let message): if !isClosing { context.fireChannelRead(wrapInboundOut(message)) }
        case .ping(let data): send(context, .pong, data)
        case .closed(let code):
            onClose(code)
            answerClose(context, code)
        case .violation(let code): close(context, code: code, reason: "")
        }
    }

    private func answerClose(_ context: ChannelHandlerContext, _ code: UInt16?) {
        if !isClosing {
            isClosing = true
            var payload = ByteBuffer()
            if let code { payload.writeInteger(code) }
            send(context, .connectionClose, payload)
        }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        close(context, code: 1001, reason: "server shutting down")
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength?: close(context, code: 1009, reason: "message too large")
        case .some: close(context, code: 1002, reason: "")
        case nil: context.close(promise: nil)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let outbound = unwrapOutboundIn(data)
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch outbound {
        case .text(let plain, let deflated):
            var frame = WebSocketFrame(fin: true, opcode: .text, maskKey: mask, data: deflated ?? plain)
            frame.rsv1 = deflated != nil
            context.write(wrapOutboundOut(frame), promise: promise)
        case .binary(let data):
            context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .binary, maskKey: mask, data: data)), promise: promise)
        case .close(let code, let reason):
            close(context, code: code, reason: reason)
            promise?.succeed()
        }
    }

    private func close(_ context: ChannelHandlerContext, code: UInt16, reason: String) {
        guard !isClosing else { return }
        isClosing = true
        var payload = ByteBuffer()
        payload.writeInteger(code)
        payload.writeString(String(reason.prefix(120)))
        send(context, .connectionClose, payload)
        let bound = context.loopBound
        context.eventLoop.scheduleTask(in: TimeAmount(limits.closing)) { bound.value.close(promise: nil) }
    }

    private var mask: WebSocketMaskingKey? { role == .client ? .random() : nil }

    private func send(_ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ data: ByteBuffer) {
        context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, maskKey: mask, data: data)), promise: nil)
    }
}
