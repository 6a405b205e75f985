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
