/// Why a receiver's address is not used, `notifications` §5.
public enum AddressRefusal: Error, Sendable, Equatable, Hashable {
    case empty, malformed, scheme, userInfo, noHost
    /// The machine itself, and not allowed.
    case loopback
    /// A private or reserved address that is not allowed.
    case notPublic
    /// Link-local, unspecified, multicast or reserved: never allowed.
    case never
    /// A metadata service of a cloud: never allowed.
    case metadata
    /// The name is not known, or cannot be looked up now.
    case unresolved

    /// A sentence for people; it repeats nothing of the address.
    public var sentence: String {
        switch self {
        case .empty: "the address is empty"
        case .malformed: "the address cannot be read"
        case .scheme: "the address must begin with http:// or https://"
        case .userInfo: "the address must not hold a user name or password"
        case .noHost: "the address names no host"
        case .loopback: "the host is this machine itself (localhost), which webhookAllowedPrivateCIDRs does not allow"
        case .notPublic: "the host leads to a private or reserved address that webhookAllowedPrivateCIDRs does not allow"
        case .never: "the host leads to a link-local, multicast, reserved or unspecified address"
        case .metadata: "the host is a metadata service"
        case .unresolved: "the host's name cannot be resolved"
        }
    }

    /// The name may be found later.
    public var isPassing: Bool { self == .unresolved }
}
