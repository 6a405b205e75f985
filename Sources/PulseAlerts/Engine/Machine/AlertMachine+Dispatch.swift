import PulseCore

extension AlertMachine {
    /// Tells people of the open alert, or says why not; policy is asked in the order of `alerts` §5.4.
    ///
    /// Of what counts as flapping, only openings and rises are attempts: a repetition is asked for by people.
    mutating func dispatch(
        _ event: Notice.Event, isRise: Bool = false, target: Notice.Target? = nil, in context: StepContext,
        into actions: inout [AlertAction]
    ) {
        guard let firing else { return }
        let (now, policy) = (context.now, context.policy)
        if event == .fired, firing.owed == nil || isRise { noteAttempt(in: context) }
        if firing.alert.acknowledgement != nil { return hold(.acknowledged, event, until: nil, in: context, into: &actions) }
        if let until = memory.flappingUntil, until > now.steady {
            self.firing?.alert.setFlapping(context.wall(until))
            return hold(.flapping, event, until: until, in: context, into: &actions)
        }
        guard policy.isOpen else { return hold(.gateClosed, event, until: nil, in: context, into: &actions) }
        let quietEnd = policy.quiet.end(for: firing.alert, at: now.wall)
        if firing.isMonitorOnly { return hold(.monitorOnly, event, until: nil, in: context, into: &actions) }
        if event == .fired, !isRise, let cooldown = policy.cooldown, let last = firing.notifiedAt, now.steady < last + cooldown {
            return hold(.cooldown, event, until: last + cooldown, in: context, into: &actions)
        }
        if let until = hourlyLimitEnd(in: context) { return hold(.hourlyLimit, event, until: until, in: context, into: &actions) }
        let notice = target ?? policy.schedule.initialNotify
        if let quietEnd {
            deferNotice(event, notice, until: quietEnd, in: context, into: &actions)
        } else {
            send(event, notice, in: context, into: &actions)
        }
    }

    private mutating func send(_ event: Notice.Event, _ target: Notice.Target, in context: StepContext, into actions: inout [AlertAction]) {
        guard var firing else { return }
        firing.alert.setQuiet(nil)
        firing.alert.lastNotified = context.now.wall
        firing.deferredUntil = nil
        self.firing = firing
        noteSent(at: context.now.steady)
        guard let alert = self.firing?.alert else { return }
        actions.append(.announced(alert))
        actions.append(.notify(Notice(event, alert, target: target)))
    }

    /// Puts the message into the outbox for the end of quiet hours; one is enough.
    private mutating func deferNotice(
        _ event: Notice.Event, _ target: Notice.Target, until end: Timestamp, in context: StepContext, into actions: inout [AlertAction]
    ) {
        guard var firing else { return }
        guard firing.deferredUntil != end else { return }
        firing.alert.setQuiet(end)
        firing.deferredUntil = end
        firing.owed = nil
        firing.retryAt = nil
        firing.lastHold = .quietHours
        self.firing = firing
        marks.formUnion([.stored, .visible])
        hold(.quietHours, until: end, firing.alert.occurrence, in: context, into: &actions)
        actions.append(.announced(firing.alert))
        actions.append(.notify(Notice(event, firing.alert, target: target, notBefore: end)))
    }

    /// People are told now.
    mutating func noteSent(at now: Duration) {
        guard var firing else { return }
        firing.isTold = true
        firing.toldLevel = max(firing.toldLevel ?? .warning, firing.alert.level)
        firing.notifiedAt = now
        firing.owed = nil
        firing.retryAt = nil
        firing.lastHold = nil
        self.firing = firing
        memory.sends.append(now)
        if memory.sends.count > DispatchPolicy.mostSendsRemembered { memory.sends.removeFirst() }
        marks.formUnion([.stored, .visible])
    }

    private mutating func noteAttempt(in context: StepContext) {
        let (now, flapping) = (context.now.steady, context.policy.flapping)
        guard flapping.isEnabled else { return }
        marks.insert(.stored)
        let recent = memory.attempts.count { now - $0 <= flapping.window }
        if recent >= min(flapping.threshold, Memory.mostAttempts), memory.flappingUntil.map({ $0 <= now }) ?? true {
            memory.flappingUntil = now + flapping.cooldown
            memory.attempts = []
        }
        memory.attempts.append(now)
        if memory.attempts.count > Memory.mostAttempts { memory.attempts.removeFirst() }
    }

    private func hourlyLimitEnd(in context: StepContext) -> Duration? {
        guard let limit = context.policy.hourlyLimit else { return nil }
        let recent = memory.sends.filter { context.now.steady - $0 < .seconds(3600) }
        guard recent.count >= limit else { return nil }
        return recent[recent.count - limit] + .seconds(3600)
    }

    /// Policy refuses; what can be told later is owed.
    private mutating func hold(
        _ reason: HoldReason, _ event: Notice.Event, until: Duration?, in context: StepContext, into actions: inout [AlertAction]
    ) {
        guard var firing else { return }
        let isNews = firing.lastHold != reason || event == .fired && firing.owed == nil
        firing.owed = reason == .gateClosed ? firing.owed : event
        firing.retryAt = until
        firing.lastHold = reason
        self.firing = firing
        marks.insert(.stored)
        if isNews { hold(reason, until: until.map(context.wall), firing.alert.occurrence, in: context, into: &actions) }
    }

    /// Notes a refusal for the explanation and tells it.
    mutating func hold(
        _ reason: HoldReason, until: Timestamp?, _ occurrence: Occurrence, in context: StepContext, into actions: inout [AlertAction]
    ) {
        holds.append(PolicyHold(at: context.now.wall, reason: reason, until: until))
        if holds.count > Self.mostHolds { holds.removeFirst() }
        actions.append(.held(occurrence, reason, until: until))
    }
}
