import PulseCore

extension AlertMachine {
    /// Who acknowledges when nobody did for long enough, `alerts` §5.8.
    static let autoAcknowledger = "system-auto"

    /// Time passed.
    mutating func tick(in context: StepContext, into actions: inout [AlertAction]) {
        forgetTheOld(in: context)
        guard firing != nil else { return }
        matureDeferral(in: context, into: &actions)
        retryOwed(in: context, into: &actions)
        escalate(in: context, into: &actions)
        repeatNotice(in: context, into: &actions)
        acknowledgeTheOld(in: context, into: &actions)
    }

    /// Quiet hours are over: the outbox sends what waited.
    private mutating func matureDeferral(in context: StepContext, into actions: inout [AlertAction]) {
        guard let until = firing?.deferredUntil, until <= context.now.wall, let alert = firing?.alert else { return }
        if context.policy.isOpen, alert.acknowledgement == nil, context.policy.quiet.end(for: alert, at: context.now.wall) != nil {
            // The wall clock was set back, or the hours were prolonged.
            firing?.deferredUntil = nil
            return dispatch(.fired, isRise: true, in: context, into: &actions)
        }
        firing?.alert.setQuiet(nil)
        firing?.deferredUntil = nil
        firing?.lastHold = nil
        marks.formUnion([.stored, .visible])
        guard context.policy.isOpen, alert.acknowledgement == nil else { return }
        firing?.alert.lastNotified = context.now.wall
        noteSent(at: context.now.steady)
    }

    private mutating func retryOwed(in context: StepContext, into actions: inout [AlertAction]) {
        guard let firing, let event = firing.owed, let retryAt = firing.retryAt, retryAt <= context.now.steady else { return }
        self.firing?.retryAt = nil
        let levels = context.policy.schedule.escalation.levels
        let level = firing.alert.lastEscalation - 1
        let target = event == .escalated && levels.indices.contains(level) ? levels[level].target : nil
        dispatch(event, target: target, in: context, into: &actions)
    }

    /// Carries out the highest level that is due. Where nobody was told, there is nobody to go beyond.
    private mutating func escalate(in context: StepContext, into actions: inout [AlertAction]) {
        let escalation = context.policy.schedule.escalation
        guard escalation.isEnabled, context.policy.isOpen, let firing, firing.isTold, firing.alert.acknowledgement == nil else { return }
        guard firing.deferredUntil == nil, !firing.isMonitorOnly, memory.flappingUntil == nil else { return }
        let age = context.now.steady - firing.startedAt
        guard let due = escalation.levels.lastIndex(where: { $0.after <= age }), due + 1 > firing.alert.lastEscalation else { return }
        guard firing.owed == nil else { return }
        self.firing?.alert.lastEscalation = due + 1
        self.firing?.alert.escalationTimes.append(context.now.wall)
        marks.formUnion([.stored, .visible])
        dispatch(.escalated, target: escalation.levels[due].target, in: context, into: &actions)
    }

    /// Tells people again after the cooldown, `alerts` §5.4.
    private mutating func repeatNotice(in context: StepContext, into actions: inout [AlertAction]) {
        guard let firing, let last = firing.notifiedAt, let cooldown = context.policy.cooldown, context.policy.isOpen else { return }
        guard firing.isTold, firing.owed == nil, firing.deferredUntil == nil, firing.alert.acknowledgement == nil else { return }
        guard context.now.steady >= last + cooldown, !firing.isMonitorOnly else { return }
        dispatch(.repeated, in: context, into: &actions)
    }

    private mutating func acknowledgeTheOld(in context: StepContext, into actions: inout [AlertAction]) {
        let hours = context.policy.ages.autoAcknowledgeAfterHours
        guard hours > 0, let firing, firing.alert.level != .critical, firing.alert.acknowledgement == nil else { return }
        guard context.now.steady - firing.startedAt >= .seconds(hours * 3600) else { return }
        acknowledge(by: Self.autoAcknowledger, in: context, into: &actions)
    }

    /// Nobody has seen the condition for so long that the alert says nothing any more. One that is seen never ends so.
    mutating func expire(in context: StepContext, into actions: inout [AlertAction]) {
        guard let firing else { return }
        let ages = context.policy.ages
        let days = firing.alert.acknowledgement == nil ? ages.maxAlertAgeDays : ages.maxAcknowledgedAgeDays
        guard days > 0, context.now.steady - firing.seenAt >= .seconds(days * 86_400) else { return }
        resolve(.expired, in: context, into: &actions)
    }
}
