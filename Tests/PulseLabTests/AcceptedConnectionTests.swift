import Logging
import NIOCore
import NIOPosix
import PulseCore
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

    /// An error would end the listener, and with it the member for good.
    @Test(.timeLimit(.minutes(1))) func oneThatEndedBeforeItIsSetUpIsNone() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let clock = ManualWallClock(Timestamp(seconds: 1_760_000_000))
        let cluster = try LabCluster(LabCluster.Configuration(EstatePlan(nodes: 1, guests: 0, epoch: clock.now), clock: clock))
        let channel = LabChannel(context: { cluster.context(0) }) { _, _, _ in }
        let server = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let ended = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get()
        try await ended.close()
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let accepted = try await ended.eventLoop.flatSubmit { channel.setup(ended, log) }.get()
        #expect(accepted == nil)
        try await server.close()
    }
}
