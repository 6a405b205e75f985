import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A self-signed certificate of a node, made anew for each laboratory that keeps none.
struct LabCertificate: Sendable {
    let context: NIOSSLContext
    /// SHA-256 of the certificate, in upper-case pairs joined by colons.
    let fingerprint: String
    let facts: CertificateFacts
    let keyPEM: String

    init(node: String, address: String, at now: Date = Date()) throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName {
            CommonName("\(node).lab.internal")
            OrganizationName("PVE Cluster Node")
        }
        let octets = address.split(separator: ".").compactMap { UInt8($0) }
        let names: [GeneralName] = [
            .dnsName(node), .dnsName("\(node).lab.internal"), .ipAddress(ASN1OctetString(contentBytes: octets[...])),
        ]
        let (start, end) = (now.addingTimeInterval(-86_400), now.addingTimeInterval(730 * 86_400))
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: start, notValidAfter: end, issuer: name,
            subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names)
            },
            issuerPrivateKey: key)
        try self.init(certificate, key, node: node, address: address)
    }

    /// One that was made before.
    init(pem: String, key: String, node: String, address: String) throws {
        try self.init(Certificate(pemEncoded: pem), Certificate.PrivateKey(pemEncoded: key), node: node, address: address)
    }

    private init(_ certificate: Certificate, _ key: Certificate.PrivateKey, node: String, address: String) throws {
        keyPEM = try key.serializeAsPEM().pemString
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        let der = serializer.serializedBytes
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: der, format: .der))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .milliseconds(100)
        context = try NIOSSLContext(configuration: configuration)
        fingerprint = SHA256.hash(data: der).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
        facts = CertificateFacts(
            fingerprint: fingerprint, pem: try certificate.serializeAsPEM().pemString,
            notBefore: Int64(certificate.notValidBefore.timeIntervalSince1970),
            notAfter: Int64(certificate.notValidAfter.timeIntervalSince1970), subject: "/O=PVE Cluster Node/CN=\(node).lab.internal",
            names: [node, "\(node).lab.internal", address])
    }
}
