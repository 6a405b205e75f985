import NIOCore
import NIOSSL

/// Looks at whom a new connection leads to, before anything is said over it.
struct PeerCheck: Sendable {
    let trust: TLSTrust
    let policy: AddressPolicy
    let isEncrypted: Bool

    /// Call on the channel's event loop once the TLS handshake is done.
    func verify(_ channel: any Channel) throws {
        if let address = channel.remoteAddress.flatMap(IPAddress.init(socket:)), !policy.permits(address) {
            throw OutboundFailure.addressRefused
        }
        guard case .pinned(let expected) = trust else { return }
        // A pin says that only this certificate will do; without TLS there is none.
        guard isEncrypted, let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate() else {
            throw OutboundFailure.tls
        }
        let presented = Fingerprint(certificate: try certificate.toDERBytes())
        guard presented == expected else {
            throw OutboundFailure.fingerprintMismatch(expected: expected, presented: presented)
        }
    }
}

extension IPAddress {
    /// The address of a TCP connection's end; `nil` for Unix sockets.
    init?(socket: SocketAddress) {
        switch socket {
        case .v4(let address):
            var raw = address.address.sin_addr
            self.init(bytes: withUnsafeBytes(of: &raw) { Array($0) })
        case .v6(let address):
            var raw = address.address.sin6_addr
            self.init(bytes: withUnsafeBytes(of: &raw) { Array($0) })
        default: return nil
        }
    }
}
