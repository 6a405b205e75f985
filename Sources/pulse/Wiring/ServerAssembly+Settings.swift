import Foundation
import PulseCore
import PulseServer

extension ServerAssembly {
    func serverSettings() throws -> HTTPServerSettings {
        var settings = HTTPServerSettings()
        settings.host = configuration.bindAddress
        settings.port = configuration.port
        guard configuration.httpsEnabled else { return settings }
        guard !configuration.tlsCertificateFile.isEmpty, !configuration.tlsKeyFile.isEmpty else {
            throw PulseError("tls_files_missing", "HTTPS_ENABLED needs TLS_CERT_FILE and TLS_KEY_FILE")
        }
        settings.tls = .init(certificate: configuration.tlsCertificateFile, key: configuration.tlsKeyFile)
        return settings
    }

    func pipelineSettings() throws -> PipelineSettings {
        var settings = PipelineSettings()
        settings.trustedProxies = try TrustedProxies(parsing: configuration.trustedProxies.joined(separator: ","))
        settings.cors = CORSPolicy(parsing: configuration.allowedOrigins.joined(separator: ","))
        settings.isDemo = configuration.demoMode
        for warning in settings.trustedProxies.warnings { log.warning("\(warning)") }
        return settings
    }

    func metricsSettings() -> MetricsListenerSettings {
        var settings = MetricsListenerSettings()
        settings.host = configuration.metricsBindAddress
        settings.port = configuration.metricsPort
        settings.token = configuration.metricsToken.isEmpty ? nil : configuration.metricsToken
        settings.allowsInsecureRemote = configuration.metricsAllowInsecureRemote
        return settings
    }

    /// The path of the running program.
    var executable: String { CommandLine.arguments.first ?? "pulse" }

    var deploymentType: String {
        if configuration.isDocker { return "docker" }
        return ProcessInfo.processInfo.environment["INVOCATION_ID"] == nil ? "manual" : "systemd"
    }
}
