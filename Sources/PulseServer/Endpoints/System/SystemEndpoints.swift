import PulseAccess
import PulseCore

/// Who this server is and whether it lives.
public struct SystemEndpoints: Sendable {
    /// Facts that only the running process knows.
    public struct Liveness: Sendable {
        /// Seconds since the monitor started.
        public var uptime: Double
        public var monitor: Bool
        /// The poll loop woke lately.
        public var scheduler: Bool
        public var webSocket: Bool

        public init(uptime: Double, monitor: Bool, scheduler: Bool, webSocket: Bool) {
            self.uptime = uptime
            self.monitor = monitor
            self.scheduler = scheduler
            self.webSocket = webSocket
        }
    }

    let configuration: PulseConfiguration
    let deploymentType: String
    let buildTime: String?
    let liveness: @Sendable () -> Liveness

    public init(
        configuration: PulseConfiguration, deploymentType: String, buildTime: String?, liveness: @escaping @Sendable () -> Liveness
    ) {
        self.configuration = configuration
        self.deploymentType = deploymentType
        self.buildTime = buildTime
        self.liveness = liveness
    }

    public var endpoints: [Endpoint] {
        [
            .get("/api/health", access: .public, answers: Self.healthSchema, "Whether the server lives; 503 when it cannot serve.") {
                context in
                let state = liveness()
                let strict = context.flag("strict") && !state.scheduler
                return .object(status: state.monitor && !strict ? 200 : 503) { writer in
                    writer.field("status", state.monitor && !strict ? "healthy" : "unhealthy")
                    writer.field("timestamp", context.now.seconds)
                    writer.field("uptime", state.uptime)
                    writer.field("devModeSSH", false)
                    writer.field("proxyInstallScriptAvailable", true)
                    writer.key("dependencies")
                    writer.object { writer in
                        writer.field("monitor", state.monitor)
                        writer.field("scheduler", state.scheduler)
                        writer.field("websocket", state.webSocket)
                    }
                }
            },
            .get("/api/version", access: .public, answers: .any, "Version and kind of installation.") { _ in
                .object { writer in
                    writer.field("version", ProductVersion.number)
                    writer.field("buildTime", buildTime ?? "")
                    writer.field("runtime", "swift")
                    writer.field("channel", ProductVersion.channel)
                    writer.field("deploymentType", deploymentType)
                    writer.field("updateAvailable", false)
                    writer.field("latestVersion", ProductVersion.number)
                    writer.field("isDocker", configuration.isDocker)
                    writer.field("isSourceBuild", true)
                    writer.field("isDevelopment", false)
                    writer.field("containerized", configuration.isDocker)
                    writer.field("agentUpdateTargetVersion", ProductVersion.number)
                }
            },
            .get(
                "/api/server/info", access: .public, answers: .object([("isDevelopment", .flag), ("version", .text)]),
                "Version for installers."
            ) { _ in
                .object { writer in
                    writer.field("isDevelopment", false)
                    writer.field("version", ProductVersion.number)
                }
            },
            .get("/api/config", access: .scope(.monitoringRead), rateClass: .configRead, answers: .any, "Settings that are no secret.") {
                _ in
                .object { writer in
                    writer.field("csrfProtection", true)
                    writer.field("autoUpdateEnabled", false)
                    writer.field("updateChannel", ProductVersion.channel)
                }
            },
        ]
    }

    static let healthSchema: Schema = .object([
        ("status", .choice(["healthy", "unhealthy"])), ("timestamp", .integer), ("uptime", .number), ("devModeSSH", .flag),
        ("dependencies", .map(.flag)), ("proxyInstallScriptAvailable", .flag),
    ])
}
