import PulseCore
import PulseInventory

extension AlertEngine {
    /// What is to be explained of a resource.
    public enum Question: Sendable {
        case everything
        /// The rules of this name: a metric, or an alert type as the catalogue's rules call it.
        case metric(String)
        case rule(RuleID)
    }

    /// Explains the rules of a resource.
    public func explain(_ resource: Resource, _ question: Question, in snapshot: InventorySnapshot, at now: Moment) -> [RuleExplanation] {
        var catalogue = self.catalogue
        var judgements: [Judgement] = []
        catalogue.judge(resource, in: snapshot, at: now) { judgement in
            let isAsked =
                switch question {
                case .everything: true
                case .metric(let name): judgement.rule.spec.rawValue == name
                case .rule(let rule): judgement.rule == rule
                }
            if isAsked { judgements.append(judgement) }
        }
        return judgements.map { judgement in
            var explanation = explain(judgement.rule, of: resource.id, judgement, at: now)
            if explanation.alertID.isEmpty {
                explanation.alertID = catalogue.describe(judgement, of: resource, in: snapshot).id
            }
            explanation.origin = catalogue.origin(of: judgement.rule, for: resource, in: snapshot)
            explanation.provenance = judgement.rule.part == nil ? resource.provenance(of: judgement.rule.spec) : nil
            return explanation
        }
    }

    /// Explains the alert of this id in any form of `alerts` §4, open or not; `nil` when no rule could raise it.
    public func explain(alert id: String, in snapshot: InventorySnapshot, at now: Moment) -> RuleExplanation? {
        if let place = table.place(named: id) {
            let machine = table.machines[place]
            guard let resource = snapshot.resource(machine.subject) else { return explain(machine.rule, of: machine.subject, nil, at: now) }
            let found = explain(resource, .rule(machine.rule), in: snapshot, at: now).first
            return found ?? explain(machine.rule, of: machine.subject, nil, at: now)
        }
        if let resource = subject(of: id, in: snapshot), let rule = rule(of: id, for: resource, in: snapshot, at: now) {
            return explain(resource, .rule(rule), in: snapshot, at: now).first
        }
        guard id.contains("::") else { return nil }
        // Ids of disks are made of their place, by which no resource is known.
        for resource in snapshot.resources where resource.kind == .physicalDisk {
            guard let rule = rule(of: id, for: resource, in: snapshot, at: now) else { continue }
            return explain(resource, .rule(rule), in: snapshot, at: now).first
        }
        return nil
    }

    /// The rule of the resource whose alert would have this id.
    private func rule(of id: String, for resource: Resource, in snapshot: InventorySnapshot, at now: Moment) -> RuleID? {
        var catalogue = self.catalogue
        var rule: RuleID?
        catalogue.judge(resource, in: snapshot, at: now) { [catalogue] judgement in
            guard rule == nil else { return }
            let description = catalogue.describe(judgement, of: resource, in: snapshot)
            if description.id == id || description.aliases.contains(id) { rule = judgement.rule }
        }
        return rule
    }

    /// The resource of an alert id: what stands before `::`, or what owns the part that does.
    private func subject(of id: String, in snapshot: InventorySnapshot) -> Resource? {
        guard let end = id.firstRange(of: "::") else { return nil }
        var name = id[..<end.lowerBound]
        while !name.isEmpty {
            if let resource = snapshot.resource(String(name)) { return resource }
            guard let cut = name.lastIndex(where: { $0 == "/" || $0 == "-" }) else { return nil }
            name = name[..<cut]
        }
        return nil
    }

    private func explain(_ rule: RuleID, of subject: String, _ judgement: Judgement?, at now: Moment) -> RuleExplanation {
        let context = StepContext(now: now, policy: policy)
        let machine = table.place(rule, of: subject).map { table.machines[$0] }
        var explanation = machine.map { $0.explanation(judgement?.confirmation, in: context) } ?? RuleExplanation(idle: rule)
        explanation.confirmation = judgement?.confirmation
        guard let judgement else { return explanation }
        explanation.reading = judgement.reading
        explanation.measuredAt = judgement.measuredAt
        explanation.age = now.wall.since(judgement.measuredAt)
        if case .measured(_, let threshold, let isPercent) = judgement.reading {
            explanation.criticalBar = threshold.criticalBar(isPercent: isPercent)
        }
        return explanation
    }
}

extension Resource {
    fileprivate func provenance(of spec: RuleID.Spec) -> Provenance? {
        // The sources of a storage's space are told under `disk`.
        let metric: Metric = spec == .usage ? .disk : ThresholdMetric(name: spec.rawValue)?.series ?? Metric(spec.rawValue)
        return content.provenance.first { $0.metric == metric }
    }
}
