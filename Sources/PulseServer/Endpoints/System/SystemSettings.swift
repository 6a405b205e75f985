import PulseCore
import PulseHistory

/// The settings of the system as `/api/system/settings` shows them: defaults, and what the environment fixes.
struct SystemSettings {
    let configuration: PulseConfiguration
    let choices: SystemSettingsStore.Choices
    var retention = HistoryOptions().retention

    /// Settings that the environment can fix: the field's name and its variable.
    private static let fixable: [(field: String, variable: String)] = [
        ("frontendPort", "FRONTEND_PORT"), ("bindAddress", "BIND_ADDRESS"), ("allowedOrigins", "ALLOWED_ORIGINS"),
        ("logLevel", "LOG_LEVEL"), ("logFormat", "LOG_FORMAT"), ("publicURL", "PULSE_PUBLIC_URL"),
        ("hideLocalLogin", "PULSE_AUTH_HIDE_LOCAL_LOGIN"), ("pvePollingInterval", "PVE_POLLING_INTERVAL"),
        ("adaptivePollingEnabled", "ADAPTIVE_POLLING_ENABLED"), ("adaptivePollingBaseInterval", "ADAPTIVE_POLLING_BASE_INTERVAL"),
        ("adaptivePollingMinInterval", "ADAPTIVE_POLLING_MIN_INTERVAL"),
        ("adaptivePollingMaxInterval", "ADAPTIVE_POLLING_MAX_INTERVAL"), ("connectionTimeout", "CONNECTION_TIMEOUT"),
    ]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writePolling(to: &writer)
            writer.field("frontendPort", configuration.port)
            writer.field("allowedOrigins", configuration.allowedOrigins.joined(separator: ","))
            writer.field("connectionTimeout", seconds(configuration.connectionTimeout))
            writer.field("updateChannel", ProductVersion.channel)
            writer.field("autoUpdateEnabled", false)
            writer.field("logLevel", configuration.logLevel.rawValue)
            writeDiscovery(to: &writer)
            writer.field("theme", choices.theme ?? "")
            writer.field("fullWidthMode", choices.fullWidthMode ?? false)
            writer.field("allowEmbedding", false)
            writer.field("allowedEmbedOrigins", "")
            writer.field("temperatureMonitoringEnabled", true)
            writer.field("dnsCacheTimeout", 300)
            writer.field("sshPort", 22)
            writer.field("webhookAllowedPrivateCIDRs", choices.webhookAllowedPrivateCIDRs ?? configuration.webhookAllowedPrivateCIDRs)
            writer.field("hideLocalLogin", configuration.hideLocalLogin)
            writer.field("publicURL", configuration.publicURL)
            writer.field("disableDockerUpdateActions", false)
            writer.field("enableProxmoxGuestDockerInventory", false)
            writer.field("reduceProUpsellNoise", false)
            writer.field("telemetryEnabled", false)
            writeRetention(to: &writer)
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
        writer.field("pvePollingInterval", seconds(configuration.effectivePVEInterval))
        writer.field("pbsPollingInterval", 60)
        writer.field("pmgPollingInterval", 60)
        writer.field("backupPollingInterval", 0)
        writer.field("backupPollingEnabled", true)
        writer.field("adaptivePollingEnabled", configuration.adaptivePollingEnabled)
        writer.field("adaptivePollingBaseInterval", seconds(configuration.adaptivePollingBaseInterval))
        writer.field("adaptivePollingMinInterval", seconds(configuration.adaptivePollingMinInterval))
        writer.field("adaptivePollingMaxInterval", seconds(configuration.adaptivePollingMaxInterval))
    }

    private func writeDiscovery(to writer: inout JSONWriter) {
        writer.field("discoveryEnabled", false)
        writer.field("discoverySubnet", "auto")
        writer.key("discoveryConfig")
        writer.object { writer in
            writer.field("environment_override", "auto")
            writer.field("environmentOverride", "auto")
            for name: StaticString in ["subnet_allowlist", "subnetAllowlist"] {
                writer.field(name, configuration.discoverySubnetAllowlist)
            }
            for name: StaticString in ["subnet_blocklist", "subnetBlocklist"] {
                writer.field(name, configuration.discoverySubnetBlocklist)
            }
            for name: StaticString in ["ip_blocklist", "ipBlocklist"] { writer.field(name, configuration.discoveryIPBlocklist) }
            for name: StaticString in ["max_hosts_per_scan", "maxHostsPerScan"] { writer.field(name, 1024) }
            for name: StaticString in ["max_concurrent", "maxConcurrent"] { writer.field(name, 50) }
            for name: StaticString in ["enable_reverse_dns", "enableReverseDns", "scan_gateways", "scanGateways"] {
                writer.field(name, true)
            }
            for name: StaticString in ["dial_timeout_ms", "dialTimeoutMs"] { writer.field(name, 1000) }
            for name: StaticString in ["http_timeout_ms", "httpTimeoutMs"] { writer.field(name, 2000) }
        }
    }

    /// How long history is kept, from the store's own options.
    private func writeRetention(to writer: inout JSONWriter) {
        writer.field("metricsRetentionRawHours", hours(.raw))
        writer.field("metricsRetentionMinuteHours", hours(.minute))
        writer.field("metricsRetentionHourlyDays", hours(.hourly) / 24)
        writer.field("metricsRetentionDailyDays", hours(.daily) / 24)
    }

    private func seconds(_ duration: Duration) -> Int64 { duration.wholeMilliseconds / 1000 }

    private func hours(_ tier: HistoryTier) -> Int64 {
        (retention[tier] ?? .zero).wholeMilliseconds / 3_600_000
    }
}
