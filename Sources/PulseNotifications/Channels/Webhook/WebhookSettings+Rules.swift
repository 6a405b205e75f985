import PulseOutbound

/// Why a webhook's settings are not taken.
public enum WebhookSettingsFailure: Error, Sendable, Equatable {
    case address(AddressRefusal)
    /// A template of the address or the payload cannot be read.
    case template(of: String, TemplateFailure)
    case method
    case service
    case header(String)
    /// Something is longer, or there is more of it, than can be kept.
    case tooLong(String)

    /// For people; `Invalid webhook URL: …` where it is about the address.
    public var sentence: String {
        switch self {
        case .address(let refusal): "Invalid webhook URL: \(refusal.sentence)"
        case .template("url", let failure): "Invalid webhook URL: \(failure.sentence)"
        case .template(let what, let failure): "Invalid \(what): \(failure.sentence)"
        case .method: "Invalid method: POST or PUT is needed"
        case .service: "Unknown service"
        case .header(let name): "Invalid header \"\(name.prefix(60))\": its name or value holds characters that headers cannot hold"
        case .tooLong(let what): "Too long: \(what)"
        }
    }
}

extension WebhookSettings {
    /// The settings as they are kept: trimmed, names in their usual case, old names of fields replaced, `notifications` §1.3.
    public var normalised: WebhookSettings {
        var settings = self
        settings.id = id.trimming(while: \.isWhitespace)
        settings.name = name.trimming(while: \.isWhitespace)
        settings.url = url.trimming(while: \.isWhitespace)
        settings.method = method.trimming(while: \.isWhitespace).uppercased()
        if settings.method.isEmpty { settings.method = "POST" }
        settings.service = service.trimming(while: \.isWhitespace).lowercased()
        if settings.template.allSatisfy(\.isWhitespace) { settings.template = "" }
        if settings.name.isEmpty { settings.name = WebhookService.named(settings.service).label }
        if settings.service == WebhookService.ID.pushover.rawValue {
            for (old, new) in [("app_token", "token"), ("user_token", "user")] {
                guard let value = settings.customFields.removeValue(forKey: old) else { continue }
                if settings.customFields[new, default: ""].isEmpty { settings.customFields[new] = value }
            }
        }
        return settings
    }

    /// A new id: `webhook-<ms>-<random>`.
    public static func newID(at milliseconds: Int64, random: UInt32) -> String {
        "webhook-\(milliseconds)-\(String(UInt64(random) | 1 << 32, radix: 16).dropFirst())"
    }

    /// Checks all that can be checked without the network. Call it on normalised settings.
    public func validate() throws(WebhookSettingsFailure) {
        guard !url.isEmpty else { throw .address(.empty) }
        guard ["POST", "PUT"].contains(method) else { throw .method }
        guard service.isEmpty || WebhookService.ID(rawValue: service) != nil else { throw .service }
        let lengths: [(String, Int, Int)] = [
            ("id", id.utf8.count, 200), ("name", name.utf8.count, 200), ("url", url.utf8.count, 4096),
            ("template", template.utf8.count, 64 << 10),
            ("mention", mention.utf8.count, 1000), ("signingSecret", signingSecret.utf8.count, 1000), ("headers", headers.count, 50),
            ("customFields", customFields.count, 50), ("tagFilter", tagFilter.count, 100),
        ]
        if let long = lengths.first(where: { $0.1 > $0.2 }) { throw .tooLong(long.0) }
        for (name, value) in headers {
            guard HeaderText.isName(name), HeaderText.isValue(value) else { throw .header(name) }
        }
        do throws(TemplateFailure) { _ = try Template(template) } catch { throw .template(of: "template", error) }
        if url.contains("{{") {
            do throws(TemplateFailure) { _ = try Template(url) } catch { throw .template(of: "url", error) }
        } else {
            do throws(AddressRefusal) { _ = try WebURL(url) } catch { throw .address(error) }
        }
    }

    /// Checks everything, the address by the rules; one with template variables is checked when it is rendered.
    public func validate(under rules: WebhookAddressRules, lookup: AddressLookup = .system) async throws(WebhookSettingsFailure) {
        try validate()
        guard !url.contains("{{") else { return }
        do throws(AddressRefusal) { try await rules.check(url, lookup: lookup) } catch { throw .address(error) }
    }
}
