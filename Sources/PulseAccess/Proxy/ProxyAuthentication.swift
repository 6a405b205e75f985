/// Sign-in by a reverse proxy that has proven itself with a shared secret.
public struct ProxyAuthentication: Sendable, Equatable {
    /// Expected in `X-Proxy-Secret`; never empty.
    public let secret: String
    public let userHeader: String?
    /// Setting it turns role checks on.
    public let roleHeader: String?
    public let roleSeparator: String
    public let adminRole: String
    public let logoutURL: String?

    /// `nil` when there is no secret: the feature is off.
    public init?(
        secret: String?, userHeader: String? = nil, roleHeader: String? = nil, roleSeparator: String? = nil, adminRole: String? = nil,
        logoutURL: String? = nil
    ) {
        guard let secret, !secret.isEmpty else { return nil }
        self.secret = secret
        self.userHeader = userHeader.flatMap { $0.isEmpty ? nil : $0.lowercased() }
        self.roleHeader = roleHeader.flatMap { $0.isEmpty ? nil : $0.lowercased() }
        self.roleSeparator = roleSeparator.flatMap { $0.isEmpty ? nil : $0 } ?? "|"
        self.adminRole = adminRole.flatMap { $0.isEmpty ? nil : $0 } ?? "admin"
        self.logoutURL = logoutURL
    }

    /// The caller, when the proxy's secret and the configured headers are there.
    public func principal(_ header: (String) -> String?) -> Principal? {
        guard let sent = header("x-proxy-secret"), Digests.areEqual(Digests.sha256(sent), Digests.sha256(secret)) else { return nil }
        var name = "proxy-user"
        if let userHeader {
            let value = (header(userHeader) ?? "").trimmingSpaces()
            guard !value.isEmpty else { return nil }
            name = value
        }
        return Principal(name: name, method: .proxy, isAdmin: isAdmin(header))
    }

    private func isAdmin(_ header: (String) -> String?) -> Bool {
        guard let roleHeader else { return true }
        let roles = (header(roleHeader) ?? "").split(separator: roleSeparator).map { String($0).trimmingSpaces() }
        return roles.contains(adminRole)
    }
}
