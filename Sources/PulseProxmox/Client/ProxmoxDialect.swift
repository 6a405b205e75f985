/// Where the Proxmox products differ in how one signs in, `platform-polling` §1.1.
struct ProxmoxDialect: Sendable {
    /// First word of the `Authorization` header of a token.
    let tokenScheme: String
    /// Between a token's id and its secret.
    let tokenSeparator: String
    let cookie: String
    /// The realm of users who give none.
    let defaultRealm: String
}

extension ProxmoxProduct {
    var dialect: ProxmoxDialect {
        switch self {
        case .pve: ProxmoxDialect(tokenScheme: "PVEAPIToken", tokenSeparator: "=", cookie: "PVEAuthCookie", defaultRealm: "pam")
        case .pbs: ProxmoxDialect(tokenScheme: "PBSAPIToken", tokenSeparator: ":", cookie: "PBSAuthCookie", defaultRealm: "pbs")
        case .pmg: ProxmoxDialect(tokenScheme: "PMGAPIToken", tokenSeparator: ":", cookie: "PMGAuthCookie", defaultRealm: "pmg")
        }
    }

    /// A user with the product's default realm when none is given: `root` is `root@pam` of PVE.
    public func qualified(user: String) -> String {
        user.contains("@") ? user : "\(user)@\(dialect.defaultRealm)"
    }

    /// The full id of a token, `user@realm!name`, from a full id or from a bare name and its user; `nil` when neither.
    public func tokenID(_ name: String, user: String?) -> String? {
        let parts = name.split(separator: "!", omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            return "\(qualified(user: String(parts[0])))!\(parts[1])"
        }
        guard parts.count == 1, !name.isEmpty, let user, !user.isEmpty, !user.contains("!") else { return nil }
        return "\(qualified(user: user))!\(name)"
    }
}
