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
