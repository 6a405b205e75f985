import AsyncHTTPClient
import NIOCore
import NIOSSL

extension HTTPClient.Configuration {
    /// Longer than any answer of the platforms, unpacked; each client stops earlier by its own limit.
    private static let unpackedLimit = 128 << 20

    /// One server's connections: HTTP/1 only, no redirects, no second try at connecting, few kept connections.
    ///
    /// - Parameter absolute: The server for which a proxy is asked in plain HTTP, by whole URLs.
    init(peer: PeerCheck, absolute: Origin? = nil) {
        self.init(
            tlsConfiguration: TLSConfiguration.client(trust: peer.trust), redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(6)), decompression: .enabled(limit: .size(Self.unpackedLimit)))
        httpVersion = .http1Only
        connectionPool = .init(
            // pveproxy hangs up after five idle seconds; a request sent at that moment would be lost.
            idleTimeout: .seconds(4),
            concurrentHTTP1ConnectionsPerHostSoftLimit: 16)
        connectionPool.retryConnectionEstablishment = false
        // Called after the handshake and before the first byte of a request.
        http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                try peer.verify(channel)
                try ReasonPhrase.install(on: channel)
                if let absolute { try AbsoluteForm.install(for: absolute, on: channel) }
            }
            .flatMapErrorThrowing { error in
                channel.close(mode: .all, promise: nil)
                throw error
            }
        }
    }
}

extension TLSConfiguration {
    static func client(trust: TLSTrust) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        guard trust != .system else { return configuration }
        configuration.certificateVerification = .none
        configuration.trustRoots = .certificates([])
        return configuration
    }
}
