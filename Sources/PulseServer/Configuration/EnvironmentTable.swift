import PulseCore
import PulseOutbound

extension PulseConfiguration {
    private static let areBlocks: @Sendable ([String]) -> Bool = { $0.allSatisfy { AddressBlock($0) != nil } }
    private static let isPort: @Sendable (Int) -> Bool = { (0...65535).contains($0) }

    /// Every variable the server reads. `pulse serve --help` prints this table; a test compares the README with it.
    public static let environment: [EnvironmentVariable] = placement + access + collection + polling

    private static let placement: [EnvironmentVariable] = [
        EnvironmentVariable("PULSE_DATA_DIR", \.dataDirectory, "Where everything is kept"),
        EnvironmentVariable("BIND_ADDRESS", \.bindAddress, "Address to listen on; 127.0.0.1 keeps it to this machine"),
        EnvironmentVariable(
            "FRONTEND_PORT", \.port, aliases: ["PORT"], accepts: isPort, "Port of the page and the API; 0 picks a free one"),
        EnvironmentVariable("PULSE_WEB_DIR", \.webDirectory, "Folder of the built page; found next to the program when empty"),
        EnvironmentVariable("HTTPS_ENABLED", \.httpsEnabled, "Speak TLS; needs the two files below"),
        EnvironmentVariable("TLS_CERT_FILE", \.tlsCertificateFile, "PEM file with the certificate chain"),
        EnvironmentVariable("TLS_KEY_FILE", \.tlsKeyFile, "PEM file with the private key"),
        EnvironmentVariable("LOG_LEVEL", \.logLevel, "trace, debug, info, warning or error"),
        EnvironmentVariable("LOG_FORMAT", \.logFormat, "auto, json or console"),
    ]

    private static let access: [EnvironmentVariable] = [
        EnvironmentVariable("PULSE_AUTH_USER", \.authUser, "User name of the administrator, set up without the page"),
        EnvironmentVariable("PULSE_AUTH_PASS", \.authPassword, isSecret: true, "Their password, plain or as a bcrypt hash"),
        EnvironmentVariable("PULSE_AUTH_HIDE_LOCAL_LOGIN", \.hideLocalLogin, "Do not show the password form"),
        EnvironmentVariable("ALLOWED_ORIGINS", \.allowedOrigins, "Origins of other pages that may call the API, or *"),
        EnvironmentVariable("PULSE_TRUSTED_PROXY_CIDRS", \.trustedProxies, "Reverse proxies whose X-Forwarded-* headers count"),
        EnvironmentVariable("PULSE_TRUSTED_NETWORKS", \.trustedNetworks, "Networks shown as trusted"),
        EnvironmentVariable(
            "PROXY_AUTH_SECRET", \.proxyAuthSecret, isSecret: true, "Secret by which a proxy proves itself; empty switches it off"),
        EnvironmentVariable("PROXY_AUTH_USER_HEADER", \.proxyAuthUserHeader, "Header with the user's name"),
        EnvironmentVariable("PROXY_AUTH_ROLE_HEADER", \.proxyAuthRoleHeader, "Header with the user's roles"),
        EnvironmentVariable("PROXY_AUTH_ROLE_SEPARATOR", \.proxyAuthRoleSeparator, "What separates roles"),
        EnvironmentVariable("PROXY_AUTH_ADMIN_ROLE", \.proxyAuthAdminRole, "The role of administrators"),
        EnvironmentVariable("PROXY_AUTH_LOGOUT_URL", \.proxyAuthLogoutURL, "Where the page goes after logout"),
        EnvironmentVariable("PULSE_PUBLIC_URL", \.publicURL, "The address people use, for links"),
        EnvironmentVariable(
            "PULSE_WEBHOOK_ALLOWED_PRIVATE_CIDRS", \.webhookAllowedPrivateCIDRs,
            "Private addresses and networks that webhooks and Apprise may reach, separated by commas"),
        EnvironmentVariable("DEMO_MODE", \.demoMode, "Refuse every change"),
        EnvironmentVariable("PULSE_DOCKER", \.isDocker, "Set in the container image"),
    ]

    private static let collection: [EnvironmentVariable] = [
        EnvironmentVariable("PULSE_HOST_ENABLED", \.hostEnabled, "Watch the machine the server runs on"),
        EnvironmentVariable(
            "PULSE_HOST_INTERVAL", \.hostInterval, accepts: { (.milliseconds(200)...(.seconds(3600))).contains($0) },
            "How often this machine is measured"),
        EnvironmentVariable(
            "PULSE_METRICS_DB_PATH", \.metricsDatabasePath, "File of the history; metrics.db in the data directory when empty"),
        EnvironmentVariable(
            "PULSE_METRICS_PORT", \.metricsPort, aliases: ["METRICS_PORT"], accepts: isPort,
            "Port of the Prometheus listener; 0 picks a free one"),
        EnvironmentVariable("PULSE_METRICS_BIND_ADDRESS", \.metricsBindAddress, "Address of the Prometheus listener"),
        EnvironmentVariable("PULSE_METRICS_TOKEN", \.metricsToken, isSecret: true, "Bearer token that the Prometheus listener asks for"),
        EnvironmentVariable(
            "PULSE_METRICS_ALLOW_INSECURE_REMOTE", \.metricsAllowInsecureRemote, "Allow the listener beyond loopback without TLS"),
    ]

    private static let polling: [EnvironmentVariable] = [
        EnvironmentVariable(
            "PVE_POLLING_INTERVAL", \.pvePollingInterval, accepts: { $0 > .zero },
            "How often Proxmox VE is asked; from 10s to 1h, other values are brought into that range"),
        EnvironmentVariable(
            "ADAPTIVE_POLLING_ENABLED", \.adaptivePollingEnabled,
            "Ask calm connections rarely and stale ones often, within the two bounds below"),
        EnvironmentVariable(
            "ADAPTIVE_POLLING_BASE_INTERVAL", \.adaptivePollingBaseInterval, accepts: { $0 > .zero }, "The interval to begin with"),
        EnvironmentVariable(
            "ADAPTIVE_POLLING_MIN_INTERVAL", \.adaptivePollingMinInterval, accepts: { $0 > .zero }, "The shortest interval"),
        EnvironmentVariable("ADAPTIVE_POLLING_MAX_INTERVAL", \.adaptivePollingMaxInterval, accepts: { $0 > .zero }, "The longest interval"),
        EnvironmentVariable(
            "POLL_TASK_WORKERS", \.pollTaskWorkers, accepts: { (0...128).contains($0) },
            "Connections asked at the same time; 0 takes one for each, at most 10"),
        EnvironmentVariable(
            "MAX_POLL_TIMEOUT", \.maxPollTimeout, accepts: { (.seconds(30)...(.seconds(180))).contains($0) },
            "The longest that one poll may take"),
        EnvironmentVariable(
            "CONNECTION_TIMEOUT", \.connectionTimeout, accepts: { (.seconds(1)...(.seconds(300))).contains($0) },
            "How long an upstream may take for one answer, where nothing shorter is set"),
        EnvironmentVariable(
            "DISCOVERY_SUBNET_ALLOWLIST", \.discoverySubnetAllowlist, accepts: areBlocks,
            "When set, members that a cluster names are asked only in these subnets"),
        EnvironmentVariable(
            "DISCOVERY_SUBNET_BLOCKLIST", \.discoverySubnetBlocklist, accepts: areBlocks,
            "Members that a cluster names are never asked in these subnets"),
        EnvironmentVariable("DISCOVERY_IP_BLOCKLIST", \.discoveryIPBlocklist, accepts: areBlocks, "Nor at these addresses"),
        EnvironmentVariable("PULSE_MOCK_MODE", \.mockMode, "Show simulated servers instead of the configured connections"),
        EnvironmentVariable("PULSE_MOCK_NODES", \.mockNodes, accepts: { (1...1000).contains($0) }, "How many nodes are simulated"),
        EnvironmentVariable("PULSE_MOCK_VMS_PER_NODE", \.mockVMsPerNode, accepts: { (0...1000).contains($0) }, "Virtual machines on each"),
        EnvironmentVariable("PULSE_MOCK_RANDOM_METRICS", \.mockRandomMetrics, "Whether their figures change"),
        EnvironmentVariable("PULSE_MOCK_LXCS_PER_NODE", \.mockLXCsPerNode, accepts: { (0...1000).contains($0) }, "Containers on each"),
        EnvironmentVariable(
            "PULSE_MOCK_STOPPED_PERCENT", \.mockStoppedPercent, accepts: { (0...100).contains($0) }, "How many of the guests are stopped"),
    ]

    /// Variables of older versions that mean nothing any more.
    static let ignored = ["DISABLE_AUTH", "API_TOKEN", "API_TOKENS"]

    /// Reads the configuration; a value that cannot be read keeps the default and gives a warning.
    public static func read(_ variables: [String: String]) -> (configuration: PulseConfiguration, warnings: [String]) {
        var configuration = PulseConfiguration()
        var warnings: [String] = []
        for variable in environment {
            guard let name = ([variable.name] + variable.aliases).first(where: { !(variables[$0] ?? "").isEmpty }),
                let text = variables[name]
            else { continue }
            if variable.apply(&configuration, text) {
                configuration.fromEnvironment.insert(variable.name)
            } else {
                let shown = variable.isSecret ? "its value" : "'\(text)'"
                warnings.append("\(name): \(shown) cannot be read; \(variable.defaultText) is used")
            }
        }
        for name in ignored where variables[name] != nil {
            warnings.append("\(name) is ignored: access is always checked, and tokens are made in the settings")
        }
        return (configuration, warnings)
    }
}
