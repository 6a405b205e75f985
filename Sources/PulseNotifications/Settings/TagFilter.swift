import PulseAlerts

/// Which alerts a destination wants, by the tags of what they are about, `notifications` §2.4.
public struct TagFilter: Sendable, Equatable {
    private let wanted: Set<String>
    private let mode: TagFilterMode

    public init(_ tags: [String], mode: TagFilterMode) {
        wanted = Set(tags.map { $0.lowercased() }.filter { !$0.isEmpty })
        self.mode = mode
    }

    /// Whether the alert passes. An empty filter takes everything, any other nothing that has no tags.
    public func admits(_ alert: Alert) -> Bool {
        guard !wanted.isEmpty else { return true }
        let present = Self.tags(of: alert)
        switch mode {
        case .all: return wanted.isSubset(of: present)
        case .any: return !wanted.isDisjoint(with: present)
        }
    }

    private static let members: [String] = ["tags", "resourceTags", "hostTags", "serviceTags"]

    private static func tags(of alert: Alert) -> Set<String> {
        var present: Set<String> = []
        for member in members {
            guard case .list(let values) = alert.metadata[member] else { continue }
            for case .text(let tag) in values { present.insert(tag.lowercased()) }
        }
        return present
    }
}
