import HTTPTypes
import NIOCore
import PulseAccess
import PulseCore

/// What has been found out about a request so far.
struct Exchange: Sendable {
    let request: IncomingRequest
    let path: Substring
    let isAPI: Bool
    let isSocket: Bool
    let requestID: String
    let caller: CallerAddress
    let lookup: EndpointTable.Lookup
    let now: Timestamp
    var cookies: [String: String] = [:]
    var organization = OrganizationChoice.usual
    var principal: Principal?
    var newCookies: [ResponseCookie] = []
    /// The body, once a check before the handler had to look into it.
    var body: ByteBuffer?

    init(_ request: IncomingRequest, table: EndpointTable, proxies: TrustedProxies, now: Timestamp) {
        self.request = request
        self.now = now
        path = request.path
        isAPI = path == "/api" || path.hasPrefix("/api/")
        isSocket = path == "/ws"
        requestID = RequestID.accept(request.headers[.requestID])
        caller = CallerAddress(
            peer: request.peer, isTLS: request.isTLS, headers: request.headers, authority: request.authority, proxies: proxies)
        lookup = table.lookup(request.method, path)
    }

    var endpoint: Endpoint? {
        if case .found(let endpoint, _) = lookup { return endpoint }
        return nil
    }
    /// The route template for metrics, never the raw path.
    var route: String {
        switch lookup {
        case .found(let endpoint, _), .methodNotAllowed(_, let endpoint): endpoint.path
        case .unknown: isAPI ? "/api/*" : "/*"
        }
    }
}
