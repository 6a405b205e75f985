/// What is wrong with a host that somebody gave; the texts are those of `platform-connections` §2.4.
public enum HostAddressFault: String, Error, Sendable, Equatable, CaseIterable {
    case missing = "Host is required"
    case format = "Invalid host format"
    case ipv6 = "Invalid IPv6 address"
    case ipv4 = "Invalid IP address"
    case hostname = "Invalid hostname"
    case port = "Invalid port number"

    public var message: String { rawValue }

    /// The stable code of the API's answer.
    public var code: String { self == .missing ? "validation_error" : "invalid_host" }
}
