import PulseCore

/// The one picture of the estate: events in, changes out. A value without clock, input or output.
///
/// Source rows are grouped in two steps: rows proven to be one thing form a cluster with a canonical id, clusters that are shown as
/// one form a resource. Both depend only on the rows, the decisions and what was learned, not on the order of events.
public struct Inventory: Sendable {
    public private(set) var snapshot: InventorySnapshot
    public let configuration: InventoryConfiguration
    var table: RowTable
    var identity: IdentityBook
    var groups: [PresentationGroup?] = []
    var freeGroups: [Int] = []
    /// The group of each living canonical id, absorbed ones included.
    var clusterGroups: [String: Int] = [:]
    /// Ids of direct children by the parent's id.
    var children: [String: Set<String>] = [:]
    var annotations: [String: Annotation] = [:]
    var index = ResourceIndex()

    /// Starts empty, with what is known about identity from earlier runs.
    public init(identity: PersistedIdentity = PersistedIdentity(), configuration: InventoryConfiguration = InventoryConfiguration()) {
        self.configuration = configuration
        self.identity = IdentityBook(identity)
        table = RowTable(sharedLimit: configuration.maximumSharedEvidence)
        snapshot = InventorySnapshot(revision: 0, at: Timestamp(milliseconds: 0), index: ResourceIndex())
    }

    /// Takes in one event and says what it changed.
    ///
    /// Observations, failures and ticks never throw. Decisions of people throw `resource_not_found`, `self_link`,
    /// `incompatible_types`, `not_merged`, `no_source_targets`, `no_exclusions`; annotations `limit_exceeded`.
    public mutating func handle(_ event: InventoryEvent, at now: Timestamp) throws(PulseError) -> InventoryChange {
        var work = Work(now: now)
        switch event {
        case .observed(let observation): observe(observation, &work)
        case .sourceFailed(let source, let reason): fail(source, reason, &work)
        case .sourceRemoved(let source): forget(source, &work)
        case .tick: age(&work)
        case .link(let one, let other, let reason, let actor): try link(one, other, reason, actor, &work)
        case .unlink(let one, let other, let reason, let actor): try unlink(one, other, reason, actor, &work)
        case .reportMerge(let id, let sources, let notes, let actor): try part(id, sources, notes, actor, &work)
        case .annotate(let id, let annotation): try annotate(id, annotation, &work)
        }
        settle(&work)
        return commit(&work)
    }

    /// Turns what the event touched into new resources and a new snapshot.
    private mutating func commit(_ work: inout Work) -> InventoryChange {
        let drafts = rebuild(&work)
        let revision = snapshot.revision + 1
        var upserted: [Resource] = []
        var transitions: [InventoryChange.Transition] = []
        for (id, content) in drafts {
            let old = index[id]
            if old?.content == content { continue }
            if old?.status != content.status { transitions.append(.init(id: id, from: old?.status, to: content.status)) }
            upserted.append(Resource(content, revision: revision, updatedAt: work.now, after: old))
        }
        upserted.sort(by: ResourceIndex.precedes)
        transitions.sort { $0.id < $1.id }
        let removed = work.leaving.filter { index[$0] != nil && drafts[$0] == nil && !isPresented($0) }.sorted()
        let successions = presentedSuccessions(of: removed, &work)
        var orderChanged = false
        if !upserted.isEmpty || !removed.isEmpty {
            orderChanged = index.apply(upserted: upserted, removed: removed)
            snapshot = InventorySnapshot(revision: revision, at: work.now, index: index)
        }
        table.release(work.retired)
        return InventoryChange(
            revision: snapshot.revision, at: work.now, snapshot: snapshot, upserted: upserted, removed: removed, orderChanged: orderChanged,
            transitions: transitions, successions: successions, samples: samples(work.observedRows), persist: identity.takeFacts(),
            ignored: work.ignored)
    }

    private func isPresented(_ id: String) -> Bool {
        guard let group = clusterGroups[id] else { return false }
        return groups[group]?.id == id
    }

    /// Where the history of removed ids goes on: under an id that is new. An id that was there before keeps its own history.
    private func presentedSuccessions(of removed: [String], _ work: inout Work) -> [InventoryChange.Succession] {
        removed.compactMap { old in
            guard let heir = work.heirs[old], let number = clusterGroups[heir], let new = groups[number]?.id else { return nil }
            return new == old || index[new] != nil ? nil : .init(old: old, new: new)
        }
    }
}

/// What one event has touched.
struct Work {
    let now: Timestamp
    /// Rows whose place among clusters and groups must be found again.
    var unsettled: Set<Int> = []
    /// Groups that lost a row.
    var broken: Set<Int> = []
    /// Groups whose resource must be built again.
    var touched: Set<Int> = []
    /// Ids whose group was dissolved.
    var leaving: Set<String> = []
    /// Canonical id that took over the rows of a dissolved one.
    var heirs: [String: String] = [:]
    /// Row numbers to be freed at the end.
    var retired: [Int] = []
    /// Rows described by the observation, in its order.
    var observedRows: [Int] = []
    var ignored = 0

    init(now: Timestamp) { self.now = now }
}
