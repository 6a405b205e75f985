/// A privilege that the credentials lack, and what people do not see without it.
public struct MissingPrivilege: Sendable, Equatable, Hashable {
    /// As Proxmox names it, for example `Sys.Audit`; alternatives joined by ` or `.
    public var privilege: String
    /// Where it is needed, for example `/nodes`.
    public var path: String
    /// What does not work without it, a phrase such as `node status, updates and disks`.
    public var feature: String

    public init(privilege: String, path: String, feature: String) {
        self.privilege = privilege
        self.path = path
        self.feature = feature
    }

    /// A sentence for people.
    public var sentence: String { "Without \(privilege) on \(path) Pulse cannot read \(feature)" }
}
