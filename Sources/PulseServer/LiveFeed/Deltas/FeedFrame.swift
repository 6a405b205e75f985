/// The state as published to browsers at one moment.
final class FeedFrame: Sendable {
    /// One key of the state beside `resources`.
    struct Member: Sendable {
        let name: String
        /// The encoded value.
        let value: [UInt8]
        /// The number of the frame in which this value first appeared.
        let version: UInt64
        /// Sent only to clients that asked for the legacy arrays.
        let isLegacy: Bool
    }

    /// Counts up with each published state.
    let number: UInt64
    let members: [Member]
    /// In the order clients show them.
    let fragments: [Fragment]
    /// What a client that has this frame is remembered by.
    let baseline: FeedBaseline
    private let byID: [String: Fragment]

    /// - Parameters:
    ///   - members: name, encoded value and whether it belongs to the legacy arrays.
    ///   - previous: the frame before this one; equal values keep their version.
    init(number: UInt64, members: [(name: String, value: [UInt8], isLegacy: Bool)], fragments: [Fragment], previous: FeedFrame?) {
        self.number = number
        let before = Dictionary(previous?.members.map { ($0.name, $0) } ?? []) { first, _ in first }
        let versioned = members.map { member in
            let known = before[member.name]
            let version = known?.value == member.value ? known?.version ?? number : number
            return Member(name: member.name, value: member.value, version: version, isLegacy: member.isLegacy)
        }
        self.members = versioned
        self.fragments = fragments
        byID = Dictionary(fragments.map { ($0.id, $0) }) { first, _ in first }
        baseline = FeedBaseline(number: number, members: versioned, fragments: fragments)
    }

    func fragment(_ id: String) -> Fragment? { byID[id] }
}

/// What the server remembers of what a client has: revisions, no content. Clients with the same frame share one.
final class FeedBaseline: Sendable {
    /// The number of the frame the client has.
    let number: UInt64
    /// Versions of the members by name, the legacy arrays apart.
    let members: [String: UInt64]
    let legacyMembers: [String: UInt64]
    /// Revisions of the resources by id.
    let revisions: [String: UInt64]
    /// Ids in the client's order.
    let order: [String]

    init(number: UInt64, members: [FeedFrame.Member], fragments: [Fragment]) {
        self.number = number
        self.members = Self.versions(members.filter { !$0.isLegacy })
        legacyMembers = Self.versions(members.filter(\.isLegacy))
        revisions = Dictionary(fragments.map { ($0.id, $0.revision) }) { first, _ in first }
        order = fragments.map(\.id)
    }

    private static func versions(_ members: [FeedFrame.Member]) -> [String: UInt64] {
        Dictionary(members.map { ($0.name, $0.version) }) { first, _ in first }
    }
}
