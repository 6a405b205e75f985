import PulseCore

/// Everything the environment may say about how the server runs, with its defaults.
///
/// The table in `EnvironmentTable.swift` names the variable of each field and documents it.
public struct PulseConfiguration: Sendable, Equatable {
    // Where
    public var dataDirectory = "./data"
    public var bindAddress = "0.0.0.0"
    public var port = 7655
    public var webDirectory = ""

    // TLS
    public var httpsEnabled = false
    public var tlsCertificateFile = ""
    public var tlsKeyFile = ""

    // Log
    public var logLevel = LogLevel.info
    public var logFormat = LogFormat.auto

    // Access
    public var authUser = ""
    public var authPassword = ""
    public var hideLocalLogin = false
    public var allowedOrigins: [String] = []
    public var trustedProxies: [String] = []
    public var trustedNetworks: [String] = []
    public var proxyAuthSecret = ""
    public var proxyAuthUserHeader = ""
    public var proxyAuthRoleHeader = ""
    public var proxyAuthRoleSeparator = "|"
    public var proxyAuthAdminRole = "admin"
    public var proxyAuthLogoutURL = ""
    public var publicURL = ""
    /// Addresses and blocks that are not public and may get webhooks all the same, separated by commas.
    public var webhookAllowedPrivateCIDRs = ""
    public var demoMode = false
    public var isDocker = false

    // Watching this machine
    public var hostEnabled = true
    public var hostInterval: Duration = .seconds(10)

    // Polling connections
    public var pvePollingInterval: Duration = .seconds(10)
    public var adaptivePollingEnabled = false
    public var adaptivePollingBaseInterval: Duration = .seconds(10)
    public var adaptivePollingMinInterval: Duration = .seconds(5)
    public var adaptivePollingMaxInterval: Duration = .seconds(300)
    public var pollTaskWorkers = 0
    public var maxPollTimeout: Duration = .seconds(180)
    public var connectionTimeout: Duration = .seconds(60)
    public var discoverySubnetAllowlist: [String] = []
    public var discoverySubnetBlocklist: [String] = ["169.254.0.0/16"]
    public var discoveryIPBlocklist: [String] = []

    // Simulated servers
    public var mockMode = false
    public var mockNodes = 32
    public var mockVMsPerNode = 10
    public var mockLXCsPerNode = 8
    public var mockStoppedPercent = 6
    public var mockRandomMetrics = true

    // History
    public var metricsDatabasePath = ""

    // Prometheus
    public var metricsPort = 9091
    public var metricsBindAddress = "127.0.0.1"
    public var metricsToken = ""
    public var metricsAllowInsecureRemote = false

    /// Names of the variables that were set to something readable.
    public var fromEnvironment: Set<String> = []

    public init() {}
}

/// How much is logged.
public enum LogLevel: String, Sendable, CaseIterable {
    case trace, debug, info, warning, error
}

/// How log lines look; `auto` means `console` on a terminal and `json` elsewhere.
public enum LogFormat: String, Sendable, CaseIterable {
    case auto, json, console
}
