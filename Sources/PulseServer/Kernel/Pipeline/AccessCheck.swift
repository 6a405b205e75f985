import PulseAccess

extension AccessRule {
    /// What stands between the caller and the endpoint; `nil` for nothing.
    func refusal(for principal: Principal?) -> APIError? {
        if case .public = self { return nil }
        guard let principal else { return .authenticationRequired }
        switch self {
        case .public, .signedIn: return nil
        case .scope(let scope): return principal.holds(scope) ? nil : .missingScope(scope)
        case .admin(let scope):
            guard principal.holds(scope) else { return .missingScope(scope) }
            return principal.passesAdminGate ? nil : .adminRequired
        case .anyAdmin(let scopes):
            guard scopes.contains(where: principal.holds) else { return .missingScopes(scopes) }
            return principal.passesAdminGate ? nil : .adminRequired
        }
    }
}

extension Principal {
    /// Tokens pass the admin gate, their scope decides; people must be administrators.
    var passesAdminGate: Bool { method == .apiToken || isAdmin }
}
