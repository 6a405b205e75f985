import PulseCore

extension AlertMachine {
    /// Someone took notice. Who was first stays.
    mutating func acknowledge(by user: String, in context: StepContext, into actions: inout [AlertAction]) {
        guard let firing, firing.alert.acknowledgement == nil else { return }
        self.firing?.alert.acknowledgement = Alert.Acknowledgement(at: context.now.wall, by: user)
        // What waited for the end of quiet hours is struck off.
        self.firing?.deferredUntil = nil
        self.firing?.alert.setQuiet(nil)
        marks.formUnion([.stored, .visible])
        if let alert = self.firing?.alert { actions.append(.acknowledged(alert)) }
    }

    mutating func unacknowledge(by user: String, in context: StepContext, into actions: inout [AlertAction]) {
        guard firing?.alert.acknowledgement != nil else { return }
        firing?.alert.acknowledgement = nil
        marks.formUnion([.stored, .visible])
        guard let firing else { return }
        actions.append(.unacknowledged(firing.alert, by: user))
        if let event = firing.owed, firing.lastHold == .acknowledged {
            dispatch(event, in: context, into: &actions)
        } else if firing.owed == nil, !firing.isTold {
            dispatch(.fired, in: context, into: &actions)
        }
    }

    /// Ends the alert as a person asked, and forgets what would keep it from being told of when it is back.
    mutating func clear(in context: StepContext, into actions: inout [AlertAction]) {
        resolve(.cleared, in: context, into: &actions)
        dropPending()
        memory.lastFire = nil
        memory.suppressedUntil = nil
        memory.attempts = []
        memory.flappingUntil = nil
        memory.sends = []
    }

    /// The gate was opened: who would have been told of something critical is told now.
    mutating func gateOpened(in context: StepContext, into actions: inout [AlertAction]) {
        guard let firing, firing.alert.level == .critical, firing.alert.acknowledgement == nil, firing.deferredUntil == nil else { return }
        self.firing?.owed = nil
        dispatch(firing.toldLevel == nil ? .fired : .repeated, isRise: true, in: context, into: &actions)
    }

    /// Other settings are in force: a message that waits for the end of quiet hours goes by the new ones.
    mutating func policyChanged(in context: StepContext, into actions: inout [AlertAction]) {
        guard let firing, let until = firing.deferredUntil, firing.alert.acknowledgement == nil, context.policy.isOpen else { return }
        guard context.policy.quiet.end(for: firing.alert, at: context.now.wall) != until else { return }
        dispatch(firing.toldLevel == nil ? .fired : .repeated, isRise: true, in: context, into: &actions)
    }
}
