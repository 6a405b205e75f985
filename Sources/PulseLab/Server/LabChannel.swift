#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypesHTTP1
import NIOSSL
import Synchronization

/// Sets up connections to one member: TLS with the certificate it has now, then HTTP.
final class LabChannel: Sendable {
    private let http: HTTP1Channel
    private let context: @Sendable () -> NIOSSLContext
    private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

    init(context: @escaping @Sendable () -> NIOSSLContext, responder: @escaping HTTPChannelHandler.Responder) {
        self.context = context
        http = HTTP1Channel(responder: responder, configuration: .init(idleTimeout: .seconds(120)))
    }

    /// `nil` for a connection that ended before it was set up: an error would end the listener with it.
    func setup(_ channel: any Channel, _ log: Logger) -> EventLoopFuture<AcceptedConnection?> {
        let id = ObjectIdentifier(channel)
        open.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in _ = self?.open.withLock { $0.removeValue(forKey: id) } }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context()))
        }.flatMap {
            self.http.setup(channel: channel, logger: log).map { AcceptedConnection($0) }
        }.flatMapThrowing { accepted in
            let pipeline = channel.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(StatusLine(), position: .before(codec))
            return accepted
        }.flatMapErrorThrowing { _ in
            channel.close(promise: nil)
            return nil
        }
    }

    func handle(_ accepted: AcceptedConnection, _ log: Logger) async { await http.handle(value: accepted.take(), logger: log) }

    /// Ends all connections at once, as a power cut does.
    func cutAll() { for channel in open.withLock({ Array($0.values) }) { Self.cut(channel) } }

    /// Ends a connection with a TCP reset and without TLS's goodbye.
    static func cut(_ channel: any Channel, isReset: Bool = true) {
        channel.eventLoop.execute {
            if isReset { (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in } }
            guard let tls = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) else {
                return channel.close(promise: nil)
            }
            // From the TLS handler's place outwards: it does not hear of it.
            tls.close(promise: nil)
        }
    }
}
