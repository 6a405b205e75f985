extension WebhookSettings {
    /// Stands for a secret that is kept and not shown.
    public static let mask = "***REDACTED***"

    /// Who looks at settings.
    public enum Viewer: Sendable {
        /// May change them, and so sees the address.
        case writer
        /// Sees the address without the tokens in it.
        case reader
    }

    /// The settings as they may be shown: secrets masked, and the address for those who may only read.
    public func masked(for viewer: Viewer) -> WebhookSettings {
        var shown = self
        shown.headers = headers.mapValues { $0.isEmpty ? "" : Self.mask }
        shown.customFields = customFields.mapValues { $0.isEmpty ? "" : Self.mask }
        shown.signingSecret = signingSecret.isEmpty ? "" : Self.mask
        if viewer == .reader { shown.url = redactedURL }
        return shown
    }

    /// Settings as a client sent them back, each mask replaced by what is stored under the same key. A mask with nothing
    /// behind it is dropped.
    public static func merging(masked sent: WebhookSettings, with stored: WebhookSettings?) -> WebhookSettings {
        var merged = sent
        let old = stored?.normalised
        merged.headers = merge(sent.headers, old?.headers ?? [:])
        merged.customFields = merge(sent.customFields, old?.customFields ?? [:], renamed: ["app_token": "token", "user_token": "user"])
        if sent.signingSecret == mask { merged.signingSecret = old?.signingSecret ?? "" }
        if let old, sent.url == old.redactedURL { merged.url = old.url }
        return merged
    }

    private static func merge(
        _ sent: [String: String], _ stored: [String: String], renamed: [String: String] = [:]
    ) -> [String: String] {
        var merged: [String: String] = [:]
        for (key, value) in sent {
            guard value == mask else {
                merged[key] = value
                continue
            }
            let kept = stored[key] ?? renamed[key].flatMap { stored[$0] } ?? stored.first { $0.key.lowercased() == key.lowercased() }?.value
            if let kept { merged[key] = kept }
        }
        return merged
    }

    /// The address without its tokens, for lists, history and logs.
    public var redactedURL: String { Self.redacted(url, service: service) }

    /// The address without its tokens: Telegram's bot token, secret parameters, and the secret parts of paths of known services.
    public static func redacted(_ url: String, service: String = "") -> String {
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var head = String(parts[0])
        for secret in pathSecrets(of: url, service: service) { head = head.replacing(secret, with: "REDACTED") }
        guard parts.count == 2 else { return head }
        let pairs = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { pair in
            guard let equals = pair.firstIndex(of: "="), isSecret(pair[..<equals].percentDecoded) else { return String(pair) }
            return pair[...equals] + "REDACTED"
        }
        return head + "?" + pairs.joined(separator: "&")
    }

    private static func isSecret(_ parameter: String) -> Bool {
        let names: Set<String> = [
            "token", "apikey", "api_key", "key", "secret", "password", "sig", "signature", "access_token", "auth",
        ]
        return names.contains(parameter.lowercased())
    }

    /// Parts of the path that are credentials.
    private static func pathSecrets(of url: String, service: String) -> [String] {
        guard let scheme = url.firstRange(of: "://") else { return [] }
        let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let segments = rest.split(separator: "/").map(String.init).dropFirst()
        let host = rest.prefix { $0 != "/" }.lowercased()
        if let bot = segments.first(where: { $0.hasPrefix("bot") && $0.contains(":") }) ?? segments.first(where: { $0.hasPrefix("bot") }),
            service == "telegram" || host.hasPrefix("api.telegram.org") || bot.contains(":")
        {
            return [String(bot.dropFirst(3))].filter { !$0.isEmpty }
        }
        func after(_ marker: String, _ skipped: Int = 0) -> [String] {
            guard let start = segments.firstIndex(of: marker) else { return [] }
            return Array(segments[(start + 1)...].dropFirst(skipped)).filter { $0.count > 3 }
        }
        switch WebhookService.ID(rawValue: service) {
        case .discord: return after("webhooks", 1)
        case .slack: return after("services")
        case .teams, .teamsAdaptive: return after("webhookb2")
        case .mattermost: return after("hooks")
        default:
            if host == "hooks.slack.com" { return after("services") }
            return host.hasSuffix("discord.com") || host.hasSuffix("discordapp.com") ? after("webhooks", 1) : []
        }
    }

    /// Texts that must appear in no failure: credentials of headers, fields and the address.
    var secrets: [String] {
        var found = [signingSecret]
        for value in headers.values {
            found.append(value)
            if let last = value.split(separator: " ").last { found.append(String(last)) }
        }
        found.append(contentsOf: customFields.values)
        found.append(contentsOf: Self.pathSecrets(of: url, service: service))
        if let query = url.firstIndex(of: "?") {
            for pair in url[url.index(after: query)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "="), Self.isSecret(pair[..<equals].percentDecoded) else { continue }
                let value = pair[pair.index(after: equals)...]
                found.append(String(value))
                found.append(value.percentDecoded)
            }
        }
        // What is shorter is no secret, and would blank out ordinary words.
        return Set(found.filter { $0.count >= 4 }).sorted { $0.count > $1.count }
    }

    /// A text of a receiver or library without the webhook's credentials.
    public func withoutSecrets(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing($1, with: "REDACTED") }
    }
}

extension WebhookRequest {
    /// The request as people may see it: the user's own headers masked, every credential of the settings blanked out.
    func shown(for settings: WebhookSettings) -> WebhookRequest {
        let own = Set(settings.headers.keys.map { $0.lowercased() })
        var shown = self
        shown.url = WebhookSettings.redacted(settings.withoutSecrets(url), service: settings.service)
        shown.headers = headers.map { name, value in
            (name: name, value: own.contains(name.lowercased()) ? WebhookSettings.mask : settings.withoutSecrets(value))
        }
        shown.body = Array(settings.withoutSecrets(String(decoding: body, as: UTF8.self)).utf8)
        return shown
    }
}
