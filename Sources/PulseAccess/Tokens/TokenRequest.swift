import PulseCore

/// What a new token should be, checked against the contract.
public struct TokenRequest: Sendable, Equatable {
    public let name: String
    public let scopes: [Scope]
    /// `nil`: never.
    public let lifetime: Duration?

    /// - Parameters:
    ///   - scopes: `nil` for full access.
    ///   - expiresIn: a duration such as `720h`, at least one minute; empty counts as absent.
    /// - Throws: `AccessRefusal` 400 with the contract's text.
    public init(name: String?, scopes: [String]?, expiresIn: String?) throws {
        let trimmed = (name ?? "").trimmingSpaces()
        guard !trimmed.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw Self.invalid("token name must not contain control characters")
        }
        self.name = trimmed.isEmpty ? "API token" : String(trimmed.prefix(200))
        self.scopes = try Self.parse(scopes)
        lifetime = try Self.parse(expiresIn: expiresIn)
    }

    private static func parse(_ names: [String]?) throws -> [Scope] {
        guard let names else { return [.all] }
        guard !names.isEmpty else { throw invalid("select at least one scope or omit the field for full access") }
        var scopes: [Scope] = []
        for name in names {
            let trimmed = name.trimmingSpaces()
            guard !trimmed.isEmpty else { throw invalid("scope identifiers cannot be blank") }
            let scope = Scope(name: trimmed)
            guard Scope.known.contains(scope) else { throw invalid("unknown scope \"\(trimmed.prefix(64))\"") }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        if scopes.contains(.all), scopes.count > 1 { throw invalid("wildcard '*' cannot be combined with other scopes") }
        return scopes
    }

    private static func parse(expiresIn: String?) throws -> Duration? {
        guard let text = expiresIn?.trimmingSpaces(), !text.isEmpty else { return nil }
        let hasUnit = text.utf8.last.map { (97...122).contains($0) } ?? false
        guard hasUnit, let lifetime = Duration(text: text) else { throw invalid("Invalid expiresIn duration: \(text.prefix(64))") }
        guard lifetime >= .seconds(60) else { throw invalid("Token expiration must be at least 1 minute") }
        // A century; longer means forever and would overflow the clock.
        return min(lifetime, .seconds(100 * 365 * 86_400))
    }

    private static func invalid(_ text: String) -> AccessRefusal { AccessRefusal(400, "invalid_request", text) }
}
