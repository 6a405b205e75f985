import PulseCore
import PulseNotifications

/// Apprise settings as a client sends them: what is absent or masked stays.
struct AppriseRequest: Decodable {
    var enabled: Bool?
    var mode: String?
    var targets: [String]?
    var cliPath: String?
    var timeoutSeconds: Int?
    var serverUrl: String?
    var configKey: String?
    var apiKey: String?
    var apiKeyHeader: String?
    var skipTlsVerify: Bool?

    func apply(to settings: inout AppriseSettings) throws {
        if let mode {
            guard let known = mode.isEmpty ? .cli : AppriseSettings.Mode(rawValue: mode.lowercased()) else {
                throw APIError.badRequest("invalid_mode", "mode must be cli or http")
            }
            settings.mode = known
        }
        settings.enabled = enabled ?? settings.enabled
        // A free path would be a way to run any program.
        settings.cliPath = "apprise"
        settings.serverURL = EmailRequest.trimmed(serverUrl) ?? settings.serverURL
        settings.configKey = EmailRequest.trimmed(configKey) ?? settings.configKey
        settings.skipTLSVerify = skipTlsVerify ?? settings.skipTLSVerify
        if let timeoutSeconds { settings.timeoutSeconds = min(max(timeoutSeconds, 5), 120) }
        if let apiKey, apiKey != WebhookSettings.mask { settings.apiKey = apiKey }
        if let header = EmailRequest.trimmed(apiKeyHeader) { settings.apiKeyHeader = header.isEmpty ? "X-API-KEY" : header }
        if let targets { settings.targets = merged(targets, with: settings.targets) }
        let isUsable = settings.mode == .cli ? !settings.targets.isEmpty : !settings.serverURL.isEmpty
        settings.enabled = settings.enabled && isUsable
    }

    /// A mask stands for the stored target at its place; where some were removed, for the next one that is stored.
    private func merged(_ sent: [String], with stored: [String]) -> [String] {
        var rest = stored[...]
        let keepsPlaces = sent.count >= stored.count
        let texts = sent.enumerated().map { index, target -> String in
            guard EmailRequest.trimmed(target) == WebhookSettings.mask else { return target }
            if keepsPlaces { return index < stored.count ? stored[index] : "" }
            return rest.popFirst() ?? ""
        }
        return EmailRequest.unique(texts, ignoringCase: false)
    }
}
