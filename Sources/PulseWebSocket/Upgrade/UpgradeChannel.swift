import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// HTTP/1.1 for Hummingbird with WebSocket upgrades on the same port.
public struct UpgradeChannel: ServerChildChannel, HTTPChannelHandler {
    /// Times and sizes of the HTTP side.
    public struct HTTPLimits: Sendable {
        /// From the connection's start to its first request.
        public var firstRequest: Duration = .seconds(15)
        /// Between requests.
        public var idle: Duration = .seconds(120)
        /// All header fields of a request, in bytes.
        public var headerBytes = 64 * 1024
        public var headerFields = 200

        public init() {}
    }

    public enum Upgraded: Sendable {
        case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        case webSocket(WebSocketUpgrade)
    }
    /// A connection that has become a WebSocket.
    public struct WebSocketUpgrade: Sendable {
        let channel: WebSocketChannel
        let isDeflating: Bool
        let body: @Sendable (WebSocketConnection) async -> Void
    }
    public struct Value: ServerChildChannelValue {
        public let channel: any Channel
        let upgraded: EventLoopFuture<Upgraded>
    }

    /// Decides about an upgrade from the request and the connection it came on.
    public typealias Decide = @Sendable (HTTPRequest, any Channel) async -> UpgradeDecision

    public let responder: HTTPChannelHandler.Responder
    private let limits: WebSocketLimits
    private let httpLimits: HTTPLimits
    private let isSecure: Bool
    private let decide: Decide

    public init(
        responder: @escaping HTTPChannelHandler.Responder, limits: WebSocketLimits = WebSocketLimits(),
        httpLimits: HTTPLimits = HTTPLimits(),
        isSecure: Bool, decide: @escaping Decide
    ) {
        self.responder = responder
        self.limits = limits
        self.httpLimits = httpLimits
        self.isSecure = isSecure
        self.decide = decide
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let accepted = NIOLoopBoundBox<(@Sendable (WebSocketConnection) async -> Void)?>(nil, eventLoop: channel.eventLoop)
            let sync = channel.pipeline.syncOperations
            let encoder = HTTPResponseEncoder()
            var decoderLimits = NIOHTTPDecoderLimitConfiguration()
            decoderLimits.maxHeaderListSize = httpLimits.headerBytes
            decoderLimits.maxHeaderFieldCount = httpLimits.headerFields
            let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoderLimits))
            let gate = makeGate(channel, accepted)
            let upgrade = NIOTypedHTTPServerUpgradeHandler<Upgraded>(
                httpEncoder: encoder,
                // The gate first: the decoder's leftover bytes must not reach it.
                extraHTTPHandlers: [gate, decoder],
                upgradeConfiguration: .init(upgraders: [makeUpgrader(accepted)], notUpgradingCompletionHandler: becomeHTTP(logger)))
            try sync.addHandler(FirstRequestGuard(timeout: TimeAmount(httpLimits.firstRequest)))
            try sync.addHandlers(encoder, decoder, gate, upgrade)
            return Value(channel: channel, upgraded: upgrade.upgradeResultFuture)
        }
    }

    public func handle(value: Value, logger: Logger) async {
        switch try? await value.upgraded.get() {
        // Closed before its first request, or refused.
        case nil: break
        case .http(let http): await handleHTTP(asyncChannel: http, logger: logger)
        case .webSocket(let socket):
            // Ends with an error when the peer vanishes; that is one of the ways connections end.
            try? await WebSocketConnection.run(socket.channel, isDeflating: socket.isDeflating, limits: limits, body: socket.body)
        }
    }
}

extension UpgradeChannel {
    private typealias Accepted = NIOLoopBoundBox<(@Sendable (WebSocketConnection) async -> Void)?>

    private func makeGate(_ channel: any Channel, _ accepted: NIOLoopBoundBox<(@Sendable (WebSocketConnection) async -> Void)?>)
        -> UpgradeGate
    {
        UpgradeGate { [decide, isSecure] head in
            channel.eventLoop.makeFutureWithTask {
                guard let request = try? HTTPRequest(head, secure: isSecure, splitCookie: false) else { return .ordinary }
                return await decide(request, channel)
            }
        } accepted: {
            accepted.value = $0
        }
    }

    private func makeUpgrader(
        _ accepted: NIOLoopBoundBox<(@Sendable (WebSocketConnection) async -> Void)?>
    ) -> NIOTypedWebSocketServerUpgrader<Upgraded> {
        let limits = limits
        return NIOTypedWebSocketServerUpgrader<Upgraded>(
            // Above the message limit, so that our handler closes with 1009 and not NIO with 1002.
            maxFrameSize: limits.inboundBytes * 4,
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, head in
                let deflates = DeflateNegotiation.accepts(offers: head.headers["Sec-WebSocket-Extensions"])
                return channel.eventLoop.makeSucceededFuture(
                    deflates ? ["Sec-WebSocket-Extensions": DeflateNegotiation.agreement] : [:])
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let sync = channel.pipeline.syncOperations
                    try sync.removeHandler(sync.handler(type: FirstRequestGuard.self), promise: nil)
                    let deflates = DeflateNegotiation.accepts(offers: head.headers["Sec-WebSocket-Extensions"])
                    try sync.addHandler(WebSocketMessageHandler(role: .server, limits: limits, deflate: deflates))
                    return .webSocket(
                        WebSocketUpgrade(
                            channel: try WebSocketChannel(wrappingChannelSynchronously: channel), isDeflating: deflates,
                            body: accepted.value ?? { _ in }))
                }
            })
    }

    private func becomeHTTP(_ logger: Logger) -> @Sendable (any Channel) -> EventLoopFuture<Upgraded> {
        let (isSecure, idle) = (isSecure, httpLimits.idle)
        return { channel in
            channel.eventLoop.makeCompletedFuture {
                let sync = channel.pipeline.syncOperations
                try sync.removeHandler(sync.handler(type: FirstRequestGuard.self), promise: nil)
                try sync.addHandler(HTTP1ToHTTPServerCodec(secure: isSecure))
                try sync.addHandler(HTTPConnectionStateHandler(idleTimeout: idle, logger: logger))
                return .http(
                    try NIOAsyncChannel(wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)))
            }
        }
    }
}
