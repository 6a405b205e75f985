import Logging
import NIOCore
import NIOPosix
import PulseCore
import PulseWebSocket
import ServiceLifecycle

@testable import PulseServer

/// A real server on a free port for the time of a test.
enum RunningServer {
    static func run(
        _ fixture: PipelineFixture, onConnect: @escaping @Sendable (LiveConnection) async -> Void = { _ in },
        body: @escaping @Sendable (Int, LiveSocket, ServiceGroup) async throws -> Void
    ) async throws {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let live = LiveSocket(pipeline: fixture.pipeline, onConnect: onConnect)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var settings = HTTPServerSettings()
        settings.host = "127.0.0.1"
        settings.port = 0
        let server = PulseHTTPServer(settings: settings, pipeline: fixture.pipeline, live: live, log: log) { port.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [server, live], logger: log))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await bound in ports {
                try await body(bound, live, group)
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Sends the bytes and returns everything the server says until it closes.
    static func exchange(_ port: Int, _ text: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: "127.0.0.1", port: port) {
            channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var said = ByteBuffer()
            for try await part in inbound { said.writeImmutableBuffer(part) }
            return String(buffer: said)
        }
    }
}
