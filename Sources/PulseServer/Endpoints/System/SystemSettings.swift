import PulseCore

/// The settings of the system as `/api/system/settings` shows them: defaults, and what the environment fixes.
struct SystemSettings {
    let configuration: PulseConfiguration

    /// Settings that the environment can fix: the field's name and its variable.
    private static let fixable: [(field: String, variable: String)] = [
        ("frontendPort", "FRONTEND_PORT"), ("bindAddress", "BIND_ADDRESS"), ("allowedOrigins", "ALLOWED_ORIGINS"),
        ("logLevel", "LOG_LEVEL"), ("logFormat", "LOG_FORMAT"), ("publicURL", "PULSE_PUBLIC_URL"),
        ("hideLocalLogin", "PULSE_AUTH_HIDE_LOCAL_LOGIN"),
    ]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writePolling(to: &writer)
            writer.field("frontendPort", configuration.port)
            writer.field("allowedOrigins", configuration.allowedOrigins.joined(separator: ","))
            writer.field("connectionTimeout", 60)
            writer.field("updateChannel", ProductVersion.channel)
            writer.field("autoUpdateEnabled", false)
            writer.field("logLevel", configuration.logLevel.rawValue)
            writeDiscovery(to: &writer)
            writer.field("theme", "")
            writer.field("fullWidthMode", false)
            writer.field("allowEmbedding", false)
            writer.field("allowedEmbedOrigins", "")
            writer.field("temperatureMonitoringEnabled", true)
            writer.field("dnsCacheTimeout", 300)
            writer.field("sshPort", 22)
            writer.field("webhookAllowedPrivateCIDRs", "")
            writer.field("hideLocalLogin", configuration.hideLocalLogin)
            writer.field("publicURL", configuration.publicURL)
            writer.field("disableDockerUpdateActions", false)
            writer.field("enableProxmoxGuestDockerInventory", false)
            writer.field("telemetryEnabled", false)
            writer.key("envOverrides")
            writer.object { writer in
                for entry in Self.fixable where configuration.fromEnvironment.contains(entry.variable) {
                    writer.key(entry.field)
                    writer.value(true)
                    writer.key(entry.variable)
                    writer.value(true)
                }
            }
        }
    }

    private func writePolling(to writer: inout JSONWriter) {
        writer.field("pvePollingInterval", 10)
        writer.field("pbsPollingInterval", 60)
        writer.field("pmgPollingInterval", 60)
        writer.field("backupPollingInterval", 0)
        writer.field("backupPollingEnabled", true)
        writer.field("adaptivePollingEnabled", false)
        writer.field("adaptivePollingBaseInterval", 10)
        writer.field("adaptivePollingMinInterval", 5)
        writer.field("adaptivePollingMaxInterval", 300)
    }

    private func writeDiscovery(to writer: inout JSONWriter) {
        writer.field("discoveryEnabled", false)
        writer.field("discoverySubnet", "auto")
    }
}
