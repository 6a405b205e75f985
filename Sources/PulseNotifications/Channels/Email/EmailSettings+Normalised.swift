extension EmailSettings {
    /// Recipients of a mail at most.
    public static let mostRecipients = 100

    /// The settings as they are kept, `notifications` §1.1: a port that can be, recipients trimmed and named once.
    public var normalised: EmailSettings {
        var settings = self
        settings.provider = provider.trimmed
        settings.server = server.trimmed
        settings.username = username.trimmed
        settings.from = from.trimmed
        settings.caCertificate = caCertificate.trimmed
        if !(1...65535).contains(port) { settings.port = 587 }
        if rateLimit <= 0 { settings.rateLimit = 60 }
        settings.rateLimit = min(settings.rateLimit, 10_000)
        var known: Set<String> = []
        settings.to = Array(to.map(\.trimmed).filter { !$0.isEmpty && known.insert($0.lowercased()).inserted }.prefix(Self.mostRecipients))
        return settings
    }

    /// Where mail goes: to the sender when nobody else is named.
    public var recipients: [String] { to.isEmpty ? [from].filter { !$0.isEmpty } : to }

    /// The name to log in with; some services have the same for everybody.
    public var loginName: String {
        guard username.isEmpty else { return username }
        switch provider.lowercased().split(separator: " ").first {
        case "sendgrid": return "apikey"
        case "postmark": return password
        case "sparkpost": return "SMTP_Injection"
        case "resend": return "resend"
        default: return ""
        }
    }

    /// Whether a mail could be sent: there are a server and a sender.
    public var isConfigured: Bool { !server.isEmpty && !from.isEmpty }

    var security: SMTPOrder.Security { tls || port == 465 ? .implicit : startTLS ? .startTLS : .none }
}

extension String {
    /// Without white space and line breaks around it.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
