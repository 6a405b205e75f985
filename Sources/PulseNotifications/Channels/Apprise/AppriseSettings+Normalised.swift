extension AppriseSettings {
    public static let mostTargets = 100

    /// The settings as they are kept, `notifications` §1.2: on only with somewhere to send to, the program fixed, the time bounded.
    public var normalised: AppriseSettings {
        var settings = self
        settings.cliPath = "apprise"
        settings.timeoutSeconds = timeoutSeconds == 0 ? 15 : min(max(timeoutSeconds, 5), 120)
        var known: Set<String> = []
        // A target that begins with a dash would be an option of the program, and some of those run other programs.
        let trimmed = targets.map { $0.onOneLine.trimmed }
            .filter { !$0.isEmpty && !$0.hasPrefix("-") && known.insert($0).inserted }
        settings.targets = Array(trimmed.prefix(Self.mostTargets))
        settings.serverURL = serverURL.onOneLine.trimmed
        while settings.serverURL.hasSuffix("/") { settings.serverURL.removeLast() }
        settings.configKey = configKey.onOneLine.trimmed
        settings.apiKey = apiKey.onOneLine.trimmed
        settings.apiKeyHeader = apiKeyHeader.onOneLine.trimmed
        if settings.apiKeyHeader.isEmpty { settings.apiKeyHeader = "X-API-KEY" }
        let hasPlace = mode == .cli ? !settings.targets.isEmpty : !settings.serverURL.isEmpty
        settings.enabled = enabled && hasPlace
        return settings
    }

    /// What no error, log or answer may repeat: the key, and the targets, which hold passwords and tokens.
    var secrets: [String] { ([apiKey] + targets).filter { $0.utf8.count >= 4 }.sorted { $0.utf8.count > $1.utf8.count } }
}
