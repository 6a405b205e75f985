/// What a server's certificate looks like before anybody trusts it.
public struct CertificateExamination: Sendable, Equatable {
    public var fingerprint: Fingerprint
    /// Whether the system's authorities signed it for this name and it is valid now; `nil` when that was not tried.
    public var isTrustedBySystem: Bool?
    /// When it stops being valid, in seconds since 1970.
    public var expires: Int?

    public init(fingerprint: Fingerprint, isTrustedBySystem: Bool?, expires: Int?) {
        self.fingerprint = fingerprint
        self.isTrustedBySystem = isTrustedBySystem
        self.expires = expires
    }
}
