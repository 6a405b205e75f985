import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Offers `/metrics` on a port of its own.
public struct MetricsListener: Service {
    private let registry: MetricsRegistry
    private let settings: MetricsListenerSettings
    private let log: Logger
    private let onBound: @Sendable (Int) async -> Void

    /// - Throws: when the settings would expose metrics or token; see ``MetricsListenerSettings/validate()``.
    public init(
        registry: MetricsRegistry, settings: MetricsListenerSettings, log: Logger,
        onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        try settings.validate()
        self.registry = registry
        self.settings = settings
        self.log = log
        self.onBound = onBound
    }

    public func run() async throws {
        let (registry, token, onBound) = (registry, settings.token, onBound)
        let channel = HTTP1Channel(
            responder: { request, writer, _ in
                let (head, body) = await Self.answer(request, registry: registry, token: token)
                try await writer.write(response: head, body: body)
            },
            configuration: .init(idleTimeout: .seconds(60)))
        let server = Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname(settings.host, port: settings.port)),
            onServerRunning: { channel in await onBound(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: log)
        try await server.run()
    }

    private static func answer(_ request: Request, registry: MetricsRegistry, token: String?) async -> (HTTPResponse, ResponseBody) {
        let text: String
        var status = HTTPResponse.Status.ok
        var fields: HTTPFields = [.contentType: "text/plain; version=0.0.4; charset=utf-8"]
        if request.uri.path != "/metrics" {
            (status, text) = (.notFound, "Not found\n")
        } else if request.method != .get && request.method != .head {
            fields[.allow] = "GET, HEAD"
            (status, text) = (.methodNotAllowed, "Method not allowed\n")
        } else if let token, !token.isEmpty, !isBearer(request.headers[.authorization], token) {
            (status, text) = (.unauthorized, "Unauthorized\n")
        } else {
            text = await registry.render()
        }
        let body = ByteBuffer(string: text)
        fields[.contentLength] = String(body.readableBytes)
        return (HTTPResponse(status: status, headerFields: fields), request.method == .head ? .init() : .init(byteBuffer: body))
    }

    /// Compares without telling by its time how much was right.
    static func isBearer(_ header: String?, _ token: String) -> Bool {
        guard let header, header.utf8.count > 7, header.prefix(7).lowercased() == "bearer " else { return false }
        let given = Array(header.utf8.dropFirst(7))
        let wanted = Array(token.utf8)
        var difference = given.count ^ wanted.count
        for index in wanted.indices { difference |= Int(wanted[index] ^ (index < given.count ? given[index] : 0)) }
        return difference == 0
    }
}
