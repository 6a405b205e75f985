/// Why a request got no answer. What people read is a fixed sentence for each; raw errors go to the log only.
public enum OutboundFailure: Error, Sendable, Equatable, Hashable {
    /// Connected, but the whole answer did not come in time.
    case timeout
    /// Nobody took the connection in time.
    case connectTimeout
    case refused
    case reset
    /// No way to the address.
    case unreachable
    case nameNotFound
    /// The address is one that Pulse does not talk to, see `AddressPolicy`.
    case addressRefused
    /// The certificate is not signed by an authority the system trusts, or is for another name.
    case untrusted(presented: Fingerprint?)
    case fingerprintMismatch(expected: Fingerprint, presented: Fingerprint)
    /// The TLS handshake failed for another reason.
    case tls
    case bodyTooLarge(limit: Int)
    /// The answer is not HTTP, or ended too early.
    case malformed
    /// The caller gave up, or closed the client; it says nothing about the server.
    case cancelled
}

extension OutboundFailure {
    /// A neutral sentence for people. It names no address and repeats nothing the server said.
    public var sentence: String {
        switch self {
        case .timeout: "The server did not answer in time"
        case .connectTimeout: "The server did not take the connection in time"
        case .refused: "The server refuses connections"
        case .reset: "The server closed the connection"
        case .unreachable: "The server cannot be reached"
        case .nameNotFound: "The server's name is not known"
        case .addressRefused: "The server's address is not allowed"
        case .untrusted: "The server's certificate is not trusted"
        case .fingerprintMismatch: "The server's certificate changed"
        case .tls: "No secure connection with the server"
        case .bodyTooLarge: "The server's answer is too large"
        case .malformed: "The server's answer cannot be read"
        case .cancelled: "The request was given up"
        }
    }
}
