import PulseCore
import PulseInventory

/// Decides which changes of the inventory are worth remembering. A value: changes in, what happened out.
///
/// It compares each look with what it told last, not with the look before. So a reading that is unknown or carried forward changes
/// nothing, and what flaps beyond its allowance is told once it may be, if it still differs. What it knows outlives a restart, so a
/// restart tells nothing but what changed meanwhile.
public struct ChangeJournal: Sendable {
    private var known: [String: KnownResource]
    private var clocks: [String: UptimeClock] = [:]
    /// Seen since the start, and not gone.
    private var present: Set<String> = []
    /// They differ from what was told, but their allowance is used up.
    private var waiting: Set<String> = []
    private var unstored: Set<String> = []
    private var forgotten: Set<String> = []
    private var seenRevision: UInt64?

    /// What comes with a parent that is itself this new is told by the parent: a new connection is one change, not ten thousand.
    public static let settling: Duration = .seconds(900)
    /// How long what is gone is remembered.
    static let goneLife: Duration = .seconds(86_400)

    public init(known: [KnownResource] = []) {
        self.known = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
    }

    /// How many resources are known.
    public var count: Int { known.count }

    /// What a change of the inventory means, in an order that does not depend on that of its resources.
    public mutating func handle(_ change: InventoryChange) -> [ResourceChange] {
        let (snapshot, now) = (change.snapshot, change.at)
        let isGap = seenRevision.map { change.revision > $0 + 1 } ?? true
        seenRevision = change.revision
        var told: [ResourceChange] = []
        let removed = isGap ? Set(present.filter { snapshot.resource($0)?.id != $0 }) : Set(change.removed)
        for id in removed.sorted() { leave(id, with: removed, snapshot, at: now, &told) }
        for resource in isGap ? snapshot.resources : change.upserted { look(at: resource, snapshot, at: now, &told) }
        for id in waiting where known[id]?.allowance.permits(at: now) ?? true {
            waiting.remove(id)
            if let resource = snapshot.resource(id), resource.id == id {
                look(at: resource, snapshot, at: now, &told)
            } else {
                leave(id, with: [], snapshot, at: now, &told)
            }
        }
        return Self.ordered(told)
    }

    /// These connections have shown everything they hold since the start: what else is known of them went while nobody looked.
    public mutating func compare(_ listed: Set<String>, with snapshot: InventorySnapshot, at now: Timestamp) -> [ResourceChange] {
        let missing = known.values.filter { $0.goneAt == nil && $0.connection.map(listed.contains) ?? false }
        let ids = Set(missing.map(\.id)).subtracting(present)
        var told: [ResourceChange] = []
        for id in ids.sorted() { leave(id, with: ids, snapshot, at: now, &told) }
        return Self.ordered(told)
    }

    /// What is to be stored since this was last asked, and what is to be forgotten.
    public mutating func takeUnstored() -> (stored: [KnownResource], forgotten: [String]) {
        defer {
            unstored = []
            forgotten = []
        }
        return (unstored.sorted().compactMap { known[$0] }, forgotten.sorted())
    }

    /// Lets go of what is gone for long.
    public mutating func forgetGone(at now: Timestamp) {
        for (id, entry) in known {
            if let goneAt = entry.goneAt, now.since(goneAt) > Self.goneLife { forget(id) }
        }
    }

    private static func ordered(_ told: [ResourceChange]) -> [ResourceChange] {
        guard told.count > 1 else { return told }
        return told.enumerated().sorted { ($0.element.resourceID, $0.offset) < ($1.element.resourceID, $1.offset) }.map(\.element)
    }
}

extension ChangeJournal {
    private mutating func look(
        at resource: Resource, _ snapshot: InventorySnapshot, at now: Timestamp, _ told: inout [ResourceChange]
    ) {
        let id = resource.id
        present.insert(id)
        let sight = Sight(resource.content)
        defer { if let sight { read(sight, of: id) } }
        guard let last = known[id] else { return meet(resource, sight, at: now, &told) }
        guard let sight else { return }
        var next = last
        var changes: [ResourceChange] = []
        if last.goneAt != nil {
            next = KnownResource(resource, sight, at: now)
            next.since = last.since
            next.allowance = last.allowance
            let again = next.change(.appeared, at: now, from: ResourceChange.absent, to: next.status?.rawValue)
            changes = isNews(resource, at: now) ? [again] : []
        } else {
            changes = next.take(sight, of: resource, clock: clocks[id], in: snapshot, at: now)
        }
        if changes.isEmpty {
            waiting.remove(id)
        } else if next.allowance.permits(at: now) {
            waiting.remove(id)
            next.allowance.spend(changes.count, at: now)
            told += changes
        } else {
            waiting.insert(id)
            return
        }
        if next != last { store(next) }
    }

    private mutating func read(_ sight: Sight, of id: String) {
        guard let uptime = sight.uptime, let boot = sight.boot else { return }
        clocks[id, default: UptimeClock(uptime: uptime, boot: boot)].read(uptime, boot: boot)
    }

    private mutating func meet(_ resource: Resource, _ sight: Sight?, at now: Timestamp, _ told: inout [ResourceChange]) {
        var entry = KnownResource(resource, sight, at: now)
        if isNews(resource, at: now) {
            entry.allowance.spend(1, at: now)
            told.append(entry.change(.appeared, at: now, to: entry.status?.rawValue))
        }
        store(entry)
    }

    /// Whether it tells something that it is there: not when it came with its parent.
    private func isNews(_ resource: Resource, at now: Timestamp) -> Bool {
        guard let parent = resource.content.parentID else { return true }
        guard let entry = known[parent], entry.goneAt == nil else { return false }
        return now.since(entry.arrivedAt) >= Self.settling
    }

    private mutating func leave(
        _ id: String, with others: Set<String>, _ snapshot: InventorySnapshot, at now: Timestamp, _ told: inout [ResourceChange]
    ) {
        present.remove(id)
        clocks[id] = nil
        guard var entry = known[id], entry.goneAt == nil else { return }
        if let heir = snapshot.resource(id) {
            // It goes on as part of another, or under another id.
            forget(id)
            guard known[heir.id] == nil else { return }
            entry.id = heir.id
            return store(entry)
        }
        // What goes with its parent is told by the parent.
        let isNews = entry.parentID.map { !others.contains($0) } ?? true
        if isNews {
            guard entry.allowance.permits(at: now) else {
                waiting.insert(id)
                return
            }
            entry.allowance.spend(1, at: now)
            told.append(entry.change(.gone, at: now, from: entry.status?.rawValue))
        }
        entry.goneAt = now
        store(entry)
    }

    private mutating func store(_ entry: KnownResource) {
        known[entry.id] = entry
        unstored.insert(entry.id)
        forgotten.remove(entry.id)
    }

    private mutating func forget(_ id: String) {
        known[id] = nil
        waiting.remove(id)
        unstored.remove(id)
        forgotten.insert(id)
    }
}
