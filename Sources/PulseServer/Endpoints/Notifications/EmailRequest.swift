import PulseCore
import PulseNotifications

/// Mail settings as a client sends them: what is absent stays.
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

    func apply(to settings: inout EmailSettings) throws {
        settings.enabled = enabled ?? settings.enabled
        settings.provider = provider ?? settings.provider
        settings.server = server ?? settings.server
        settings.username = username ?? settings.username
        settings.from = from ?? settings.from
        settings.port = port ?? settings.port
        settings.rateLimit = rateLimit ?? settings.rateLimit
        settings.to = to ?? settings.to
        settings.startTLS = startTLS ?? settings.startTLS
        // Who asks for STARTTLS only does not mean TLS from the first byte.
        settings.tls = tls ?? (startTLS == true ? false : settings.tls)
        settings.allowInsecureAuth = allowInsecureAuth ?? settings.allowInsecureAuth
        settings.caCertificate = caCertificate ?? settings.caCertificate
        if let password, !password.isEmpty, password != WebhookSettings.mask { settings.password = password }
        if let tagFilter { settings.tagFilter = Self.unique(tagFilter) }
        if let tagFilterMode { settings.tagFilterMode = try Self.mode(tagFilterMode) }
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
