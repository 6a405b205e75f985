import PulseCore

/// The record of an API token; the token itself is never kept.
public struct APIToken: Sendable, Equatable {
    /// UUID, lower case.
    public let id: String
    public var name: String
    /// SHA3-256 of the raw token, hex.
    public let digest: String
    /// First six characters, empty for raw tokens too short to show any.
    public let prefix: String
    /// Last four characters, empty for raw tokens too short to show any.
    public let suffix: String
    public let createdAt: Timestamp
    public var lastUsedAt: Timestamp?
    public let expiresAt: Timestamp?
    /// Never empty; `*` stands alone.
    public let scopes: [Scope]
    /// The organizations it is bound to; empty means the default organization only.
    public let organizations: [String]
    /// `owner_user_id`, `purpose` and what agents need.
    public let metadata: [String: String]

    public init(
        id: String, name: String, raw: String, createdAt: Timestamp, expiresAt: Timestamp? = nil, scopes: [Scope],
        organizations: [String] = [], metadata: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        digest = Digests.sha3(raw)
        let isLong = raw.count >= 20
        prefix = isLong ? String(raw.prefix(6)) : ""
        suffix = isLong ? String(raw.suffix(4)) : ""
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.scopes = scopes.isEmpty ? [.all] : scopes
        self.organizations = organizations
        self.metadata = metadata
    }

    init(
        id: String, name: String, digest: String, prefix: String, suffix: String, createdAt: Timestamp, lastUsedAt: Timestamp?,
        expiresAt: Timestamp?, scopes: [Scope], organizations: [String], metadata: [String: String]
    ) {
        self.id = id
        self.name = name
        self.digest = digest
        self.prefix = prefix
        self.suffix = suffix
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
        self.scopes = scopes
        self.organizations = organizations
        self.metadata = metadata
    }

    /// The user who owns it, if one does.
    public var owner: String? {
        metadata["owner_user_id"].flatMap { $0.isEmpty || $0.hasPrefix("token:") ? nil : $0 }
    }
    /// Whether quick setup or "regenerate" made it.
    public var isPrimary: Bool { metadata["purpose"] == "primary" }
    /// Who a caller with this token is.
    public var principalName: String { owner ?? "token:\(id)" }

    /// Whether it no longer counts.
    public func isExpired(at now: Timestamp) -> Bool { expiresAt.map { $0 <= now } ?? false }
}
