import HTTPTypes
import Logging
import NIOCore
import PulseAccess
import PulseCore

/// From a request to its answer, always in the same order: limits, rate limit, credentials, organization, path, authentication,
/// CSRF, access, licence, body, handler.
public struct RequestPipeline: Sendable {
    public let table: EndpointTable
    let authenticator: any RequestAuthenticator
    let limiter: any RateLimiter
    let licences: (any LicenceGate)?
    let pages: WebPages
    let settings: PipelineSettings
    let headers: SecurityHeaders
    let clock: any WallClock
    let metrics: HTTPMetrics?
    let log: Logger
    let onSecurityEvent: @Sendable (SecurityEvent) async -> Void

    public init(
        table: EndpointTable, authenticator: any RequestAuthenticator, limiter: any RateLimiter = SlidingWindowLimiter(),
        licences: (any LicenceGate)? = nil, pages: WebPages, settings: PipelineSettings = PipelineSettings(), clock: any WallClock,
        metrics: HTTPMetrics? = nil, log: Logger, onSecurityEvent: @escaping @Sendable (SecurityEvent) async -> Void = { _ in }
    ) {
        self.table = table
        self.authenticator = authenticator
        self.limiter = limiter
        self.licences = licences
        self.pages = pages
        self.settings = settings
        headers = SecurityHeaders(embedders: settings.embedders)
        self.clock = clock
        self.metrics = metrics
        self.log = log
        self.onSecurityEvent = onSecurityEvent
    }

    /// Answers the request; never throws, never lets an error of ours out as anything but `internal_error`.
    public func respond(to request: IncomingRequest) async -> OutgoingResponse {
        let started = ContinuousClock.now
        var exchange = Exchange(request, table: table, proxies: settings.trustedProxies, now: clock.now)
        let answer: APIResponse
        do {
            answer = try await process(&exchange)
        } catch {
            answer = answerFor(error, exchange)
        }
        let outgoing = finish(answer, exchange)
        metrics?.record(
            method: request.method, route: exchange.route, status: outgoing.head.status.code, duration: ContinuousClock.now - started)
        return outgoing
    }

    private func process(_ exchange: inout Exchange) async throws -> APIResponse {
        try checkLimits(exchange)
        try await checkRate(exchange)
        exchange.cookies = CookieHeader.parse(exchange.request.headers[values: .cookie])
        if exchange.isAPI {
            exchange.organization = try OrganizationChoice.resolve(headers: exchange.request.headers, cookies: exchange.cookies)
        }
        guard PathCheck.isAcceptable(exchange.path) else { throw APIError.invalidPath }
        if exchange.request.method == .options { return APIResponse() }
        if settings.isDemo, CSRFCheck.isUnsafe(exchange.request.method), !DemoMode.allows(exchange.path) { throw APIError.demoMode }
        if case .unknown = exchange.lookup, !exchange.isAPI, !exchange.isSocket {
            return try pages.answer(exchange.request, path: exchange.path, headers: headers)
        }
        try await authenticate(&exchange)
        let (endpoint, parameters) = try route(exchange)
        try await checkCSRF(&exchange, endpoint)
        if let refusal = endpoint.access.refusal(for: exchange.principal) { throw refusal }
        try await checkLicence(endpoint)
        let body = try await readBody(exchange, endpoint)
        return try await endpoint.handler(context(exchange, parameters, body))
    }

    private func context(_ exchange: Exchange, _ parameters: PathParameters, _ body: ByteBuffer) -> RequestContext {
        RequestContext(
            method: exchange.request.method, path: String(exchange.path), parameters: parameters, query: exchange.request.query,
            headers: exchange.request.headers, body: body, principal: exchange.principal, clientAddress: exchange.caller.text,
            isDirectLoopback: exchange.caller.isDirectLoopback, isSecure: exchange.caller.isSecure, host: exchange.caller.host,
            requestID: exchange.requestID, organization: exchange.organization, cookies: exchange.cookies, now: exchange.now)
    }

    private func answerFor(_ error: any Error, _ exchange: Exchange) -> APIResponse {
        var seen = APIError(error)
        if seen.status >= 500, seen.code == APIError.unexpected.code {
            log.error(
                "request failed", metadata: ["request_id": "\(exchange.requestID)", "route": "\(exchange.route)", "error": "\(error)"])
        }
        var style = exchange.endpoint?.errorStyle ?? .json
        if !exchange.isAPI, !exchange.isSocket, exchange.request.headers[.accept]?.contains("application/json") != true {
            style = .text
            if seen.code == APIError.authenticationRequired.code { seen.error = "Unauthorized" }
        }
        return seen.response(requestID: exchange.requestID, at: exchange.now, style: style)
    }
}
