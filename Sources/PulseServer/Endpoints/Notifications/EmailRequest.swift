import PulseCore
import PulseNotifications

/// Mail settings as a client sends them, `notifications` §1.1.
struct EmailRequest: Decodable {
    var enabled: Bool?
    var provider: String?
    var server: String?
    var port: Int?
    var username: String?
    var password: String?
    var from: String?
    var to: [String]?
    var tls: Bool?
    var startTLS: Bool?
    var rateLimit: Int?
    var allowInsecureAuth: Bool?
    var caCertificate: String?
    var tagFilter: [String]?
    var tagFilterMode: String?

    /// Replaces the settings. What is absent becomes the default, except what old clients do not know and the password.
    func apply(to settings: inout EmailSettings) throws {
        let old = settings
        settings = EmailSettings()
        settings.enabled = enabled ?? false
        settings.provider = provider ?? ""
        settings.server = server ?? ""
        settings.port = port ?? settings.port
        settings.username = username ?? ""
        settings.from = from ?? ""
        settings.to = to ?? []
        settings.startTLS = startTLS ?? false
        // Who asks for STARTTLS only does not mean TLS from the first byte.
        settings.tls = tls ?? (startTLS != true)
        let keepsPassword = password == nil || password == "" || password == WebhookSettings.mask
        settings.password = keepsPassword ? old.password : password ?? ""
        settings.rateLimit = rateLimit ?? old.rateLimit
        settings.allowInsecureAuth = allowInsecureAuth ?? old.allowInsecureAuth
        settings.caCertificate = caCertificate ?? old.caCertificate
        settings.tagFilter = tagFilter.map { Self.unique($0) } ?? old.tagFilter
        settings.tagFilterMode = try tagFilterMode.map(Self.mode) ?? old.tagFilterMode
        settings = settings.normalised
    }

    static func trimmed(_ text: String?) -> String? {
        guard let text else { return nil }
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// Trimmed, without empty ones and without repeats that differ in case only; the first spelling stays.
    static func unique(_ texts: [String], ignoringCase: Bool = true) -> [String] {
        var seen: Set<String> = []
        return texts.compactMap { trimmed($0) }.filter { text in
            !text.isEmpty && seen.insert(ignoringCase ? text.lowercased() : text).inserted
        }
    }

    static func mode(_ text: String) throws -> TagFilterMode {
        if text.isEmpty { return .all }
        guard let mode = TagFilterMode(rawValue: text.lowercased()) else {
            throw APIError.badRequest("invalid_tag_filter_mode", "tagFilterMode must be all or any")
        }
        return mode
    }
}
