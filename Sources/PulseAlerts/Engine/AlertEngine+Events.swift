import PulseCore
import PulseInventory

extension AlertEngine {
    /// Takes in what was judged elsewhere.
    mutating func take(_ assessment: Assessment, _ context: StepContext, into actions: inout [AlertAction]) {
        let (subject, judgement) = (assessment.subject, assessment.judgement)
        var entry = table.entries[subject]
        if let source = judgement.source, judgement.rule.part == nil, judgement.isMeasured {
            var sources = entry?.sources ?? SourceFingerprint()
            let isChanged = sources.note(source, of: judgement.rule.spec)
            if sources != entry?.sources { table.setSources(sources, of: subject) }
            if isChanged { return }
            entry = table.entries[subject]
        }
        var place = table.place(judgement.rule, of: entry)
        if place == nil, judgement.isBad { place = table.madePlace(judgement.rule, of: subject) }
        guard let place else { return }
        table.step(place, at: context.now.steady) { machine in
            machine.handle(judgement, in: context, into: &actions) { assessment.description }
        }
    }

    /// The alert `pulse-system-<type>`.
    mutating func take(_ condition: SystemCondition, _ context: StepContext, into actions: inout [AlertAction]) {
        let type = condition.type.rawValue
        let reading: Judgement.Reading = condition.level.map { .faulty($0, value: 0, threshold: 0) } ?? .fine
        let judgement = Judgement(RuleID(RuleID.Spec(type)), reading, confirmation: .held(.zero), measuredAt: context.now.wall)
        let description = AlertDescription(
            id: "\(Self.systemSubject)-\(type)", specID: type, type: condition.type, kind: .discreteState, resourceID: Self.systemSubject,
            resourceName: "Pulse", message: condition.message, metadata: condition.metadata)
        take(Assessment(subject: Self.systemSubject, judgement, description), context, into: &actions)
    }

    /// Other settings: every resource is judged by them at once, and what policy held back is asked for anew.
    mutating func configure(
        _ configuration: AlertConfiguration, _ snapshot: InventorySnapshot, at now: Moment, into actions: inout [AlertAction]
    ) {
        let wasOpen = policy.isOpen
        catalogue = Catalogue(configuration)
        policy = DispatchPolicy(configuration)
        let context = StepContext(now: now, policy: policy)
        self.snapshot = snapshot
        for resource in snapshot.resources { judge(resource, in: snapshot, isRejudging: true, context, into: &actions) }
        for place in table.machines.indices where !table.machines[place].subject.isEmpty {
            table.step(place, at: now.steady) { machine in
                if !wasOpen, policy.isOpen { machine.gateOpened(in: context, into: &actions) }
                machine.policyChanged(in: context, into: &actions)
            }
        }
    }
}
