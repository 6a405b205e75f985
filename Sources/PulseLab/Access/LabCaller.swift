/// Who asks, and what that allows; the rules of Proxmox's access control.
struct LabCaller: Sendable, Hashable {
    /// `name@realm` or `name@realm!token`.
    let id: String
    /// Has no bounds.
    let isRoot: Bool
    private let own: [LabGrant]
    /// A separated token has no more than its user.
    private let bound: [LabGrant]?

    init(id: String, isRoot: Bool, grants: [LabGrant], bound: [LabGrant]? = nil) {
        self.id = id
        self.isRoot = isRoot
        own = grants
        self.bound = bound
    }

    static func == (left: Self, right: Self) -> Bool { left.id == right.id }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// The privileges on a path: the deepest grant above it counts, and replaces what higher ones gave.
    func privileges(_ path: String) -> Set<String> {
        let own = Self.privileges(path, own)
        return bound.map { own.intersection(Self.privileges(path, $0)) } ?? own
    }

    private static func privileges(_ path: String, _ grants: [LabGrant]) -> Set<String> {
        var best: LabGrant?
        var held: Set<String> = []
        for grant in grants {
            let isExact = grant.path == path
            let isAbove = grant.path == "/" || path.hasPrefix(grant.path + "/")
            guard isExact || (isAbove && grant.propagates) else { continue }
            let length = grant.path.utf8.count
            if let deepest = best {
                if length < deepest.path.utf8.count { continue }
                if length == deepest.path.utf8.count {
                    held.formUnion(grant.privileges)
                    continue
                }
            }
            best = grant
            held = grant.privileges
        }
        return held
    }

    func may(_ privilege: String, _ path: String) -> Bool { isRoot || privileges(path).contains(privilege) }

    /// - Parameter any: One of the privileges is enough.
    func may(_ wanted: [String], _ path: String, any: Bool = false) -> Bool {
        if isRoot { return true }
        let held = privileges(path)
        return any ? wanted.contains { held.contains($0) } : wanted.allSatisfy { held.contains($0) }
    }

    /// Every path that a grant names, for `/access/permissions`.
    var paths: [String] {
        let standard = ["/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms"]
        return Set(standard + own.map(\.path)).sorted()
    }
}

extension LabCaller {
    /// The privilege on all paths below `folder`, where no grant makes a difference between them; `nil` where one does.
    func mayEverywhere(_ privilege: String, below folder: String) -> Bool? {
        if isRoot { return true }
        let grants = own + (bound ?? [])
        guard !grants.contains(where: { $0.path.hasPrefix(folder + "/") }) else { return nil }
        return may(privilege, folder + "/-")
    }
}
