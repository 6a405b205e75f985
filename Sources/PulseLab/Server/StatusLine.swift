import HTTPTypes
import NIOCore
import NIOHTTP1

/// Puts the words of an answer into its status line, where Proxmox has them and the HTTP types would not leave them.
final class StatusLine: ChannelOutboundHandler {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart
    static let field = "X-Lab-Reason"

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), let reason = head.headers.first(name: Self.field) else {
            return context.write(data, promise: promise)
        }
        head.headers.remove(name: Self.field)
        head.status = .custom(code: head.status.code, reasonPhrase: reason)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
