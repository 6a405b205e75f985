/// What quick setup was asked for.
public struct SetupRequest: Sendable {
    public let username: String
    public let password: String
    /// Any non-blank text; `nil` to have one made.
    public let apiToken: String?
    /// Overwrite credentials that exist.
    public let force: Bool
    /// The bootstrap token, from header or body.
    public let bootstrapToken: String?
    /// `X-Recovery-Token`.
    public let recoveryToken: String?

    public init(username: String, password: String, apiToken: String?, force: Bool, bootstrapToken: String?, recoveryToken: String?) {
        self.username = username
        self.password = password
        self.apiToken = apiToken.flatMap { $0.trimmingSpaces().isEmpty ? nil : $0.trimmingSpaces() }
        self.force = force
        self.bootstrapToken = bootstrapToken.flatMap { $0.trimmingSpaces().isEmpty ? nil : $0.trimmingSpaces() }
        self.recoveryToken = recoveryToken.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What quick setup did.
public enum SetupOutcome: Sendable {
    /// `generatedToken` only when none was sent.
    case done(SessionGrant, generatedToken: String?)
    /// Credentials exist and `force` was not set; nothing changed.
    case skipped
}
