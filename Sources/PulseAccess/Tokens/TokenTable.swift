import PulseCore

/// All API tokens, found by digest in one step.
public struct TokenTable: Sendable {
    private var byDigest: [String: APIToken] = [:]
    private var digests: [String: String] = [:]
    private var touched: Set<String> = []

    public init(_ tokens: [APIToken] = []) {
        for token in tokens { insert(token) }
    }

    public var isEmpty: Bool { byDigest.isEmpty }
    public var count: Int { byDigest.count }

    /// Newest first.
    public var all: [APIToken] {
        byDigest.values.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
    }

    /// The token with the record id.
    public subscript(id: String) -> APIToken? { digests[id].flatMap { byDigest[$0] } }

    /// The valid token with the digest; with `touching`, its `lastUsedAt` becomes `now`.
    public mutating func resolve(digest: String, touching: Bool, at now: Timestamp) -> APIToken? {
        guard let token = byDigest[digest], !token.isExpired(at: now) else { return nil }
        guard touching else { return token }
        byDigest[digest]?.lastUsedAt = now
        touched.insert(token.id)
        return byDigest[digest]
    }

    /// Adds a token; one with the same digest or id is replaced.
    public mutating func insert(_ token: APIToken) {
        remove(id: token.id)
        if let twin = byDigest[token.digest] { remove(id: twin.id) }
        byDigest[token.digest] = token
        digests[token.id] = token.digest
    }

    /// Removes and returns the token.
    @discardableResult
    public mutating func remove(id: String) -> APIToken? {
        touched.remove(id)
        return digests.removeValue(forKey: id).flatMap { byDigest.removeValue(forKey: $0) }
    }

    /// The tokens used since the last call, for the store.
    public mutating func takeTouched() -> [APIToken] {
        defer { touched = [] }
        return touched.compactMap { self[$0] }
    }
}
