import NIOCore
import NIOExtras

/// Until the first request nothing else watches a connection: ends it when it idles, or when the server quiesces.
final class FirstRequestGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let timeout: TimeAmount
    private var task: Scheduled<Void>?

    init(timeout: TimeAmount) { self.timeout = timeout }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = context.loopBound
        task = context.eventLoop.scheduleTask(in: timeout) { bound.value.close(promise: nil) }
    }
    func handlerRemoved(context: ChannelHandlerContext) {
        task?.cancel()
        task = nil
    }
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        context.close(promise: nil)
    }
}
