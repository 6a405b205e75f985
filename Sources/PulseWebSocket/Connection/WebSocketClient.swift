import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// A small WebSocket client, for tests and for talking to agents' test doubles.
public enum WebSocketClient {
    /// The server answered the handshake with something else than 101.
    public struct UpgradeRefused: Error {}

    /// Connects, runs `body`, closes, and says with which code the server closed, if it did.
    public static func connect(
        host: String, port: Int, path: String, headers extra: [(String, String)] = [], deflate: Bool = true, tls: TLSConfiguration? = nil,
        limits: WebSocketLimits = WebSocketLimits(), body: @Sendable @escaping (WebSocketConnection) async -> Void
    ) async throws -> UInt16? {
        let closeCode = CloseCode()
        let sslContext = try tls.map { try NIOSSLContext(configuration: $0) }
        let upgraded: EventLoopFuture<(WebSocketChannel, Bool)?> = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(10))
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let sync = channel.pipeline.syncOperations
                    if let sslContext { try sync.addHandler(NIOSSLClientHandler(context: sslContext, serverHostname: nil)) }
                    var headers = HTTPHeaders([("Host", "\(host):\(port)")] + extra)
                    if deflate { headers.add(name: "Sec-WebSocket-Extensions", value: DeflateNegotiation.agreement) }
                    var configuration = NIOUpgradableHTTPClientPipelineConfiguration<(WebSocketChannel, Bool)?>(
                        upgradeConfiguration: .init(
                            upgradeRequestHead: .init(version: .http1_1, method: .GET, uri: path, headers: headers),
                            upgraders: [upgrader(limits, closeCode)]
                        ) { channel in channel.eventLoop.makeSucceededFuture(nil) })
                    // The default drops what came in one packet with the 101: the first words of a server that speaks first.
                    configuration.leftOverBytesStrategy = .forwardBytes
                    return try sync.configureUpgradableHTTPClientPipeline(configuration: configuration)
                }
            }
        guard let (channel, deflating) = try await upgraded.get() else { throw UpgradeRefused() }
        try await WebSocketConnection.run(channel, isDeflating: deflating, limits: limits, body: body)
        return closeCode.value
    }

    private static func upgrader(
        _ limits: WebSocketLimits, _ closeCode: CloseCode
    ) -> NIOTypedWebSocketClientUpgrader<(WebSocketChannel, Bool)?> {
        NIOTypedWebSocketClientUpgrader(maxFrameSize: limits.inboundBytes * 4, enableAutomaticErrorHandling: false) { channel, response in
            channel.eventLoop.makeCompletedFuture {
                let agreed = DeflateNegotiation.isAgreed(answers: response.headers["Sec-WebSocket-Extensions"])
                let handler = WebSocketMessageHandler(role: .client, limits: limits, deflate: agreed) { closeCode.set($0) }
                try channel.pipeline.syncOperations.addHandler(handler)
                return (try WebSocketChannel(wrappingChannelSynchronously: channel), agreed)
            }
        }
    }

    private final class CloseCode: Sendable {
        private let code = Mutex<UInt16?>(nil)
        var value: UInt16? { code.withLock { $0 } }
        func set(_ new: UInt16?) { code.withLock { $0 = new } }
    }
}
