import NIOCore
import NIOPosix
import Testing

@testable import PulseLab

@Suite("Connections that nobody serves")
struct AcceptedConnectionTests {
    /// NIO ends the whole program when a channel is let go that was never finished.
    @Test(.timeLimit(.minutes(1))) func theyAreClosedInGoodOrder() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = try await ServerBootstrap(group: group).childChannelInitializer { child in
            child.eventLoop.makeCompletedFuture {
                _ = AcceptedConnection(try NIOAsyncChannel(wrappingChannelSynchronously: child))
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        for _ in 0..<20 {
            let client = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get()
            try await client.closeFuture.get()
        }
        try await server.close()
    }
}
