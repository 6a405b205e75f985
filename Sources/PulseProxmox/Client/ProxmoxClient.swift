import Logging
import PulseCore
import PulseOutbound

/// Speaks with one Proxmox server at one address.
public struct ProxmoxClient: ProxmoxAPI {
    /// Bytes of an answer, unpacked.
    public static let bodyLimit = 8 << 20
    /// Bytes of an answer that grows with the estate.
    public static let estateLimit = 64 << 20
    private static let growing: Set<String> = ["/cluster/resources", "/cluster/metrics/export"]

    /// For example `https://pve1:8006`.
    public let origin: String
    private let http: any OutboundHTTP
    private let dialect: ProxmoxDialect
    private let signature: Signature
    private let timeout: Duration
    private let log: Logger?

    private enum Signature: Sendable {
        case token(header: String)
        case ticket(ProxmoxSession)
    }

    /// - Parameters:
    ///   - timeout: For requests that give none; `connectionTimeout` of the settings.
    ///   - log: Gets what the server says about its refusals, at debug level only.
    public init(
        origin: String, product: ProxmoxProduct, credentials: ProxmoxCredentials, trust: TLSTrust, outbound: any OutboundFactory,
        clock: any WallClock = SystemWallClock(), timeout: Duration = .seconds(60), bodyLimit: Int = Self.bodyLimit,
        log: Logger? = nil
    ) {
        self.origin = origin
        self.timeout = timeout
        self.log = log
        let http = outbound.client(origin: origin, trust: trust, bodyLimit: bodyLimit)
        let dialect = product.dialect
        self.http = http
        self.dialect = dialect
        switch credentials {
        case .token(let id, let secret):
            signature = .token(header: "\(dialect.tokenScheme)=\(id)\(dialect.tokenSeparator)\(secret)")
        case .password(let user, let password):
            let session = ProxmoxSession(
                user: product.qualified(user: user), password: password, http: http, clock: clock, timeout: timeout)
            signature = .ticket(session)
        }
    }

    public func get(
        _ path: String, query: [(name: String, value: String)], timeout: Duration?
    ) async throws(ProxmoxFailure) -> [UInt8] {
        var request = OutboundRequest(.get, RequestTarget.get(path, query: query), timeout: timeout ?? self.timeout)
        if Self.growing.contains(path) { request.bodyLimit = Self.estateLimit }
        return try await perform(request, path: path)
    }

    /// Sends a form with `POST`, and gives the whole answer.
    public func post(
        _ path: String, fields: [(name: String, value: String)], timeout: Duration? = nil
    ) async throws(ProxmoxFailure) -> [UInt8] {
        let request = OutboundRequest(
            .post, RequestTarget.get(path, query: []), headers: [("content-type", "application/x-www-form-urlencoded")],
            body: Array(RequestTarget.form(fields).utf8), timeout: timeout ?? self.timeout)
        return try await perform(request, path: path)
    }

    /// Closes the kept connections.
    public func close() async { await http.close() }

    private func perform(_ request: OutboundRequest, path: String) async throws(ProxmoxFailure) -> [UInt8] {
        var ticket: ProxmoxTicket?
        if case .ticket(let session) = signature { ticket = try await session.ticket() }
        var answer = try await send(signed(request, with: ticket), path: path)
        if answer.status == 401, case .ticket(let session) = signature {
            // Tickets also end when the password or the server's key changes.
            answer = try await send(signed(request, with: session.ticket(instead: ticket)), path: path)
        }
        guard (200..<300).contains(answer.status) else {
            let message = UpstreamMessage.text(of: answer)
            log?.debug("Proxmox refused a request", metadata: ["path": "\(path)", "status": "\(answer.status)", "message": "\(message)"])
            // Redirects are not followed: whatever stands there is not the API.
            guard answer.status >= 400 else { throw ProxmoxFailure(.malformed, status: answer.status, path: path) }
            throw ProxmoxFailure(status: answer.status, path: path, message: message)
        }
        guard JSONShape.isObject(answer.body) else { throw ProxmoxFailure(.malformed, status: answer.status, path: path) }
        return answer.body
    }

    private func signed(_ request: OutboundRequest, with ticket: ProxmoxTicket?) -> OutboundRequest {
        var request = request
        request.headers.append(("accept", "application/json"))
        if case .token(let header) = signature { request.headers.append(("authorization", header)) }
        if let ticket {
            request.headers.append(("cookie", "\(dialect.cookie)=\(ticket.value)"))
            if request.method != .get, let token = ticket.csrfToken { request.headers.append(("csrfpreventiontoken", token)) }
        }
        return request
    }

    private func send(_ request: OutboundRequest, path: String) async throws(ProxmoxFailure) -> OutboundResponse {
        do throws(OutboundFailure) {
            return try await http.send(request)
        } catch {
            // A kept connection may be closed by the server just when it is used; asking again is harmless.
            guard error == .reset, request.method == .get else { throw ProxmoxFailure(error, path: path) }
        }
        do throws(OutboundFailure) {
            return try await http.send(request)
        } catch {
            throw ProxmoxFailure(error, path: path)
        }
    }
}

extension ProxmoxFailure {
    init(_ failure: OutboundFailure, path: String) {
        self.init(failure == .malformed ? .malformed : .connection(failure), path: path)
    }
}
