import PulseCore
import PulseProxmox

extension ConnectionRequest {
    /// The credentials of a new connection: a token with its value, or a user with a password; `nil` when neither is complete.
    func newCredentials(_ product: ProxmoxProduct) throws(APIError) -> ProxmoxCredentials? {
        let token = try Self.text(tokenName, "Token name")
        let value = try Self.secret(tokenValue.value ?? "", "Token value")
        let user = try Self.text(user, "User")
        let password = try Self.secret(password.value ?? "", "Password")
        if !token.isEmpty, !value.isEmpty { return .token(id: try Self.tokenID(token, user: user, product), secret: value) }
        guard !user.isEmpty, !password.isEmpty else { return nil }
        return .password(user: Self.withRealm(user, product), password: password)
    }

    /// What a `PUT` says about credentials: an empty secret keeps the stored one, `null` clears it, a token drops the password and a
    /// password drops the token.
    func applyCredentials(to connection: inout ProxmoxConnection) throws(APIError) {
        let product = connection.product
        let token = try Self.text(tokenName, "Token name")
        let value = try Self.secret(tokenValue.value ?? "", "Token value")
        let user = try Self.text(user, "User")
        let password = try Self.secret(password.value ?? "", "Password")
        clear(&connection)
        if !value.isEmpty || !token.isEmpty {
            switch connection.credentials {
            case .token(let oldID, let oldSecret):
                let id = token.isEmpty ? oldID : try Self.tokenID(token, user: user.isEmpty ? Self.user(of: oldID) : user, product)
                connection.credentials = .token(id: id, secret: value.isEmpty ? oldSecret : value)
            case .password(let oldUser, _):
                guard !token.isEmpty, !value.isEmpty else {
                    throw .badRequest("missing_credentials", "Authentication credentials required")
                }
                connection.credentials = .token(id: try Self.tokenID(token, user: user.isEmpty ? oldUser : user, product), secret: value)
            }
        } else if !password.isEmpty || !user.isEmpty {
            switch connection.credentials {
            case .password(let oldUser, let oldPassword):
                connection.credentials = .password(
                    user: user.isEmpty ? oldUser : Self.withRealm(user, product), password: password.isEmpty ? oldPassword : password)
            case .token(let id, _) where !password.isEmpty:
                let name = user.isEmpty ? Self.user(of: id) : user
                connection.credentials = .password(user: Self.withRealm(name, product), password: password)
            case .token: break
            }
        }
    }

    private func clear(_ connection: inout ProxmoxConnection) {
        switch connection.credentials {
        case .password(let user, _) where password.isNull: connection.credentials = .password(user: user, password: "")
        case .token(let id, _) where tokenName.isNull: connection.credentials = .password(user: Self.user(of: id), password: "")
        case .token(let id, _) where tokenValue.isNull: connection.credentials = .token(id: id, secret: "")
        default: break
        }
    }

    /// `name@realm!token` from the full form, or from the token's own name and the user.
    private static func tokenID(_ token: String, user: String, _ product: ProxmoxProduct) throws(APIError) -> String {
        let parts = token.split(separator: "!", omittingEmptySubsequences: false)
        let isFull = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
        if isFull { return "\(withRealm(String(parts[0]), product))!\(parts[1])" }
        guard parts.count == 1, !user.isEmpty, !user.contains("!") else {
            throw invalid("Token name must have the form user@realm!token")
        }
        return "\(withRealm(user, product))!\(token)"
    }

    private static func user(of tokenID: String) -> String { String(tokenID.prefix { $0 != "!" }) }

    private static func withRealm(_ user: String, _ product: ProxmoxProduct) -> String {
        guard !user.contains("@") else { return user }
        return "\(user)@\(product == .pve ? "pam" : product.rawValue)"
    }
}
