import PulseCore

extension RuleExplanation {
    init(idle rule: RuleID) { self.init(rule: rule, alertID: "", state: .idle) }
}

extension AlertMachine {
    /// What the machine knows of itself.
    func explanation(_ confirmation: Confirmation?, in context: StepContext) -> RuleExplanation {
        let alert = firing?.alert ?? memory.ended?.resolved.alert
        var explanation = RuleExplanation(rule: rule, alertID: alert?.id ?? "", state: state(confirmation, in: context))
        let now = context.now.steady
        explanation.suppressedUntil = memory.suppressedUntil.flatMap { $0 > now ? context.wall($0) : nil }
        explanation.flappingUntil = memory.flappingUntil.flatMap { $0 > now ? context.wall($0) : nil }
        explanation.deferredUntil = firing?.deferredUntil
        explanation.sentLastHour = memory.sends.count { now - $0 < .seconds(3600) }
        explanation.holds = holds
        explanation.nextNotice = nextNotice(in: context)
        return explanation
    }

    private func state(_ confirmation: Confirmation?, in context: StepContext) -> RuleExplanation.State {
        if let firing {
            let needed = if case .readings(_, let resolve) = confirmation { max(resolve, 1) } else { 1 }
            return .firing(firing.alert, goodReadings: firing.goodReadings, goodReadingsNeeded: needed)
        }
        if let pending {
            let since = context.wall(pending.since)
            switch confirmation {
            case .held(let hold):
                let remaining = max(hold - (context.now.steady - pending.since), .zero)
                return .pending(since: since, remaining: remaining, readingsMissing: max(2 - pending.readings, 0))
            case .readings(let fire, _):
                return .pending(since: since, remaining: .zero, readingsMissing: max(fire - pending.readings, 0))
            case nil: return .pending(since: since, remaining: .zero, readingsMissing: 0)
            }
        }
        if let ended = memory.ended, context.now.steady - ended.at < Self.reopening { return .resolved(ended.resolved) }
        return .idle
    }

    private func nextNotice(in context: StepContext) -> Timestamp? {
        guard let firing, firing.alert.acknowledgement == nil, context.policy.isOpen, !firing.isMonitorOnly else { return nil }
        if let deferred = firing.deferredUntil { return deferred }
        if firing.owed != nil { return firing.retryAt.map(context.wall) }
        guard firing.isTold, let last = firing.notifiedAt, let cooldown = context.policy.cooldown else { return nil }
        return context.wall(last + cooldown)
    }
}
