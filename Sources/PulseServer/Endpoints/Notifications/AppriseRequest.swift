import PulseCore
import PulseNotifications

/// Apprise settings as a client sends them, `notifications` §1.2.
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

    /// Replaces the settings. What is absent becomes the default, except the key.
    ///
    /// - Parameter keepsEmptyKey: an empty key stands for the stored one, as when unsaved settings are tested.
    func apply(to settings: inout AppriseSettings, keepsEmptyKey: Bool = false) throws {
        let old = settings
        settings = AppriseSettings()
        if let mode, !mode.isEmpty {
            guard let known = AppriseSettings.Mode(rawValue: mode.lowercased()) else {
                throw APIError.badRequest("invalid_mode", "mode must be cli or http")
            }
            settings.mode = known
        }
        settings.enabled = enabled ?? false
        settings.targets = merged(targets ?? [], with: old.targets)
        settings.timeoutSeconds = timeoutSeconds ?? settings.timeoutSeconds
        settings.serverURL = serverUrl ?? ""
        settings.configKey = configKey ?? ""
        settings.apiKeyHeader = apiKeyHeader ?? ""
        settings.skipTLSVerify = skipTlsVerify ?? false
        let keepsKey = apiKey == nil || apiKey == WebhookSettings.mask || (keepsEmptyKey && apiKey == "")
        settings.apiKey = keepsKey ? old.apiKey : apiKey ?? ""
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
