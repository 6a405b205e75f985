import Foundation
import PulseCore

/// Keeps in a directory who the servers of a laboratory are, so that one that is started again is the same: certificates, ports and the time
/// at which its estate was built. What happened in it is not kept: all is on again.
public struct LabShelf: Sendable {
    private let directory: URL

    /// - Throws: when the directory cannot be made.
    public init(_ path: String) throws {
        directory = URL(fileURLWithPath: path, isDirectory: true)
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// When the estate was built: as it was the first time.
    public func epoch(orNew new: Timestamp) throws -> Timestamp {
        if let kept = text("epoch").flatMap({ Int64($0) }) { return Timestamp(seconds: kept) }
        let epoch = Timestamp(seconds: new.seconds)
        try write(String(epoch.seconds), "epoch")
        return epoch
    }

    /// The port that a cluster had the last time.
    func port(of cluster: String) -> Int? { text("\(cluster).port").flatMap { Int($0) }.flatMap { (1...65_535).contains($0) ? $0 : nil } }

    func keep(port: Int, of cluster: String) throws { try write(String(port), "\(cluster).port") }

    /// The certificate that a node had the last time; a new one, kept from now on, the first time.
    func certificate(node: String, address: String) throws -> LabCertificate {
        if let certificate = text("\(node).crt"), let key = text("\(node).key") {
            return try LabCertificate(pem: certificate, key: key, node: node, address: address)
        }
        let certificate = try LabCertificate(node: node, address: address)
        try keep(certificate, of: node)
        return certificate
    }

    func keep(_ certificate: LabCertificate, of node: String) throws {
        try write(certificate.keyPEM, "\(node).key")
        try write(certificate.facts.pem, "\(node).crt")
    }

    private func text(_ name: String) -> String? {
        guard let bytes = try? Data(contentsOf: directory.appending(path: name)), bytes.count < 1 << 16 else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: directory.appending(path: name), options: .atomic)
    }
}
