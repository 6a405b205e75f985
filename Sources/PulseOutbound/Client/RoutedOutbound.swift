import AsyncHTTPClient
import NIOCore

/// Speaks with one server over a route that was judged before: the name stays in `Host` and in the TLS handshake, but only a
/// checked address is connected to.
///
/// Made for a message or two and closed then; answers that are too long are cut.
public struct RoutedOutbound: OutboundHTTP {
    private let origin: Origin
    private let bodyLimit: Int
    private let clients: [HTTPClient]
    /// The server the requests are addressed to: the proxy's, where one is asked in plain HTTP.
    private let peer: Origin
    private let proxyHeaders: [(name: String, value: String)]

    /// `nil` when `origin` is none, or the route has no address.
    public init?(
        origin text: String, route: OutboundRoute, trust: TLSTrust = .system, bodyLimit: Int, group: any EventLoopGroup
    ) {
        guard let origin = Origin(text) else { return nil }
        let configurations = Self.configurations(origin, route, trust)
        guard !configurations.isEmpty else { return nil }
        self.origin = origin
        self.bodyLimit = bodyLimit
        (peer, proxyHeaders) = Self.peer(origin, route)
        clients = configurations.map { HTTPClient(eventLoopGroupProvider: .shared(group), configuration: $0) }
    }

    private static func configurations(_ origin: Origin, _ route: OutboundRoute, _ trust: TLSTrust) -> [HTTPClient.Configuration] {
        switch route {
        case .addresses(let addresses):
            // More than a few are tried by nobody within the time of a request.
            return addresses.prefix(4).map { address in
                let only = AddressPolicy(allowed: [AddressBlock(address.embedded)])
                var configuration = HTTPClient.Configuration(
                    peer: PeerCheck(trust: trust, policy: only, isEncrypted: origin.isEncrypted))
                configuration.dnsOverride = [origin.host: address.description]
                return configuration
            }
        case .proxy(let proxy):
            // `CONNECT` is for TLS; proxies refuse it for other ports.
            let peer = PeerCheck(trust: trust, policy: AddressPolicy(), isEncrypted: origin.isEncrypted)
            guard origin.isEncrypted else { return [HTTPClient.Configuration(peer: peer, absolute: origin)] }
            var configuration = HTTPClient.Configuration(peer: peer)
            let login = proxy.login.map { HTTPClient.Authorization.basic(username: $0.user, password: $0.password) }
            configuration.proxy = .server(host: proxy.host, port: proxy.port, authorization: login)
            return [configuration]
        }
    }

    private static func peer(_ origin: Origin, _ route: OutboundRoute) -> (Origin, [(name: String, value: String)]) {
        guard case .proxy(let proxy) = route, !origin.isEncrypted else { return (origin, []) }
        let login = proxy.login.map { HTTPClient.Authorization.basic(username: $0.user, password: $0.password).headerValue }
        let name = proxy.host.contains(":") ? "[\(proxy.host)]" : proxy.host
        return (Origin("http://\(name):\(proxy.port)") ?? origin, login.map { [(name: "proxy-authorization", value: $0)] } ?? [])
    }

    /// Tries one address after the other as long as nobody takes the connection; a request is sent once.
    public func send(_ request: OutboundRequest) async throws(OutboundFailure) -> OutboundResponse {
        var request = request
        request.headers += proxyHeaders
        let sent = request
        return try await within(sent.timeout) { () async throws -> OutboundResponse in
            var last = OutboundFailure.unreachable
            for client in clients {
                do throws(OutboundFailure) {
                    return try await client.exchange(sent, with: peer, limit: sent.bodyLimit ?? bodyLimit, cuts: true)
                } catch {
                    guard [.refused, .unreachable, .connectTimeout].contains(error) else { throw error }
                    last = error
                }
            }
            throw last
        }
    }

    public func close() async {
        for client in clients { try? await client.shutdown() }
    }
}
