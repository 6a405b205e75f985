import AsyncHTTPClient
import NIOCore
import NIOHTTP1

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
            return .success(try await exchange(request))
        } catch {
            return .failure(error)
        }
    }

    private func exchange(_ request: OutboundRequest) async throws(OutboundFailure) -> OutboundResponse {
        do {
            let answer = try await client.execute(prepared(request), deadline: .now() + TimeAmount(request.timeout))
            let body = try await read(answer, limit: request.bodyLimit ?? bodyLimit)
            let headers = answer.headers.filter { $0.name != ReasonPhrase.header }.map { (name: $0.name, value: $0.value) }
            let reason = answer.headers.first(name: ReasonPhrase.header) ?? ""
            return OutboundResponse(status: Int(answer.status.code), reason: reason, headers: headers, body: body)
        } catch {
            throw OutboundFailure(error)
        }
    }

    private func prepared(_ request: OutboundRequest) -> HTTPClientRequest {
        var prepared = HTTPClientRequest(url: origin.text + request.target)
        prepared.method = HTTPMethod(rawValue: request.method.rawValue)
        for header in request.headers { prepared.headers.add(name: header.name, value: header.value) }
        prepared.headers.replaceOrAdd(name: "accept-encoding", value: "gzip")
        if !request.body.isEmpty { prepared.body = .bytes(request.body) }
        return prepared
    }

    /// Reads the body as it comes and stops at the first piece that goes over the limit.
    private func read(_ answer: HTTPClientResponse, limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        if let announced = answer.headers.first(name: "content-length").flatMap(Int.init) {
            guard announced <= limit else { throw OutboundFailure.bodyTooLarge(limit: limit) }
            body.reserveCapacity(announced)
        }
        for try await piece in answer.body {
            guard body.count + piece.readableBytes <= limit else { throw OutboundFailure.bodyTooLarge(limit: limit) }
            body.append(contentsOf: piece.readableBytesView)
        }
        // A body that is cut short by giving up ends without an error.
        try Task.checkCancellation()
        return body
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
