import PulseCore

/// Everything the store keeps in memory, behind one lock.
struct StoreState: Sendable {
    var registry = SeriesRegistry()
    var queue: AppendQueue
    var groups: [UInt32: HotGroup] = [:]
    /// Values in blocks of each tier, by tier code.
    var counts: [Int64] = [0, 0, 0, 0]
    var totalWrites: Int64 = 0
    var nextSequence: Int64 = 1
    var lastFlush: Timestamp?
    var lastRollup: Timestamp?
    var lastRetention: Timestamp?
    var retentionCursor = 0
    var isClosed = false
    /// Grows with every change of what a query could answer.
    private(set) var revision: UInt64 = 0
    /// The revision of the last change that any resource's answer may show.
    private var commonRevision: UInt64 = 0
    /// The revision at which each group last got samples.
    private var groupRevisions: [UInt32: UInt64] = [:]

    init(options: HistoryOptions) {
        queue = AppendQueue(mostTicks: options.queuedAppends, mostSamples: options.queuedSamples)
    }

    var openSamples: Int { groups.values.reduce(0) { $0 + $1.resources.values.reduce(0) { $0 + $1.openSamples } } }

    /// Brings a written tick into the groups, except what blocks already hold.
    mutating func add(_ tick: JournalTick, sequence: Int64, now: Int64) {
        revision &+= 1
        var offset = 0
        for (resource, size) in zip(tick.resources, tick.sizes) {
            let range = offset..<offset + size
            offset += size
            let group = HotGroup.of(resource)
            guard sequence > groups[group]?.sealedSequence ?? 0 else { continue }
            groups[group, default: HotGroup()].append(resource, tick, range, sequence: sequence, now: now)
            groupRevisions[group] = revision
        }
    }

    /// Notes a change that is not of one group: of names, or of what is kept.
    mutating func changedEverywhere() {
        revision &+= 1
        commonRevision = revision
    }

    /// As ``revision``, of what a query for one resource could answer.
    func revision(of key: String) -> UInt64 {
        registry.parts(of: key).reduce(commonRevision) { max($0, groupRevisions[HotGroup.of($1)] ?? 0) }
    }

    /// Forgets a group that has no samples anywhere.
    mutating func forget(_ group: UInt32) {
        groups[group] = nil
        groupRevisions[group] = nil
        registry.forget(group)
    }

    /// Whether a group has no samples in memory and none on their way.
    func isIdle(_ group: UInt32) -> Bool {
        let isQueued = queue.ticks.contains { $0.resources.contains { HotGroup.of($0) == group } }
        return groups[group]?.resources.isEmpty != false && !isQueued
    }

    /// The first journal sequence that is still needed.
    var journalFloor: Int64 { groups.values.lazy.compactMap(\.firstOpen).min() ?? nextSequence }
}
