import PulseCore

extension AlertMachine {
    /// Who was told of the alert is told of its end, `alerts` §5.7. In quiet hours that waits, too, rather than being lost.
    ///
    /// When the alert itself still waits for the end of quiet hours, the notice is made all the same: with it the outbox strikes
    /// off the waiting message, and nobody is told of either.
    mutating func tellTheEnd(
        of ended: Firing, _ resolved: ResolvedAlert, in context: StepContext, into actions: inout [AlertAction]
    ) {
        guard ended.isTold || ended.deferredUntil != nil else { return }
        let occurrence = ended.alert.occurrence
        let refusal: HoldReason? =
            if ended.alert.acknowledgement != nil {
                .acknowledged
            } else if !context.policy.schedule.notifyOnResolve {
                .notifyOnResolveOff
            } else if !context.policy.isOpen {
                .gateClosed
            } else {
                nil
            }
        if let refusal { return hold(refusal, until: nil, occurrence, in: context, into: &actions) }
        var notBefore: Timestamp?
        if ended.isTold { notBefore = context.policy.quiet.end(for: ended.alert, at: context.now.wall) }
        if notBefore != nil { hold(.quietHours, until: notBefore, occurrence, in: context, into: &actions) }
        actions.append(.notify(Notice(.resolved, ended.alert, notBefore: notBefore, resolvedTime: resolved.resolvedTime)))
    }

    /// Lets go of what has been remembered for long enough.
    mutating func forgetTheOld(in context: StepContext) {
        let now = context.now.steady
        var isLess = false
        if let ended = memory.ended, now - ended.at >= Self.reopening {
            memory.ended = nil
            isLess = true
        }
        if let until = memory.acknowledgedUntil, now >= until {
            memory.acknowledgement = nil
            memory.acknowledgedUntil = nil
            isLess = true
        }
        if let until = memory.suppressedUntil, now >= until {
            memory.suppressedUntil = nil
            isLess = true
        }
        if let fire = memory.lastFire, memory.suppressedUntil == nil, now - fire.at >= context.policy.suppressionWindow {
            memory.lastFire = nil
            isLess = true
        }
        if let until = memory.flappingUntil, now >= until {
            memory.flappingUntil = nil
            if firing?.alert.setFlapping(nil) != nil { marks.insert(.visible) }
            isLess = true
        }
        let window = context.policy.flapping.window
        if let first = memory.attempts.first, now - first > window {
            memory.attempts.removeAll { now - $0 > window }
            isLess = true
        }
        if let first = memory.sends.first, now - first >= .seconds(3600) {
            memory.sends.removeAll { now - $0 >= .seconds(3600) }
            isLess = true
        }
        if isLess { marks.insert(.stored) }
    }
}
