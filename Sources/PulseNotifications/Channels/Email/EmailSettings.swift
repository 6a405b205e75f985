/// How mail is sent, `notifications` §1.1.
public struct EmailSettings: Sendable, Equatable, Codable {
    public var enabled = false
    /// A name of `EmailProvider`, or empty.
    public var provider = ""
    public var server = ""
    public var port = 587
    public var username = ""
    public var password = ""
    public var from = ""
    /// Empty: to `from`.
    public var to: [String] = []
    /// TLS from the first byte.
    public var tls = true
    public var startTLS = false
    /// PEM of an authority of one's own; empty: the system's.
    public var caCertificate = ""
    /// Log in although the connection is not encrypted and leaves this machine.
    public var allowInsecureAuth = false
    /// Mails per minute.
    public var rateLimit = 60
    public var tagFilter: [String] = []
    public var tagFilterMode = TagFilterMode.all
    public init() {}
}

/// Whether an alert needs all tags of a filter or one of them.
public enum TagFilterMode: String, Sendable, Codable { case all, any }

extension EmailSettings {
    /// Reads what was stored: members that are missing keep their defaults, unknown ones are left out.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        enabled = try members.value(.enabled, default: enabled)
        provider = try members.value(.provider, default: provider)
        server = try members.value(.server, default: server)
        port = try members.value(.port, default: port)
        username = try members.value(.username, default: username)
        password = try members.value(.password, default: password)
        from = try members.value(.from, default: from)
        to = try members.value(.to, default: to)
        tls = try members.value(.tls, default: tls)
        startTLS = try members.value(.startTLS, default: startTLS)
        caCertificate = try members.value(.caCertificate, default: caCertificate)
        allowInsecureAuth = try members.value(.allowInsecureAuth, default: allowInsecureAuth)
        rateLimit = try members.value(.rateLimit, default: rateLimit)
        tagFilter = try members.value(.tagFilter, default: tagFilter)
        tagFilterMode = try members.value(.tagFilterMode, default: tagFilterMode)
    }
}
