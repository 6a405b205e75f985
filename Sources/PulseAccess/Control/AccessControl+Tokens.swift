import PulseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AccessControl {
    /// Most API tokens kept.
    public static let tokenLimit = 10_000

    /// All token records, newest first.
    public func listTokens() -> [APIToken] { tokens.all }

    /// The record of one token.
    public func token(id: String) -> APIToken? { tokens[id] }

    /// Makes a token; its raw value is in the answer and nowhere else.
    ///
    /// Throws `AccessRefusal` 403 when a token asks for scopes it does not hold.
    public func createToken(
        _ request: TokenRequest, organization: String = "default", metadata: [String: String] = [:], by principal: Principal,
        from caller: Caller, at now: Timestamp
    ) throws -> (raw: String, record: APIToken) {
        if let missing = request.scopes.first(where: { !principal.holds($0) }) {
            let text = "Cannot grant scope \"\(missing.rawValue)\": your token does not have this scope"
            throw AccessRefusal(403, "missing_scope", text)
        }
        guard tokens.count < Self.tokenLimit else { throw AccessRefusal(409, "too_many_tokens", "Delete tokens that are no longer used.") }
        let raw = Digests.randomHex(bytes: 32)
        var metadata = metadata
        metadata["owner_user_id"] = principal.name.hasPrefix("token:") ? nil : principal.name
        let record = APIToken(
            id: UUID().uuidString.lowercased(), name: request.name, raw: raw, createdAt: now, expiresAt: request.lifetime.map { now + $0 },
            scopes: request.scopes, organizations: [organization], metadata: metadata)
        try store.change(insert: [record])
        tokens.insert(record)
        audit.record(AuditEvent("token_created", user: principal.name, address: caller.address, details: "\(record.id) \(record.name)"))
        return (raw, record)
    }

    /// Deletes a token at once, closing its sockets. Throws `AccessRefusal` 404 or 403.
    public func deleteToken(id: String, by principal: Principal, from caller: Caller, at now: Timestamp) throws {
        guard let record = tokens[id] else { throw AccessRefusal(404, "not_found", "Token not found") }
        if let missing = record.scopes.first(where: { !principal.holds($0) }) {
            let text = "Cannot delete token with scope \"\(missing.rawValue)\": your token does not have this scope"
            throw AccessRefusal(403, "missing_scope", text)
        }
        try store.change(remove: [id])
        tokens.remove(id: id)
        announce(.token(id: id))
        audit.record(AuditEvent("token_deleted", user: principal.name, address: caller.address, details: "\(record.id) \(record.name)"))
    }

    /// Replaces the primary token, or makes it; other tokens stay.
    public func regeneratePrimaryToken(by principal: Principal, from caller: Caller, at now: Timestamp) throws -> String {
        if case .refused(let retryAfter, _) = count(.credentials, caller, at: now) {
            throw AccessRefusal(429, "rate_limited", "Too many attempts. Please try again later.", retryAfter: retryAfter)
        }
        guard principal.holds(.all) else {
            throw AccessRefusal(403, "missing_scope", "Cannot grant scope \"*\": your token does not have this scope")
        }
        let raw = Digests.randomHex(bytes: 32)
        let owner = localUserName ?? (principal.name.hasPrefix("token:") ? nil : principal.name)
        try replacePrimaryToken(raw: raw, owner: owner, at: now)
        audit.record(AuditEvent("token_rotated", user: principal.name, address: caller.address, details: "primary"))
        return raw
    }

    /// Whether a raw token would be accepted. Leaves `lastUsedAt` alone. Throws `AccessRefusal` 429.
    public func validateToken(_ raw: String, from caller: Caller, at now: Timestamp) throws -> Bool {
        if case .refused(let retryAfter, _) = count(.credentials, caller, at: now) {
            throw AccessRefusal(429, "rate_limited", "Too many attempts. Please try again later.", retryAfter: retryAfter)
        }
        return tokens.resolve(digest: Digests.sha3(raw), touching: false, at: now) != nil
    }

    /// Stores `raw` as the primary token in place of the old one and of any record with the same value.
    func replacePrimaryToken(raw: String, owner: String?, at now: Timestamp) throws {
        let digest = Digests.sha3(raw)
        var metadata = ["purpose": "primary"]
        metadata["owner_user_id"] = owner
        let record = APIToken(
            id: UUID().uuidString.lowercased(), name: "Primary token", raw: raw, createdAt: now, scopes: [.all], organizations: ["default"],
            metadata: metadata)
        let replaced = tokens.all.filter { $0.isPrimary || $0.digest == digest }.map(\.id)
        try store.change(insert: [record], remove: replaced)
        for id in replaced {
            tokens.remove(id: id)
            announce(.token(id: id))
        }
        tokens.insert(record)
    }
}
