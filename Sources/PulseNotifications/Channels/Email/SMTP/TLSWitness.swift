import NIOCore
import NIOSSL
import Synchronization

/// Remembers what TLS complained of. When a handshake fails the connection also just ends, and which of the two is seen first is chance.
final class TLSWitness: Sendable {
    private let first = Mutex<(any Error)?>(nil)

    var error: (any Error)? { first.withLock { $0 } }

    /// Stands behind the TLS handler.
    var handler: any ChannelHandler { Handler(witness: self) }

    private func saw(_ error: any Error) {
        guard error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError else { return }
        if case NIOSSLError.uncleanShutdown = error { return }
        first.withLock { $0 = $0 ?? error }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = NIOAny
        private let witness: TLSWitness
        init(witness: TLSWitness) { self.witness = witness }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            witness.saw(error)
            context.fireErrorCaught(error)
        }
    }
}
