import PulseCore

/// What a client with a baseline lacks of a frame, `state-and-websocket` §6.5. A pure value: it only compares.
struct FeedDelta: Sendable {
    /// Changed members whole; `nil` for one that disappeared.
    var members: [(name: String, value: [UInt8]?, isLegacy: Bool)] = []
    /// Complete objects and merge patches, in the frame's order.
    var upserts: [[UInt8]] = []
    /// Sorted ids that are gone, or that are replaced by a complete object in `upserts`.
    var removed: [String] = []
    /// All ids, when the sequence a client would have without it differs.
    var order: [String]?
    /// Nothing changed but signs of life.
    var isHeartbeat = true

    /// Whether a client has nothing to learn from it.
    ///
    /// - Parameter legacy: whether the client reads the legacy arrays.
    func isEmpty(legacy: Bool) -> Bool {
        hasResourceChanges == false && !members.contains { legacy || !$0.isLegacy }
    }

    var hasResourceChanges: Bool { !upserts.isEmpty || !removed.isEmpty || order != nil }

    /// Members whose change alone is not worth a frame. The rows of `connectedInfrastructure` change with their resources.
    private static let heartbeatMembers: Set<String> = ["lastUpdate", "performance", "stats", "connectedInfrastructure"]

    /// - Parameters:
    ///   - previous: the frame the client has, while it is remembered; without it whole objects are sent.
    ///   - patches: patches already made for other clients, by id and both revisions.
    init(from baseline: FeedBaseline, previous: FeedFrame?, to frame: FeedFrame, patches: inout PatchCache) {
        guard baseline.number != frame.number else { return }
        compareMembers(baseline, frame)
        var replaced: Set<String> = []
        var expected: [String] = []
        for fragment in frame.fragments {
            guard let known = baseline.revisions[fragment.id] else {
                isHeartbeat = false
                upserts.append(fragment.bytes)
                expected.append(fragment.id)
                continue
            }
            if known == fragment.revision { continue }
            if let old = previous?.fragment(fragment.id), old.revision == known {
                guard let patch = patches.patch(from: old, to: fragment) else { continue }
                if !patch.isHeartbeat { isHeartbeat = false }
                upserts.append(patch.bytes)
            } else {
                // A complete object does not delete the keys that vanished: the old one is removed first.
                isHeartbeat = false
                replaced.insert(fragment.id)
                upserts.append(fragment.bytes)
                expected.append(fragment.id)
            }
        }
        compareOrder(baseline, frame, replaced, appended: expected)
    }

    private mutating func compareMembers(_ baseline: FeedBaseline, _ frame: FeedFrame) {
        for member in frame.members {
            let known = member.isLegacy ? baseline.legacyMembers[member.name] : baseline.members[member.name]
            guard known != member.version else { continue }
            members.append((member.name, member.value, member.isLegacy))
            // The legacy arrays say what the resources say, so they never decide.
            if !member.isLegacy, !Self.heartbeatMembers.contains(member.name) { isHeartbeat = false }
        }
        for name in baseline.members.keys.sorted() where frame.baseline.members[name] == nil {
            members.append((name, nil, false))
            isHeartbeat = false
        }
        for name in baseline.legacyMembers.keys.sorted() where frame.baseline.legacyMembers[name] == nil {
            members.append((name, nil, true))
        }
    }

    private mutating func compareOrder(_ baseline: FeedBaseline, _ frame: FeedFrame, _ replaced: Set<String>, appended: [String]) {
        var kept: [String] = []
        kept.reserveCapacity(frame.fragments.count)
        for id in baseline.order {
            if replaced.contains(id) || frame.fragment(id) == nil { removed.append(id) } else { kept.append(id) }
        }
        removed.sort()
        if !removed.isEmpty { isHeartbeat = false }
        kept += appended
        let wanted = frame.baseline.order
        if kept != wanted {
            order = wanted
            isHeartbeat = false
        }
    }
}
