import PulseCore

/// What is known of the disks of a connection's nodes. A node whose disks cannot be read keeps the last list.
public struct DiskBook: Sendable, Equatable {
    public static let mostNodes = 1024

    /// How the last question to a node ended.
    public enum Outcome: Sendable, Equatable {
        case listed
        /// 401 or 403; the privilege if the server named it.
        case notAllowed(privilege: String?)
        /// This version of the node has no list of disks.
        case unsupported
        case failed
    }

    struct Page: Sendable, Equatable {
        var disks: [NodeDisk] = []
        /// When the disks were listed; `nil` when they never were.
        var listedAt: Timestamp?
        var outcome: Outcome
    }

    private(set) var pages: [String: Page] = [:]

    public init() {}

    public mutating func take(_ disks: [NodeDisk], of node: String, at moment: Timestamp) {
        guard pages[node] != nil || pages.count < Self.mostNodes else { return }
        var seen: Set<String> = []
        let distinct = disks.filter { seen.insert($0.path).inserted }
        pages[node] = Page(disks: distinct, listedAt: moment, outcome: .listed)
    }

    public mutating func take(_ failure: ProxmoxFailure, of node: String) {
        guard pages[node] != nil || pages.count < Self.mostNodes else { return }
        let outcome = Outcome(failure)
        if outcome == .unsupported {
            pages[node] = Page(outcome: outcome)
        } else {
            pages[node, default: Page(outcome: outcome)].outcome = outcome
        }
    }

    /// Forgets nodes that are no members any more.
    public mutating func keep(nodes: Set<String>) { pages = pages.filter { nodes.contains($0.key) } }

    public func outcome(of node: String) -> Outcome? { pages[node]?.outcome }

    /// A sentence for each node whose disks the account may not read.
    public var warnings: [String] {
        pages.sorted { $0.key < $1.key }.compactMap { node, page in
            guard case .notAllowed(let privilege) = page.outcome else { return nil }
            return "The disks of \(node) cannot be read: the account lacks \(privilege ?? "Sys.Audit") on the node."
        }
    }
}

extension DiskBook.Outcome {
    /// What a failure says about the list of disks.
    public init(_ failure: ProxmoxFailure) {
        switch failure.kind {
        case .authentication: self = .notAllowed(privilege: nil)
        case .permission(let privilege): self = .notAllowed(privilege: privilege)
        case .unsupported: self = .unsupported
        case .nodeUnavailable, .transient, .guestAgent, .api, .connection, .malformed: self = .failed
        }
    }
}
