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
        settings.serverURL = serverUrl ?? settings.serverURL
        settings.configKey = configKey ?? settings.configKey
        settings.apiKeyHeader = apiKeyHeader ?? settings.apiKeyHeader
        settings.timeoutSeconds = timeoutSeconds ?? settings.timeoutSeconds
        settings.skipTLSVerify = skipTlsVerify ?? settings.skipTLSVerify
        if let apiKey, apiKey != WebhookSettings.mask { settings.apiKey = apiKey }
        if let targets { settings.targets = merged(targets, with: settings.targets) }
        settings = settings.normalised
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
