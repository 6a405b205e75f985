import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A request as it reached the server.
public struct ReceivedRequest: Sendable {
    public var method: String
    public var target: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    public var path: String { String(target.prefix { $0 != "?" }) }
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// What the server does with a request.
public enum Reply: Sendable {
    case answer(status: Int = 200, reason: String? = nil, headers: [(String, String)] = [], body: [UInt8] = [])
    /// So many bytes, in chunks, as long as the client takes them.
    case endless(bytes: Int)
    /// Announces a longer body than it sends and drops the connection, without TLS's farewell.
    case truncated(body: [UInt8])
    /// Drops the connection at once.
    case reset
    /// Never answers.
    case hang
    case delayed(milliseconds: Int, body: [UInt8])

    public static func json(_ text: String, status: Int = 200, reason: String? = nil) -> Reply {
        .answer(status: status, reason: reason, headers: [("content-type", "application/json")], body: Array(text.utf8))
    }
}

/// An HTTP server on loopback, with or without TLS, that answers as a script says and remembers what it was asked.
public final class ScriptedServer: Sendable {
    public typealias Script = @Sendable (ReceivedRequest) -> Reply

    private let channel: any Channel
    private let record: Record
    private let isEncrypted: Bool
    public let port: Int
    public let host: String

    public static func start(
        host: String = "127.0.0.1", port: Int = 0, certificate: ServerCertificate? = nil, script: @escaping Script
    ) async throws -> ScriptedServer {
        let record = Record(script: script)
        let context = try certificate?.context()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                record.connected(channel)
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(ScriptHandler(record: record))
                }
            }
            .bind(host: host, port: port).get()
        return ScriptedServer(channel: channel, record: record, isEncrypted: certificate != nil)
    }

    private init(channel: any Channel, record: Record, isEncrypted: Bool) {
        self.channel = channel
        self.record = record
        self.isEncrypted = isEncrypted
        port = channel.localAddress?.port ?? 0
        host = channel.localAddress?.ipAddress ?? ""
    }

    public var origin: String { "\(isEncrypted ? "https" : "http")://\(host):\(port)" }
    public var requests: [ReceivedRequest] { record.state.withLock { $0.requests } }
    /// TCP connections taken so far.
    public var connections: Int { record.state.withLock { $0.connections } }
    /// Bytes of endless bodies written so far.
    public var bytesWritten: Int { record.state.withLock { $0.bytesWritten } }

    public func count(_ path: String) -> Int { requests.count { $0.path == path } }

    /// Stops listening and drops every connection.
    public func stop() async {
        try? await channel.close()
        for open in record.state.withLock({ $0.channels }) { open.close(mode: .all, promise: nil) }
    }

    final class Record: Sendable {
        struct State {
            var requests: [ReceivedRequest] = []
            var connections = 0
            var bytesWritten = 0
            var channels: [any Channel] = []
        }
        let script: Script
        let state = Mutex(State())
        init(script: @escaping Script) { self.script = script }

        func connected(_ channel: any Channel) {
            state.withLock {
                $0.connections += 1
                $0.channels.append(channel)
            }
        }
        func reply(to request: ReceivedRequest) -> Reply {
            state.withLock { $0.requests.append(request) }
            return script(request)
        }
    }
}
