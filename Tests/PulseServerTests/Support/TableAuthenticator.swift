import PulseAccess
import PulseCore
import Synchronization

/// An authenticator over a fixed table: tokens by their text, sessions by their cookie, as the contract's ladder orders them.
final class TableAuthenticator: RequestAuthenticator {
    private struct State {
        var tokens: [String: Principal] = [:]
        var sessions: [String: Principal] = [:]
    }
    private let state = Mutex(State())

    init(tokens: [String: Set<Scope>] = [:], sessions: [String: Bool] = [:]) {
        state.withLock { state in
            for (token, scopes) in tokens {
                state.tokens[token] = Principal(name: "token:\(token)", method: .apiToken, scopes: scopes, isAdmin: false, tokenID: token)
            }
            for (cookie, isAdmin) in sessions {
                state.sessions[cookie] = Principal(name: "user-\(cookie)", method: .session, isAdmin: isAdmin, sessionKey: "key-\(cookie)")
            }
        }
    }

    func revoke(token: String) { state.withLock { state in state.tokens[token] = nil } }

    func authenticate(_ credentials: Credentials, at now: Timestamp) async -> Authentication {
        if credentials.header("x-proxy-user") != nil {
            return .principal(Principal(name: credentials.header("x-proxy-user") ?? "", method: .proxy, isAdmin: true))
        }
        let bearer = credentials.authorization.flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        if let token = credentials.apiToken ?? bearer ?? credentials.queryToken {
            guard let principal = state.withLock({ $0.tokens[token] }) else {
                return .refused(.init(status: 401, error: "Invalid API token"))
            }
            return .principal(principal)
        }
        // Past the half of its life, as access control would say.
        if credentials.cookies["pulse_session"] == "old" {
            return .principal(Principal(name: "user-old", method: .session, isAdmin: true, sessionKey: "key-old", cookieRenewal: 86_400))
        }
        let cookie = credentials.cookies["pulse_session"] ?? credentials.cookies["__Host-pulse_session"]
        if let cookie, let principal = state.withLock({ $0.sessions[cookie] }) { return .principal(principal) }
        return .anonymous
    }

    var isConfigured: Bool { get async { true } }
    func isValidCSRFToken(_ token: String, sessionKey: String, at now: Timestamp) async -> Bool { token == "csrf-\(sessionKey)" }
    func makeCSRFToken(sessionKey: String, at now: Timestamp) async -> String { "csrf-\(sessionKey)" }
}
