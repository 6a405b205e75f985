import PulseAlerts
import PulseCore
import PulseInventory
import PulseNotifications

/// Why alerts of a resource fired or not, and what became of the messages.
public struct AlertExplanation: Sendable {
    public var resourceID: String
    public var resourceName: String
    public var rules: [RuleExplanation]
    /// Every attempt of the newest occurrences, oldest first.
    public var deliveries: [LedgerEntry]
    /// Messages that wait, are being sent or were given up.
    public var messages: [Job]
}

extension AlertJudge {
    /// Explains the alert of this id, open or not; `nil` when nothing could raise it.
    public func explain(alertID id: String) async throws -> AlertExplanation? {
        let snapshot = snapshot()
        guard let (rule, subject) = await service.explain(alertID: id, in: snapshot) else { return nil }
        return try await explanation([rule], of: subject, snapshot)
    }

    /// Explains the rules of a resource: all, or those of one metric or alert type. `nil` when there is no such resource.
    public func explain(resourceID: String, rule: String?) async throws -> AlertExplanation? {
        let snapshot = snapshot()
        guard let resource = snapshot.alertSubject(resourceID) else { return nil }
        let rules = await service.explain(resource, rule, in: snapshot)
        return try await explanation(rules, of: resource.id, snapshot)
    }

    private func explanation(_ rules: [RuleExplanation], of subject: String, _ snapshot: InventorySnapshot) async throws -> AlertExplanation
    {
        var deliveries: [LedgerEntry] = []
        var messages: [Job] = []
        for occurrence in rules.compactMap(\.occurrence) {
            deliveries += try await outbox.deliveries(of: occurrence)
            messages += try await outbox.jobs(of: occurrence)
        }
        return AlertExplanation(
            resourceID: subject, resourceName: snapshot.resource(subject)?.name ?? subject, rules: rules,
            deliveries: deliveries.sorted { $0.at < $1.at }, messages: messages)
    }
}

extension AlertService {
    func explain(alertID id: String, in snapshot: InventorySnapshot) -> (RuleExplanation, subject: String)? {
        let now = Moment(wall: surroundings.clock.now, steady: surroundings.steady())
        guard let rule = engine.explain(alert: id, in: snapshot, at: now) else { return nil }
        let shown = engine.alert(id)?.resourceID ?? rule.alertID.prefix(upTo: "::") ?? id
        return (rule, snapshot.alertSubject(shown)?.id ?? shown)
    }

    func explain(_ resource: Resource, _ rule: String?, in snapshot: InventorySnapshot) -> [RuleExplanation] {
        let now = Moment(wall: surroundings.clock.now, steady: surroundings.steady())
        return engine.explain(resource, rule.map { .metric($0) } ?? .everything, in: snapshot, at: now)
    }
}

extension RuleExplanation {
    /// The occurrence that is open or ended a moment ago.
    var occurrence: Occurrence? {
        switch state {
        case .firing(let alert, _, _): alert.occurrence
        case .resolved(let resolved): resolved.alert.occurrence
        case .idle, .pending: nil
        }
    }
}

extension String {
    /// What stands before `mark`.
    fileprivate func prefix(upTo mark: String) -> String? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(mark) { return String(self[..<rest.startIndex]) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
