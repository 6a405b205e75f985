import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Serves the control API of a laboratory, on this machine only and without credentials.
public struct LabControl: Service {
    private static let bodyLimit = 64 * 1024
    private let api: ControlAPI
    private let port: Int
    private let log: Logger
    private let onBound: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - onBound: told the port once it listens.
    public init(_ laboratory: Laboratory, port: Int, log: Logger? = nil, onBound: @escaping @Sendable (Int) async -> Void = { _ in }) {
        api = ControlAPI(laboratory: laboratory)
        self.port = port
        self.log = log ?? Logger(label: "laboratory") { _ in SwiftLogNoOpLogHandler() }
        self.onBound = onBound
    }

    public func run() async throws {
        let (api, onBound) = (api, onBound)
        let channel = HTTP1Channel(
            responder: { request, writer, _ in
                var body: [UInt8] = []
                for try await buffer in request.body where body.count < Self.bodyLimit {
                    body.append(contentsOf: buffer.readableBytesView)
                }
                let parts = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
                let query = parts.count > 1 ? LabExchange.pairs(parts[1]) : [:]
                let answer = await api.answer(request.method.rawValue, String(parts[0]), query, body)
                let bytes = ByteBuffer(bytes: answer.body)
                let fields: HTTPFields = [.contentType: "application/json", .contentLength: String(bytes.readableBytes)]
                let head = HTTPResponse(status: .init(code: answer.status), headerFields: fields)
                try await writer.write(response: head, body: ResponseBody(byteBuffer: bytes))
            },
            configuration: .init(idleTimeout: .seconds(60)))
        let server = Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in await onBound(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: log)
        try await server.run()
    }
}
