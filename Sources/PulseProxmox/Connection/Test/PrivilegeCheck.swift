import PulseCore

/// Compares what credentials may do with what Pulse needs.
public struct PrivilegeCheck: Sendable, Equatable {
    /// Names of privileges by the path on which they are granted, `GET /access/permissions`.
    private(set) var granted: [String: Set<String>]

    /// Reads the answer of `GET /access/permissions`, which is about the credentials that ask.
    public init(answer: [UInt8]) throws(JSONFailure) {
        granted = try JSONReader.read(answer) { reader throws(JSONFailure) in
            var granted: [String: Set<String>] = [:]
            try reader.object { key, reader throws(JSONFailure) in
                guard case "data" = key else { return }
                try reader.object { key, reader throws(JSONFailure) in
                    var names: Set<String> = []
                    let path = key.text
                    // The value says whether the privilege holds for what is below; listed is granted either way.
                    try reader.object { key, reader throws(JSONFailure) in
                        names.insert(key.text)
                        try reader.skip()
                    }
                    granted[path] = names
                }
            }
            return granted
        }
    }

    /// What is missing for watching everything; privileges that hold for a part only count as there.
    ///
    /// - Parameter majorVersion: Of PVE, for example 9; privileges on guests' agents have other names since then.
    public func missing(majorVersion: Int?) -> [MissingPrivilege] {
        Self.needs(majorVersion: majorVersion).filter { need in !need.privileges.contains { holds($0, anywhereOn: need) } }
            .map { need in
                MissingPrivilege(privilege: need.privileges.joined(separator: " or "), path: need.path, feature: need.feature)
            }
    }

    private struct Need {
        var privileges: [String]
        var path: String
        /// Grants there hold for things of `path` too.
        var alsoUnder: [String] = []
        var feature: String
    }

    private static func needs(majorVersion: Int?) -> [Need] {
        let agent: [String]
        switch majorVersion {
        case let version? where version >= 9: agent = ["VM.GuestAgent.Audit"]
        case .some: agent = ["VM.Monitor"]
        case nil: agent = ["VM.GuestAgent.Audit", "VM.Monitor"]
        }
        return [
            Need(privileges: ["Sys.Audit"], path: "/nodes", feature: "the nodes' status, updates, disks and Ceph"),
            Need(privileges: ["VM.Audit"], path: "/vms", alsoUnder: ["/pool"], feature: "virtual machines and containers"),
            Need(privileges: agent, path: "/vms", alsoUnder: ["/pool"], feature: "disk usage and addresses inside virtual machines"),
            Need(privileges: ["Datastore.Audit"], path: "/storage", alsoUnder: ["/pool"], feature: "storages and backups"),
        ]
    }

    private func holds(_ privilege: String, anywhereOn need: Need) -> Bool {
        let roots = [need.path] + need.alsoUnder
        return granted.contains { path, names in
            guard names.contains(privilege) else { return false }
            return path == "/" || roots.contains { path == $0 || path.hasPrefix($0 + "/") }
        }
    }
}
