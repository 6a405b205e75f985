#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PulseCore
import PulseWebSocket
import ServiceLifecycle

/// The web server: HTTP/1.1 and WebSocket on one port, optionally with TLS.
///
/// Runs until graceful shutdown; then it stops listening, answers what is in flight and sends open WebSockets 1001.
public struct PulseHTTPServer: Service {
    private let settings: HTTPServerSettings
    private let pipeline: RequestPipeline
    private let live: LiveSocket?
    private let log: Logger
    private let onBound: @Sendable (Int) async -> Void
    private let date = DateHeader()

    /// - Parameter onBound: told the port once the server listens.
    public init(
        settings: HTTPServerSettings, pipeline: RequestPipeline, live: LiveSocket?, log: Logger,
        onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.settings = settings
        self.pipeline = pipeline
        self.live = live
        self.log = log
        self.onBound = onBound
    }

    public func run() async throws {
        let isTLS = settings.tls != nil
        let channel = UpgradeChannel(
            responder: { request, writer, channel in try await answer(request, writer, channel, isTLS: isTLS) }, isSecure: isTLS,
            decide: { request, channel in await decide(request, channel, isTLS: isTLS) })
        guard let files = settings.tls else { return try await serve(channel) }
        try await serve(TLSChannel(channel, tlsConfiguration: Self.configuration(files)))
    }

    private func serve(_ channel: some ServerChildChannel) async throws {
        let onBound = onBound
        let server = Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname(settings.host, port: settings.port)),
            onServerRunning: { channel in await onBound(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: log)
        do {
            try await server.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PulseError(
                "port_in_use", "Port \(settings.port) of \(settings.host) is already in use. Stop the other program, or set FRONTEND_PORT.",
                cause: error)
        }
    }

    private static func configuration(_ files: HTTPServerSettings.TLSFiles) throws -> TLSConfiguration {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            // Peers that never answer the goodbye must not hold up the end of the process.
            configuration.shutdownTimeout = .milliseconds(500)
            return configuration
        } catch {
            throw PulseError(
                "tls_files_invalid", "The TLS certificate or key cannot be used", details: ["certificate": files.certificate], cause: error)
        }
    }

    private func decide(_ request: HTTPRequest, _ channel: any Channel, isTLS: Bool) async -> UpgradeDecision {
        guard let live else { return .ordinary }
        return await live.decide(Self.incoming(request, channel, isTLS: isTLS) { _ in ByteBuffer() })
    }

    private static func incoming(
        _ head: HTTPRequest, _ channel: any Channel, isTLS: Bool, readBody: @escaping @Sendable (Int) async throws -> ByteBuffer
    ) -> IncomingRequest {
        IncomingRequest(
            method: head.method, target: head.path ?? "/", authority: head.authority, headers: head.headerFields,
            peer: channel.remoteAddress?.ipAddress ?? "", isTLS: isTLS, readBody: readBody)
    }
}

extension PulseHTTPServer {
    /// The request's body was left unread; ends the connection after the answer.
    private struct BodyLeftUnread: Error {}

    private func answer(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, isTLS: Bool) async throws {
        let body = BodyReader(request.body)
        if request.headers[.expect]?.lowercased() == "100-continue",
            request.headers[.contentLength].flatMap({ Int($0) }) ?? 0 <= Self.invitedBytes
        {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let incoming = Self.incoming(request.head, channel, isTLS: isTLS) { limit in try await body.read(limit) }
        var outgoing = await pipeline.respond(to: incoming)
        outgoing.head.headerFields.append(HTTPField(name: .date, value: date.text(at: pipeline.clock.now)))
        switch outgoing.body {
        case .none: try await writer.write(response: outgoing.head, body: ResponseBody())
        case .buffer(let bytes): try await writer.write(response: outgoing.head, body: ResponseBody(byteBuffer: bytes))
        case .stream(let stream): try await Self.write(stream, outgoing.head, writer)
        }
        guard outgoing.closesConnection else { return }
        // Takes a little of what is under way, so that the client reads the answer and not a reset; then closes.
        await body.drop(upTo: Self.drainedBytes)
        throw BodyLeftUnread()
    }

    private static let invitedBytes = 64 << 20
    private static let drainedBytes = 1 << 20

    private static func write(_ stream: AsyncStream<ByteBuffer>, _ head: HTTPResponse, _ writer: consuming ResponseWriter) async throws {
        var body = try await writer.writeHead(head)
        for await part in stream.cancelOnGracefulShutdown() { try await body.write(part) }
        try await body.finish(nil)
    }
}
