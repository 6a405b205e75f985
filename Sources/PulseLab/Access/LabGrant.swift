/// Privileges on a path and, unless it says otherwise, on everything below it.
public struct LabGrant: Sendable, Hashable {
    /// For example `/` or `/vms/100`.
    public var path: String
    public var privileges: Set<String>
    public var propagates: Bool

    public init(_ path: String = "/", _ privileges: Set<String>, propagates: Bool = true) {
        self.path = path
        self.privileges = privileges
        self.propagates = propagates
    }

    /// What Proxmox's role `PVEAuditor` holds in a version.
    public static func auditor(_ version: LabVersion) -> Set<String> {
        var privileges: Set<String> = ["Datastore.Audit", "Mapping.Audit", "Pool.Audit", "SDN.Audit", "Sys.Audit", "VM.Audit"]
        if version.isNine { privileges.insert("VM.GuestAgent.Audit") }
        return privileges
    }

    /// What Pulse asks for: the auditor's role, and reading through the guests' agents.
    public static func monitor(_ version: LabVersion) -> Set<String> {
        auditor(version).union(version.isNine ? ["VM.GuestAgent.Audit", "VM.GuestAgent.FileRead"] : ["VM.Monitor"])
    }

    /// Everything that the laboratory's answers ask for.
    public static func administrator(_ version: LabVersion) -> Set<String> {
        monitor(version).union([
            "Datastore.Allocate", "Datastore.AllocateSpace", "Sys.Modify", "Sys.PowerMgmt", "Sys.Syslog", "VM.Allocate", "VM.PowerMgmt",
            "Permissions.Modify", "User.Modify",
        ])
    }
}

/// A user who may sign in.
public struct LabUser: Sendable {
    /// `name@realm`.
    public var id: String
    /// `nil` cannot sign in with a password.
    public var password: String?
    public var grants: [LabGrant]

    public init(id: String, password: String? = nil, grants: [LabGrant]) {
        self.id = id
        self.password = password
        self.grants = grants
    }
}

/// A token of a user.
public struct LabToken: Sendable {
    /// `name@realm!token`.
    public var id: String
    public var secret: String
    /// Of the token itself when its privileges are separated; `nil` takes its user's.
    public var grants: [LabGrant]?
    public var expires: Int64?

    public init(id: String, secret: String, grants: [LabGrant]? = nil, expires: Int64? = nil) {
        self.id = id
        self.secret = secret
        self.grants = grants
        self.expires = expires
    }

    var user: String { id.split(separator: "!").first.map(String.init) ?? "" }
}
