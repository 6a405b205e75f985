import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

/// Makes clients on async-http-client, all on one group of event loops.
public struct AsyncHTTPOutbound: OutboundFactory {
    private let group: any EventLoopGroup
    private let policy: AddressPolicy
    private let system: SystemTrustClient

    /// - Parameter policy: Which addresses may be connected to; judged on what a name leads to, not on the text.
    public init(group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, policy: AddressPolicy = AddressPolicy()) {
        self.group = group
        self.policy = policy
        system = SystemTrustClient(policy: policy, group: group)
    }

    public func client(origin: String, trust: TLSTrust, bodyLimit: Int) -> any OutboundHTTP {
        guard let origin = Origin(origin) else { return UnusableOrigin() }
        return PooledOutbound(origin: origin, trust: trust, bodyLimit: bodyLimit, policy: policy, group: group, system: system)
    }

    public func presentedCertificate(origin: String, timeout: Duration) async throws(OutboundFailure) -> Fingerprint {
        try await examine(origin, timeout: timeout, verifying: false).fingerprint
    }

    public func examineCertificate(origin: String, timeout: Duration) async throws(OutboundFailure) -> CertificateExamination {
        try await examine(origin, timeout: timeout, verifying: true)
    }

    private func examine(_ text: String, timeout: Duration, verifying: Bool) async throws(OutboundFailure) -> CertificateExamination {
        guard let origin = Origin(text) else { throw .nameNotFound }
        guard origin.isEncrypted else { throw .tls }
        let probe = CertificateProbe(origin: origin, policy: policy, group: group)
        return try await within(timeout) { () async throws -> CertificateExamination in
            var seen = try await probe.handshake(verifying: false)
            // A server that changed its certificate in between is not the one that was examined.
            if verifying { seen.isTrustedBySystem = try await probe.isTrusted(seen.fingerprint) }
            return seen
        }
    }
}

/// Stands for an origin that is none; callers normalise theirs, so this is seen by nobody.
private struct UnusableOrigin: OutboundHTTP {
    func send(_ request: OutboundRequest) async throws(OutboundFailure) -> OutboundResponse { throw .nameNotFound }
    func close() async {}
}
