import PulseCore

extension ServerConfiguration {
    /// Every variable the server reads. `pulse serve --help` prints this table; a test compares the README with it.
    public static let environment: [EnvironmentVariable] = [
        .init("PULSE_DATA_DIR", \.dataDirectory, "Where everything is kept"),
        .init("BIND_ADDRESS", \.bindAddress, "Address to listen on; 127.0.0.1 keeps it to this machine"),
        .init("FRONTEND_PORT", \.port, aliases: ["PORT"], in: 0...65535, "Port of the page and the API; 0 picks a free one"),
        .init("PULSE_WEB_DIR", \.webDirectory, "Folder of the built page; found next to the program when empty"),
        .init("HTTPS_ENABLED", \.httpsEnabled, "Speak TLS; needs the two files below"),
        .init("TLS_CERT_FILE", \.tlsCertificateFile, "PEM file with the certificate chain"),
        .init("TLS_KEY_FILE", \.tlsKeyFile, "PEM file with the private key"),
        .init("LOG_LEVEL", \.logLevel, "trace, debug, info, warning or error"),
        .init("LOG_FORMAT", \.logFormat, "auto, json or console"),
        .init("PULSE_AUTH_USER", \.authUser, "User name of the administrator, set up without the page"),
        .init("PULSE_AUTH_PASS", \.authPassword, isSecret: true, "Their password, plain or as a bcrypt hash"),
        .init("PULSE_AUTH_HIDE_LOCAL_LOGIN", \.hideLocalLogin, "Do not show the password form"),
        .init("ALLOWED_ORIGINS", \.allowedOrigins, "Origins of other pages that may call the API, or *"),
        .init("PULSE_TRUSTED_PROXY_CIDRS", \.trustedProxies, "Reverse proxies whose X-Forwarded-* headers count"),
        .init("PULSE_TRUSTED_NETWORKS", \.trustedNetworks, "Networks shown as trusted"),
        .init("PROXY_AUTH_SECRET", \.proxyAuthSecret, isSecret: true, "Secret by which a proxy proves itself; empty switches it off"),
        .init("PROXY_AUTH_USER_HEADER", \.proxyAuthUserHeader, "Header with the user's name"),
        .init("PROXY_AUTH_ROLE_HEADER", \.proxyAuthRoleHeader, "Header with the user's roles"),
        .init("PROXY_AUTH_ROLE_SEPARATOR", \.proxyAuthRoleSeparator, "What separates roles"),
        .init("PROXY_AUTH_ADMIN_ROLE", \.proxyAuthAdminRole, "The role of administrators"),
        .init("PROXY_AUTH_LOGOUT_URL", \.proxyAuthLogoutURL, "Where the page goes after logout"),
        .init("PULSE_PUBLIC_URL", \.publicURL, "The address people use, for links"),
        .init("DEMO_MODE", \.demoMode, "Refuse every change"),
        .init("PULSE_DOCKER", \.isDocker, "Set in the container image"),
        .init("PULSE_HOST_ENABLED", \.hostEnabled, "Watch the machine the server runs on"),
        .init(
            "PULSE_HOST_INTERVAL", \.hostInterval, in: .milliseconds(200)...(.seconds(3600)), "How often this machine is measured"),
        .init("PULSE_METRICS_DB_PATH", \.metricsDatabasePath, "File of the history; metrics.db in the data directory when empty"),
        .init("PULSE_METRICS_PORT", \.metricsPort, aliases: ["METRICS_PORT"], in: 0...65535, "Port of the Prometheus listener; 0 picks a free one"),
        .init("PULSE_METRICS_BIND_ADDRESS", \.metricsBindAddress, "Address of the Prometheus listener"),
        .init("PULSE_METRICS_TOKEN", \.metricsToken, isSecret: true, "Bearer token that the Prometheus listener asks for"),
        .init("PULSE_METRICS_ALLOW_INSECURE_REMOTE", \.metricsAllowInsecureRemote, "Allow the listener beyond loopback without TLS"),
    ]

    /// Variables of older versions that mean nothing any more.
    static let ignored = ["DISABLE_AUTH", "API_TOKEN", "API_TOKENS"]

    /// Reads the configuration; a value that cannot be read keeps the default and gives a warning.
    public static func read(_ variables: [String: String]) -> (configuration: ServerConfiguration, warnings: [String]) {
        var configuration = ServerConfiguration()
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
