/// Whom to believe that a server is the right one.
public enum TLSTrust: Hashable, Sendable {
    /// The system's certificate authorities and the host name.
    case system
    /// Exactly the certificate with this fingerprint, whoever signed it.
    case pinned(Fingerprint)
    /// Anybody: the connection is encrypted, but it may be with the wrong one. The user was told.
    case anything
}
