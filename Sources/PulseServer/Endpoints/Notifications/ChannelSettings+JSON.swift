import PulseCore
import PulseNotifications

extension EmailSettings {
    /// Writes the settings; the password never.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("enabled", enabled)
        json.field("provider", provider)
        json.field("server", server)
        json.field("port", port)
        json.field("username", username)
        json.field("password", "")
        json.field("from", from)
        json.field("to", to)
        json.field("tls", tls)
        json.field("startTLS", startTLS)
        json.field("rateLimit", rateLimit)
        if allowInsecureAuth { json.field("allowInsecureAuth", true) }
        json.optional("caCertificate", caCertificate)
        writeTags(tagFilter, tagFilterMode, to: &json)
        json.endObject()
    }
}

extension AppriseSettings {
    /// Writes the settings with masks for the key and for targets, whose addresses hold secrets.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("enabled", enabled)
        json.field("mode", mode.rawValue)
        json.field("targets", targets.map { _ in WebhookSettings.mask })
        json.field("cliPath", cliPath)
        json.field("timeoutSeconds", timeoutSeconds)
        json.field("serverUrl", serverURL)
        json.field("configKey", configKey)
        json.field("apiKey", apiKey.isEmpty ? "" : WebhookSettings.mask)
        json.field("apiKeyHeader", apiKeyHeader)
        json.field("skipTlsVerify", skipTLSVerify)
        json.endObject()
    }
}

extension WebhookSettings {
    /// Writes the settings as this viewer may see them.
    func write(to json: inout JSONWriter, for viewer: Viewer) {
        let shown = masked(for: viewer)
        json.beginObject()
        json.field("id", shown.id)
        json.field("name", shown.name)
        json.field("url", shown.url)
        json.field("method", shown.method)
        json.field("headers", shown.headers)
        json.field("enabled", shown.enabled)
        json.field("service", shown.service)
        json.field("template", shown.template)
        json.optional("customFields", shown.customFields)
        json.optional("mention", shown.mention)
        writeTags(shown.tagFilter, shown.tagFilterMode, to: &json)
        json.optional("signingSecret", shown.signingSecret)
        json.endObject()
    }
}

extension WebhookService {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("service", id.rawValue)
        json.field("label", label)
        json.field("mentionPlaceholder", mentionPlaceholder)
        json.field("mentionHelp", mentionHelp)
        json.field("name", name)
        json.field("description", description)
        json.field("urlPattern", urlPattern)
        json.field("method", method)
        json.field("headers", headers)
        json.field("payloadTemplate", payloadTemplate)
        json.field("resolvedPayloadTemplate", resolvedPayloadTemplate)
        json.field("instructions", instructions)
        json.endObject()
    }
}

/// The mode says something only where there is a filter.
private func writeTags(_ filter: [String], _ mode: TagFilterMode, to json: inout JSONWriter) {
    guard !filter.isEmpty else { return }
    json.field("tagFilter", filter)
    json.field("tagFilterMode", mode.rawValue)
}
