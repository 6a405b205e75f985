import PulseCore
import PulseNotifications

/// A webhook as a client sends it: what is absent stays, a mask keeps what is stored under its key.
struct WebhookBody: Decodable {
    var id: String?
    var name: String?
    var url: String?
    var method: String?
    var headers: [String: String]?
    var enabled: Bool?
    var service: String?
    var template: String?
    var customFields: [String: String]?
    var mention: String?
    var tagFilter: [String]?
    var tagFilterMode: String?
    var signingSecret: String?

    /// The whole settings, from what is stored.
    func settings(over stored: WebhookSettings?) throws -> WebhookSettings {
        var settings = stored ?? WebhookSettings()
        settings.name = name ?? settings.name
        settings.url = url ?? settings.url
        settings.method = method ?? settings.method
        settings.headers = headers ?? settings.headers
        settings.enabled = enabled ?? settings.enabled
        settings.service = service ?? settings.service
        settings.template = template ?? settings.template
        settings.customFields = customFields ?? settings.customFields
        settings.mention = mention ?? settings.mention
        settings.signingSecret = signingSecret ?? settings.signingSecret
        if let tagFilter { settings.tagFilter = EmailRequest.unique(tagFilter) }
        if let tagFilterMode { settings.tagFilterMode = try EmailRequest.mode(tagFilterMode) }
        return WebhookSettings.merging(masked: settings, with: stored).normalised
    }
}
