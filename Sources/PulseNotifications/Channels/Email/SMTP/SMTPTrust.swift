import NIOSSL

/// Whom a mail server's certificate must be signed by.
struct SMTPTrust: Sendable, Equatable {
    /// PEM; empty: the system's authorities.
    var authority = ""

    func context() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        if !authority.isEmpty {
            guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)), !certificates.isEmpty else {
                throw SMTPFault.authority
            }
            configuration.trustRoots = .certificates(certificates)
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
