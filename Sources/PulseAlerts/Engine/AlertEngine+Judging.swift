import PulseCore
import PulseInventory

extension AlertEngine {
    /// Judges what changed, and what lies behind machines that went off or came back.
    mutating func change(
        _ upserted: [Resource], _ removed: [String], in snapshot: InventorySnapshot, _ context: StepContext,
        into actions: inout [AlertAction]
    ) {
        self.snapshot = snapshot
        for id in removed {
            unreachable.remove(id)
            watched.remove(id)
            if let heir = snapshot.resource(id), heir.id != id {
                let left = table.move(id, to: heir.id)
                for place in left { end(place, .superseded, context, into: &actions) }
            } else {
                removeSubject(id, context, into: &actions)
            }
        }
        for resource in upserted {
            judge(resource, in: snapshot, context, into: &actions)
            if Catalogue.needsWatching(resource) {
                watched.insert(resource.id)
            } else if !watched.isEmpty {
                watched.remove(resource.id)
            }
            guard !resource.kind.isWorkload, noteReachability(of: resource) else { continue }
            judgeChildren(of: resource, in: snapshot, depth: 3, context, into: &actions)
        }
    }

    /// Judges every rule of the resource. For one that is well and was well, nothing is made and nothing is written.
    mutating func judge(
        _ resource: Resource, in snapshot: InventorySnapshot, isRejudging: Bool = false, _ context: StepContext,
        into actions: inout [AlertAction]
    ) {
        let entry = table.entries[resource.id]
        let hasMachines = !(entry?.machines.isEmpty ?? true)
        var sources = entry?.sources ?? SourceFingerprint()
        var found = scratch
        scratch = []
        let replayed = self.replayed
        let version = catalogue.judge(resource, in: snapshot, at: context.now) { judgement in
            if let replayed, judgement.rule.part != nil || !(judgement.rule.spec.metric.map(replayed.contains) ?? false) { return }
            if let source = judgement.source, judgement.rule.part == nil, judgement.isMeasured, !isRejudging {
                if sources.note(source, of: judgement.rule.spec) { return }
            }
            if hasMachines || judgement.isBad { found.append(judgement) }
        }
        if sources != entry?.sources ?? SourceFingerprint() { table.setSources(sources, of: resource.id) }
        if !found.isEmpty {
            take(found, of: resource, in: snapshot, version: isRejudging ? nil : version, context, into: &actions)
            if hasMachines { noteAbsentParts(found, of: resource, context, into: &actions) }
            found.removeAll(keepingCapacity: true)
        }
        scratch = found
    }

    private mutating func take(
        _ judgements: [Judgement], of resource: Resource, in snapshot: InventorySnapshot, version: UInt64?, _ context: StepContext,
        into actions: inout [AlertAction]
    ) {
        let catalogue = self.catalogue
        for judgement in judgements {
            var place = table.place(judgement.rule, of: resource.id)
            if place == nil, judgement.isBad { place = table.madePlace(judgement.rule, of: resource.id) }
            guard let place else { continue }
            table.step(place, at: context.now.steady) { machine in
                machine.handle(judgement, version: version, isRejudging: version == nil, in: context, into: &actions) {
                    catalogue.describe(judgement, of: resource, in: snapshot)
                }
            }
        }
    }

    /// A part that a resource no longer has (a filesystem, a disk) while its other parts were read three times is gone.
    private mutating func noteAbsentParts(
        _ judgements: [Judgement], of resource: Resource, _ context: StepContext, into actions: inout [AlertAction]
    ) {
        for place in table.entries[resource.id]?.machines ?? [] {
            let rule = table.machines[place].rule
            guard rule.part != nil, !judgements.contains(where: { $0.rule == rule }) else { continue }
            let siblings = judgements.contains { judgement in
                judgement.rule.spec == rule.spec && judgement.rule.part != nil && judgement.isReading
            }
            guard siblings else { continue }
            table.step(place, at: context.now.steady) { machine in
                machine.absences += 1
                guard machine.absences >= Self.absencesOfTheGone else { return }
                machine.dropPending()
                machine.resolve(.resourceRemoved, in: context, into: &actions)
            }
        }
    }
    private static let absencesOfTheGone = 3

    /// Time passed over those that are not heard.
    mutating func judgeTheWatched(_ context: StepContext, into actions: inout [AlertAction]) {
        guard let snapshot else { return }
        for id in watched.sorted() {
            if let resource = snapshot.resource(id) { judge(resource, in: snapshot, context, into: &actions) }
        }
    }

    /// Whether the resource went offline or came back.
    private mutating func noteReachability(of resource: Resource) -> Bool {
        if resource.status == .offline { return unreachable.insert(resource.id).inserted }
        return !unreachable.isEmpty && unreachable.remove(resource.id) != nil
    }

    private mutating func judgeChildren(
        of resource: Resource, in snapshot: InventorySnapshot, depth: Int, _ context: StepContext, into actions: inout [AlertAction]
    ) {
        guard depth > 0 else { return }
        for child in snapshot.children(of: resource.id) {
            judge(child, in: snapshot, context, into: &actions)
            judgeChildren(of: child, in: snapshot, depth: depth - 1, context, into: &actions)
        }
    }

    /// Ends the alerts of things that went while nobody looked: of these connections, and not in the inventory.
    mutating func endWhatIsGone(
        _ connections: Set<String>, _ snapshot: InventorySnapshot, _ context: StepContext, into actions: inout [AlertAction]
    ) {
        let gone = table.entries.filter { subject, entry in
            entry.machines.contains { table.machines[$0].connection.map(connections.contains) ?? false }
                && snapshot.resource(subject) == nil
        }
        for subject in gone.keys.sorted() { removeSubject(subject, context, into: &actions) }
    }

    /// Everything known of a thing that is gone ends.
    mutating func removeSubject(_ subject: String, _ context: StepContext, into actions: inout [AlertAction]) {
        for place in table.entries[subject]?.machines ?? [] { end(place, .resourceRemoved, context, into: &actions) }
        if table.entries[subject]?.machines.isEmpty ?? false { table.entries[subject] = nil }
    }

    private mutating func end(_ place: Int, _ reason: ResolveReason, _ context: StepContext, into actions: inout [AlertAction]) {
        table.step(place, at: context.now.steady) { machine in
            machine.dropPending()
            machine.resolve(reason, in: context, into: &actions)
        }
    }
}

extension Judgement {
    /// Says how the thing is.
    fileprivate var isReading: Bool {
        switch reading {
        case .measured, .faulty, .fine: true
        case .unknown, .off: false
        }
    }
}
