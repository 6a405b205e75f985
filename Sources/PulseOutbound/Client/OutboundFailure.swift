/// Why a request got no answer. What people read is a fixed sentence for each; raw errors go to the log only.
public enum OutboundFailure: Error, Sendable, Equatable {
    case timeout
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
}
