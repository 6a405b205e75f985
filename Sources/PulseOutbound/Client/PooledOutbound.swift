import AsyncHTTPClient
import NIOCore

/// Speaks with one server over a few kept connections.
final class PooledOutbound: OutboundHTTP {
    private let origin: Origin
    private let trust: TLSTrust
    private let bodyLimit: Int
    private let client: HTTPClient
    /// Keeps the shared client alive; `nil` where the client is this one's own.
    private let shared: SystemTrustClient?
    private let lookup: HostLookup
    private let probe: CertificateProbe

    init(origin: Origin, trust: TLSTrust, bodyLimit: Int, policy: AddressPolicy, group: any EventLoopGroup, system: SystemTrustClient) {
        self.origin = origin
        self.trust = trust
        self.bodyLimit = bodyLimit
        lookup = HostLookup(host: origin.host, policy: policy)
        probe = CertificateProbe(origin: origin, policy: policy, group: group)
        // Unencrypted connections are judged by their address alone, as are those that the system vouches for.
        guard trust != .system else {
            shared = system
            client = system.get()
            return
        }
        shared = nil
        let configuration = HTTPClient.Configuration(peer: PeerCheck(trust: trust, policy: policy, isEncrypted: origin.isEncrypted))
        client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    deinit { if shared == nil { client.shutdown { _ in } } }

    func close() async { if shared == nil { try? await client.shutdown() } }

    func send(_ request: OutboundRequest) async throws(OutboundFailure) -> OutboundResponse {
        try await within(request.timeout) { [self] () async throws -> OutboundResponse in
            let answer = await attempt(request)
            guard case .failure(.tls) = answer, trust == .system, origin.isEncrypted else { return try answer.get() }
            throw await judgeUntrusted()
        }
    }

    private func attempt(_ request: OutboundRequest) async -> Result<OutboundResponse, OutboundFailure> {
        do throws(OutboundFailure) {
            try await lookup.check()
            return .success(try await client.exchange(request, with: origin, limit: request.bodyLimit ?? bodyLimit))
        } catch {
            return .failure(error)
        }
    }

    /// The handshake under the system's authorities failed; when it succeeds without them, the certificate was why.
    private func judgeUntrusted() async -> OutboundFailure {
        do throws(OutboundFailure) {
            return .untrusted(presented: try await probe.handshake(verifying: false).fingerprint)
        } catch {
            return .tls
        }
    }
}
