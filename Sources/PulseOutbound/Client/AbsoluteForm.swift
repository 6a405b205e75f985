import NIOCore
import NIOHTTP1

/// Writes whole URLs into the first lines of requests, as proxies want them for servers without TLS (RFC 9112 §3.2.2).
final class AbsoluteForm: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart
    private let origin: Origin

    private init(origin: Origin) { self.origin = origin }

    /// Puts a new one between the requests of a connection and their encoder.
    static func install(for origin: Origin, on channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(AbsoluteForm(origin: origin), position: .before(parser))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        head.uri = origin.text + head.uri
        head.headers.replaceOrAdd(name: "host", value: origin.authority)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
