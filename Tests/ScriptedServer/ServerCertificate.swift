import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate that signs itself, with its key.
public struct ServerCertificate: Sendable {
    public let der: [UInt8]
    let key: NIOSSLPrivateKey

    /// - Parameters:
    ///   - validFor: Seconds from now, negative for one that is over.
    public init(name: String = "localhost", validFor: TimeInterval = 86_400) throws {
        let signing = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName(name) }
        let now = Date()
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PrivateKey(signing).publicKey,
            notValidBefore: now.addingTimeInterval(min(0, validFor) - 86_400), notValidAfter: now.addingTimeInterval(validFor),
            issuer: subject, subject: subject,
            extensions: try Certificate.Extensions { SubjectAlternativeNames([.dnsName(name)]) },
            issuerPrivateKey: Certificate.PrivateKey(signing))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        der = serializer.serializedBytes
        key = try NIOSSLPrivateKey(bytes: Array(signing.pemRepresentation.utf8), format: .pem)
    }

    /// The certificate as text, to be trusted as an authority.
    public var pem: String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }

    public func context() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(bytes: der, format: .der)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }
}
