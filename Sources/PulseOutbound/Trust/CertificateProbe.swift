import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Shakes hands with a server and hangs up: shows its certificate without sending it anything.
struct CertificateProbe: Sendable {
    let origin: Origin
    let policy: AddressPolicy
    let group: any EventLoopGroup

    /// - Parameter verifying: Whether the system's authorities and the host name must agree; when they do not, the
    ///   failure is `tls`.
    func handshake(verifying: Bool) async throws(OutboundFailure) -> CertificateExamination {
        do {
            let context = try NIOSSLContext(configuration: .client(trust: verifying ? .system : .anything))
            let certificate = try await certificate(context)
            return CertificateExamination(
                fingerprint: Fingerprint(certificate: try certificate.toDERBytes()),
                isTrustedBySystem: verifying ? true : nil,
                expires: Int(certificate.notValidAfter))
        } catch {
            throw OutboundFailure(error)
        }
    }

    /// Whether the system's authorities vouch for the server, and it still presents that certificate.
    func isTrusted(_ fingerprint: Fingerprint) async throws(OutboundFailure) -> Bool {
        do throws(OutboundFailure) {
            return try await handshake(verifying: true).fingerprint == fingerprint
        } catch {
            guard error == .tls else { throw error }
            return false
        }
    }

    private func certificate(_ context: NIOSSLContext) async throws -> NIOSSLCertificate {
        let loop = group.next()
        let promise = loop.makePromise(of: NIOSSLCertificate.self)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.seconds(6))
            .channelInitializer { [origin, policy] channel in
                channel.eventLoop.makeCompletedFuture {
                    let name = origin.address == nil ? origin.host : nil
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(AddressGate(policy: policy))
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
                    try pipeline.addHandler(HandshakeWitness(promise: promise))
                }
            }
        let connecting = bootstrap.connect(host: origin.host, port: origin.port)
        connecting.whenFailure { promise.fail($0) }
        return try await withTaskCancellationHandler {
            do {
                let seen = try await promise.futureResult.get()
                connecting.whenSuccess { $0.close(mode: .all, promise: nil) }
                return seen
            } catch {
                connecting.whenSuccess { $0.close(mode: .all, promise: nil) }
                throw error
            }
        } onCancel: {
            promise.fail(OutboundFailure.cancelled)
        }
    }
}

/// Lets a connection begin only when it leads to a permitted address.
private final class AddressGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    private let policy: AddressPolicy
    init(policy: AddressPolicy) { self.policy = policy }

    func channelActive(context: ChannelHandlerContext) {
        if let address = context.remoteAddress.flatMap(IPAddress.init(socket:)), !policy.permits(address) {
            context.fireErrorCaught(OutboundFailure.addressRefused)
            context.close(promise: nil)
        } else {
            context.fireChannelActive()
        }
    }
}

/// Waits for the end of the handshake and takes the certificate.
private final class HandshakeWitness: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<NIOSSLCertificate>
    init(promise: EventLoopPromise<NIOSSLCertificate>) { self.promise = promise }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshakeCompleted? = event as? TLSUserEvent else { return context.fireUserInboundEventTriggered(event) }
        do {
            guard let certificate = try context.channel.pipeline.syncOperations.nioSSL_peerCertificate() else {
                return promise.fail(OutboundFailure.tls)
            }
            promise.succeed(certificate)
        } catch {
            promise.fail(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(OutboundFailure.reset)
        context.fireChannelInactive()
    }
}
