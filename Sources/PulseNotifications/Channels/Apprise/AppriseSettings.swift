/// How Apprise is called, `notifications` §1.2.
public struct AppriseSettings: Sendable, Equatable, Codable {
    public enum Mode: String, Sendable, Codable { case cli, http }
    public var enabled = false
    public var mode = Mode.cli
    public var targets: [String] = []
    /// Always `apprise`: a free path would be a way to run any program.
    public var cliPath = "apprise"
    /// 5 to 120.
    public var timeoutSeconds = 15
    public var serverURL = ""
    public var configKey = ""
    public var apiKey = ""
    public var apiKeyHeader = "X-API-KEY"
    public var skipTLSVerify = false
    public init() {}
}

extension AppriseSettings {
    /// Reads what was stored: members that are missing keep their defaults, unknown ones are left out.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        enabled = try members.value(.enabled, default: enabled)
        mode = try members.value(.mode, default: mode)
        targets = try members.value(.targets, default: targets)
        cliPath = try members.value(.cliPath, default: cliPath)
        timeoutSeconds = try members.value(.timeoutSeconds, default: timeoutSeconds)
        serverURL = try members.value(.serverURL, default: serverURL)
        configKey = try members.value(.configKey, default: configKey)
        apiKey = try members.value(.apiKey, default: apiKey)
        apiKeyHeader = try members.value(.apiKeyHeader, default: apiKeyHeader)
        skipTLSVerify = try members.value(.skipTLSVerify, default: skipTLSVerify)
    }
}
