import HTTPTypes
import Logging
import NIOCore
import PulseAccess
import PulseCore
import PulseWebSocket
import ServiceLifecycle

/// `/ws`: lets callers in who may read, hands them to the live feed, and shows them out when they no longer may.
///
/// A `Service` for the regular re-validation; add it to the group beside the server.
public struct LiveSocket: Service {
    /// Open connections at most; more are answered with 503.
    public static let connectionLimit = 2000
    /// Time between re-validations of open connections.
    public static let revalidation: Duration = .seconds(60)

    private let pipeline: RequestPipeline
    private let onConnect: @Sendable (LiveConnection) async -> Void
    private let registry = LiveRegistry(limit: Self.connectionLimit)

    /// - Parameter onConnect: runs for as long as the connection is served; when it returns, the socket closes.
    public init(pipeline: RequestPipeline, onConnect: @escaping @Sendable (LiveConnection) async -> Void) {
        self.pipeline = pipeline
        self.onConnect = onConnect
    }

    public var connectionCount: Int { registry.count }

    public func run() async throws {
        let seconds = Self.revalidation
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: seconds)
                await revalidate()
            }
        }
    }

    /// Closes every connection whose caller is no longer allowed, with 1008. Called each minute, and at once when something is revoked.
    public func revalidate() async {
        for entry in registry.entries {
            let now = pipeline.clock.now
            if case .principal(let principal) = await pipeline.authenticator.authenticate(entry.credentials, at: now),
                principal.name == entry.connection.principal.name, principal.holds(.monitoringRead)
            {
                continue
            }
            entry.connection.close(code: 1008, reason: "session expired")
        }
    }

    /// Decides about an upgrade, before it happens.
    func decide(_ request: IncomingRequest) async -> UpgradeDecision {
        guard request.path == "/ws" else { return .ordinary }
        let exchange = Exchange(request, table: pipeline.table, proxies: pipeline.settings.trustedProxies, now: pipeline.clock.now)
        do {
            let admission = try await admit(exchange)
            pipeline.metrics?.record(method: .get, route: "/ws", status: 101, duration: .zero)
            return .accept { socket in await serve(socket, admission) }
        } catch {
            let answer = APIError(error).response(requestID: exchange.requestID, at: exchange.now)
            let outgoing = pipeline.finish(answer, exchange)
            let status = outgoing.head.status.code
            pipeline.metrics?.record(method: .get, route: "/ws", status: status, duration: .zero)
            guard case .buffer(let body) = outgoing.body else {
                return .refuse(status: status, headers: outgoing.head.headerFields, body: ByteBuffer())
            }
            return .refuse(status: status, headers: outgoing.head.headerFields, body: body)
        }
    }

    private struct Admission: Sendable {
        let principal: Principal
        let organization: String
        let credentials: Credentials
        let exchange: Exchange
    }

    private func admit(_ exchange: Exchange) async throws -> Admission {
        try await pipeline.checkRate(exchange)
        let headers = exchange.request.headers
        let query = QueryParameters(exchange.request.query)
        let cookies = CookieHeader.parse(headers[values: .cookie])
        let credentials = Credentials(headers, cookies: cookies, caller: exchange.caller, queryToken: query["token"])
        let principal = try await authenticate(credentials, at: exchange.now)
        if let refusal = AccessRule.scope(.monitoringRead).refusal(for: principal) { throw refusal }
        let organization = try OrganizationChoice.resolve(headers: headers, cookies: cookies, query: query["org_id"])
        let origins = OriginPolicy(allowed: pipeline.settings.cors)
        let usesCookie = principal.method != .apiToken && principal.method != .basic
        let peerIsPrivate = IPAddress(exchange.request.peer)?.isPrivate ?? false
        guard origins.accepts(headers[.origin], caller: exchange.caller, usesCookie: usesCookie, peerIsPrivate: peerIsPrivate) else {
            throw APIError.forbidden("origin_not_allowed", "Origin not allowed")
        }
        guard registry.hasRoom else { throw APIError.unavailable("too_many_connections", "Too many live connections") }
        return Admission(principal: principal, organization: organization, credentials: credentials, exchange: exchange)
    }

    private func authenticate(_ credentials: Credentials, at now: Timestamp) async throws -> Principal {
        switch await pipeline.authenticator.authenticate(credentials, at: now) {
        case .principal(let principal): return principal
        case .anonymous: throw APIError.authenticationRequired
        case .refused(let refusal): throw APIError(refusal)
        }
    }

    private func serve(_ socket: WebSocketConnection, _ admission: Admission) async {
        let connection = registry.add { id in
            let connection = LiveConnection(
                id: id, principal: admission.principal, organization: admission.organization,
                clientAddress: admission.exchange.caller.text, query: QueryParameters(admission.exchange.request.query), socket: socket)
            return LiveRegistry.Entry(connection: connection, credentials: admission.credentials)
        }
        pipeline.metrics?.liveConnections.set(Double(registry.count))
        await onConnect(connection)
        registry.remove(connection.id)
        pipeline.metrics?.liveConnections.set(Double(registry.count))
    }
}
